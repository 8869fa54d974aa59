import { type Signal, signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { hostParticipation } from "../../call/host_participation.ts";
import { holdInCall } from "../../browser/in_call.ts";
import type { CallEvent } from "../../call/state.ts";
import type { Participation } from "../../call/use_call.ts";
import { Button } from "../../components/Button.tsx";
import { takeFocus } from "../../components/focus.ts";
import { HostLobby } from "../../components/call/HostLobby.tsx";
import type { LobbyProps } from "../../components/call/Lobby.tsx";
import type { BlockedCodeState } from "../../components/call/BlockedCode.tsx";
import { formatAccessCode } from "../../e2ee/codes.ts";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { practiceApi } from "../../practice/api.ts";
import { ConsultationFeed } from "../../practice/consultations/consultation_feed.ts";
import {
  type ConsultationRow,
  isWaiting,
  rowsOf,
  versionsOf,
} from "../../practice/consultations/consultation_list.ts";
import { HostRoom } from "../../practice/consultations/host_room.ts";
import { codeOf, failuresOf, isBlocked, replacedOf } from "../../practice/consultations/secrets.ts";
import { formatTime } from "../../practice/dates.ts";
import { problemOf } from "../../practice/problem.ts";
import { practiceVault } from "../../practice/vault/vault.ts";

/** A practitioner of the practice that the consultation belongs to. */
export interface Host {
  name: string;
  practiceId: string;
  startsAtMs: number;
  expiresAtMs: number;
}

/** What the room's page needs for its host, and no guest ever loads. */
export interface HostSide {
  participation: Participation;
  expectedName: string;
  locked: Signal<BlockedCodeState | undefined>;
  /** As the server says: it may be moved while the page is open. */
  startsAtMs: Signal<number>;
  replaceSecret(locked: BlockedCodeState): Promise<void>;
  Lobby: typeof Lobby;
  Aside: typeof HostAside;
  RemoveGuest: typeof RemoveGuest;
}

/** Reads the private part; a code where that cannot be. */
export async function enterAsHost(
  room: string,
  { name, practiceId, startsAtMs: plannedAtMs, expiresAtMs }: Host,
  dispatch: (event: CallEvent) => void,
): Promise<HostSide | { refused: string }> {
  const opened = await HostRoom.open(practiceVault, practiceId, room).catch(problemOf);
  if (!opened) return { refused: "private_part_missing" };
  if ("code" in opened) return { refused: opened.code };
  const blockedMethod = (["code", "link"] as const).find((method) => isBlocked(opened.record, method));
  const locked = signal<BlockedCodeState | undefined>(
    blockedMethod && { method: blockedMethod, status: "locked" },
  );
  const startsAtMs = signal(plannedAtMs);
  return {
    startsAtMs,
    expectedName: opened.record.name,
    locked,
    participation: hostParticipation(room, name, {
      expiresAtMs,
      secrets: () => ({
        ...opened.record,
        failures: failuresOf(opened.record),
        replaced: replacedOf(opened.record),
      }),
      refresh: () => opened.refresh(),
      counted: (method, by) => opened.count(method, by),
      blocked(method) {
        locked.value = { method, status: "locked" };
        dispatch({ kind: "codeBlocked", method });
      },
      seated: (atMs) => startsAtMs.value = atMs,
    }),
    async replaceSecret({ method }) {
      locked.value = { method, status: "busy" };
      try {
        const record = await opened.replace(method);
        const code = method === "code" ? codeOf(record) : undefined;
        locked.value = { method, status: "replaced", ...(code ? { code: formatAccessCode(code) } : {}) };
        dispatch({ kind: "codeReplaced" });
      } catch {
        locked.value = { method, status: "failed" };
      }
    },
    Lobby,
    Aside: HostAside,
    RemoveGuest,
  };
}

interface HostLobbyProps extends Omit<LobbyProps, "startsAtMs"> {
  side: HostSide;
  room: string;
  dispatch: (event: CallEvent) => void;
}

function Lobby({ side, room, dispatch, ...props }: HostLobbyProps) {
  return (
    <HostLobby
      {...props}
      startsAtMs={side.startsAtMs.value}
      expectedName={side.expectedName}
      locked={side.locked.value}
      invitationHref={`/practice/new#${room}`}
      onReplaceSecret={side.replaceSecret}
      onAdmit={(peerId) => dispatch({ kind: "admitted", peerId })}
      onRefuse={(peerId) => dispatch({ kind: "refused", peerId })}
      onPutOff={(peerId) => dispatch({ kind: "putOff", peerId })}
    />
  );
}

export interface HostAsideProps {
  t: Catalogue["call"];
  lang: string;
  practiceId: string;
  /** Of the conversation that runs. */
  room: string;
}

/** Who waits in the practice's other rooms, without a sound; and no other page of this browser makes one meanwhile. */
export default function HostAside({ t, lang, practiceId, room }: HostAsideProps) {
  const waiting = useSignal<readonly ConsultationRow[]>([]);
  useEffect(holdInCall, []);
  useEffect(() => {
    const waitingNow = (summaries: Parameters<typeof rowsOf>[0], records: Parameters<typeof rowsOf>[1]) =>
      rowsOf(summaries, records, { nowMs: Date.now() + offsetMs }).filter((row) =>
        isWaiting(row) && row.summary.room !== room
      );
    let offsetMs = 0;
    let records: Parameters<typeof rowsOf>[1] = new Map();
    const feed = new ConsultationFeed({
      async load(signal, tag) {
        const answer = await practiceApi.listConsultations(signal, tag);
        offsetMs = answer.serverNowMs - Date.now();
        const shown = waitingNow(answer.consultations, records).map(({ summary }) => summary);
        // Without a name it is told all the same.
        records = await practiceVault.getMany(practiceId, versionsOf(shown)).catch(() => records);
        return answer;
      },
      show({ answer }) {
        if (answer) waiting.value = waitingNow(answer.consultations, records);
      },
    });
    return () => feed.stop();
  }, []);
  const [next, ...others] = waiting.value;
  return (
    <p role="status" class="empty:hidden tag self-start" data-next>
      {next && fill(t.knock.next, {
        name: next.record?.name ?? t.knock.somebody,
        time: formatTime("sinceMs" in next.state ? next.state.sinceMs : next.summary.startsAtMs, lang),
      })}
      {others.length > 0 && ` (+${others.length})`}
    </p>
  );
}

export interface RemoveGuestProps {
  t: Catalogue["call"];
  name: string;
  onRemove: () => void;
}

/** The partner leaves the conversation, whether it wants to or not; asked once. */
export function RemoveGuest({ t, name, onRemove }: RemoveGuestProps) {
  const asked = useSignal(false);
  const place = useRef<HTMLDivElement>(null);
  const keep = () => {
    asked.value = false;
    queueMicrotask(() => place.current?.querySelector("button")?.focus());
  };
  const { remove, removeQuestion, removeYes, removeNo } = t.panel;
  if (!asked.value) {
    return (
      <div ref={place}>
        <Button kind="secondary" onClick={() => asked.value = true}>{remove}</Button>
      </div>
    );
  }
  return (
    <div role="group" aria-labelledby="remove-question" class="flex flex-col gap-3">
      <p id="remove-question">{fill(removeQuestion, { name })}</p>
      <div class="flex flex-wrap gap-3">
        <Button kind="danger" onClick={onRemove}>{removeYes}</Button>
        <button type="button" ref={takeFocus} class="btn btn-secondary" onClick={keep}>{removeNo}</button>
      </div>
    </div>
  );
}
