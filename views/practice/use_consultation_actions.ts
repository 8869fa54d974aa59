import { type Signal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { practiceApi } from "../../practice/api.ts";
import type { ConsultationRow } from "../../practice/consultations/consultation_list.ts";
import { replaceCode } from "../../practice/consultations/secrets.ts";
import type { Consultations } from "../../practice/consultations/use_consultations.ts";
import { formatStart } from "../../practice/dates.ts";
import { practiceJournal } from "../../practice/journal/journal.ts";
import { problemOf } from "../../practice/problem.ts";
import { practiceVault } from "../../practice/vault/vault.ts";
import { ApiError } from "../../wire/client.ts";
import type { ConsultationActions } from "./ConsultationItem.tsx";
import type { Undoable } from "./UndoNotice.tsx";

interface ActionsOptions {
  t: Catalogue["practice"]["list"];
  lang: Lang;
  practiceId: string;
  consultations: Consultations;
  /** What the list's status line tells. */
  told: Signal<string>;
}

/** What can be done with the consultations of the list, the offer to undo it, and the rooms whose codes are shown. */
export function useConsultationActions(options: ActionsOptions) {
  const undoable = useSignal<Undoable | undefined>(undefined);
  // Not kept in the items: an item that the filter hides is rendered anew, and its code must still be shown.
  const codesShown = useSignal<ReadonlySet<string>>(new Set());
  // Made once, so that only items that have changed are rendered again.
  const actions = useMemo(() => consultationActions({ ...options, undoable, codesShown }), []);
  return { undoable, codesShown, actions };
}

interface ActionsContext extends ActionsOptions {
  undoable: Signal<Undoable | undefined>;
  codesShown: Signal<ReadonlySet<string>>;
}

function consultationActions(
  { t, lang, practiceId, consultations, told, undoable, codesShown }: ActionsContext,
): ConsultationActions {
  const { records, cancelled, refresh } = consultations;
  const nameOf = ({ record }: ConsultationRow) => record?.name ?? t.unreadable;

  function offerUndo(room: string, what: string, undo: () => Promise<void>): void {
    told.value = "";
    undoable.value = { id: (undoable.value?.id ?? 0) + 1, room, told: what, undo };
  }

  async function moveTo(room: string, startsAtMs: number): Promise<void> {
    const moved = await practiceVault.move(practiceId, room, startsAtMs);
    if (!moved) throw new ApiError("consultation_unknown", 404);
  }

  function showCode(room: string, shown: boolean): void {
    const others = [...codesShown.value].filter((other) => other !== room);
    codesShown.value = new Set(shown ? [...others, room] : others);
  }

  return {
    showCode,
    async cancel(row) {
      const { summary: { room } } = row;
      await practiceApi.cancelConsultation(room).catch((error) => {
        if (problemOf(error).code !== "consultation_unknown") throw error; // cancelled already
      });
      cancelled.value = new Set([...cancelled.value, room]);
      offerUndo(room, fill(t.cancelled, { name: nameOf(row) }), async () => {
        await practiceApi.restoreConsultation(room);
        cancelled.value = new Set([...cancelled.value].filter((other) => other !== room));
      });
    },
    async move(row, startsAtMs) {
      const { summary: { room, startsAtMs: before } } = row;
      await moveTo(room, startsAtMs);
      const what = fill(t.moved, { name: nameOf(row), time: formatStart(startsAtMs, lang) });
      offerUndo(room, what, () => moveTo(room, before));
      refresh();
    },
    async endUnproven(room, peerId) {
      await (peerId === undefined
        ? practiceApi.endUnprovenGuests(room)
        : practiceApi.endUnprovenGuest(room, peerId)).catch((error) => {
          if (problemOf(error).code !== "peer_unknown") throw error; // gone already
        });
      refresh();
    },
    async replaceCode(record) {
      const changed = await replaceCode(practiceVault, record);
      await practiceJournal.note({ kind: "code_replaced" });
      // At once: the former code must not be read out while the list is being loaded again.
      if (changed) records.value = new Map(records.value).set(record.room, changed);
      told.value = fill(t.codeReplaced, { name: record.name });
      showCode(record.room, true);
      refresh();
    },
  };
}
