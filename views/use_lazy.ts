import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { realClock } from "../browser/clock.ts";
import { Backoff } from "../wire/backoff.ts";

/** Loads something when it is wanted for the first time; without a network it tries again while it is wanted. */
export function useLazy<Loaded extends object>(
  isWanted: boolean,
  load: () => Promise<Loaded>,
): Signal<Loaded | undefined> {
  const loaded = useSignal<Loaded | undefined>(undefined);
  useEffect(() => {
    if (!isWanted || loaded.value) return;
    let isOver = false;
    let cancel = () => {};
    const backoff = new Backoff(2_000, 30_000);
    const start = () =>
      void load().then((value) => loaded.value = value, (error) => {
        if (!(error instanceof TypeError)) throw error; // a failed import() is a TypeError
        if (!isOver) cancel = realClock.after(backoff.nextMs(), start);
      });
    start();
    return () => {
      isOver = true;
      cancel();
    };
  }, [isWanted]);
  return loaded;
}
