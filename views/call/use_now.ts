import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** This device's time in milliseconds, updated every second while `running`. */
export function useNow(running: boolean): Signal<number> {
  const now = useSignal(Date.now());
  useEffect(() => {
    if (!running) return;
    now.value = Date.now();
    const timer = setInterval(() => now.value = Date.now(), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
