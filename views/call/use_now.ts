import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { realClock } from "../../browser/clock.ts";

/** The page's time (`Clock.nowMs`), updated every second while `running`. */
export function useNow(running: boolean): Signal<number> {
  const now = useSignal(realClock.nowMs());
  useEffect(() => {
    if (!running) return;
    now.value = realClock.nowMs();
    const timer = setInterval(() => now.value = realClock.nowMs(), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
