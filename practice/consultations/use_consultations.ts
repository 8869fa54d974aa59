import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { realClock } from "../../browser/clock.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";
import type { ConsultationListAnswer } from "../../wire/consultations.ts";
import { practiceApi } from "../api.ts";
import { type Problem, problemOf } from "../problem.ts";
import type { PrivatePart } from "../vault/private_part.ts";
import { practiceVault } from "../vault/vault.ts";
import { Arrivals } from "./arrivals.ts";
import { ConsultationFeed, type FeedState } from "./consultation_feed.ts";
import { type ConsultationRow, rowsOf, versionsOf } from "./consultation_list.ts";

/** The practice's consultations, live, with their private parts. `onArrivals` gets the rows of newly arrived guests. */
export function useConsultations(
  practiceId: string,
  onArrivals: (arrived: readonly ConsultationRow[]) => void,
) {
  const feedState = useSignal<FeedState>({ status: "loading", clockOffsetMs: 0 });
  /** The page's time at the last update of `feedState`. */
  const shownAtMs = useSignal(0);
  const { records, vaultProblem, oldSeals, read } = usePrivateParts(practiceId);
  /** Rooms that this page has cancelled. */
  const cancelled = useSignal<ReadonlySet<string>>(new Set());
  const feed = useRef<ConsultationFeed | undefined>(undefined);
  const rows: ReadonlySignal<ConsultationRow[]> = useComputed(() =>
    rowsOf(
      (feedState.value.answer?.consultations ?? []).filter(({ room }) => !cancelled.value.has(room)),
      records.value,
      { nowMs: shownAtMs.value + feedState.value.clockOffsetMs },
    )
  );

  useEffect(() => {
    const arrivals = new Arrivals();
    const running = feed.current = new ConsultationFeed({
      async load(signal, tag) {
        const answer = await practiceApi.listConsultations(signal, tag);
        await read(answer);
        return answer;
      },
      show(state) {
        if (state.status === "signed_out") return location.reload(); // the server shows the sign-in
        shownAtMs.value = realClock.nowMs();
        feedState.value = state;
        if (state.status === "online") onArrivals(arrivals.look(rows.value, shownAtMs.value));
      },
    });
    const removeListeners = onPossibleChange(() => running.refresh());
    return () => {
      running.stop();
      removeListeners();
    };
  }, []);

  const refresh = () => feed.current?.refresh();
  return { feedState, shownAtMs, records, vaultProblem, oldSeals, cancelled, rows, refresh };
}

export type Consultations = ReturnType<typeof useConsultations>;

/** The private parts of the consultations in the list. */
function usePrivateParts(practiceId: string) {
  const records = useSignal<ReadonlyMap<string, PrivatePart>>(new Map());
  /** Why names cannot be shown. */
  const vaultProblem = useSignal<Problem | undefined>(undefined);
  /** How many records are still sealed with a former practice key. */
  const oldSeals = useSignal(0);

  async function read({ consultations }: ConsultationListAnswer): Promise<void> {
    try {
      records.value = await practiceVault.getMany(practiceId, versionsOf(consultations));
      // A member was removed, and the browser that did it could not finish.
      practiceVault.reseal(practiceId).then(
        (left) => oldSeals.value = left,
        (error) => vaultProblem.value = problemOf(error),
      );
      vaultProblem.value = refusedOf(consultations);
    } catch (error) {
      // The list is useful without names; only an error of the server is retried with the list.
      if (error instanceof ApiError || error instanceof NetworkError) throw error;
      vaultProblem.value = problemOf(error);
    }
  }

  return { records, vaultProblem, oldSeals, read };
}

/** What the server shows of an older time, or what a former key has sealed: the list says so besides leaving it out. */
function refusedOf(consultations: ConsultationListAnswer["consultations"]): Problem | undefined {
  const codes = consultations.map(({ room }) => practiceVault.refusalOf(room));
  const code = (["vault_former_key", "vault_older"] as const).find((one) => codes.includes(one));
  return code && { code };
}

/**
 * Calls back when the page is visible again or the network comes or goes; returns how to stop that. Unlike
 * `browser/wake_up.ts` also when it goes: the list then says at once that it is offline.
 */
function onPossibleChange(callback: () => void): () => void {
  const visible = () => document.visibilityState === "visible" && callback();
  addEventListener("visibilitychange", visible);
  for (const change of ["online", "offline"]) addEventListener(change, callback);
  return () => {
    removeEventListener("visibilitychange", visible);
    for (const change of ["online", "offline"]) removeEventListener(change, callback);
  };
}
