import type { Clock } from "./clock.ts";

/** How often the clock is looked at, and by how much it must have jumped for the device to have slept. */
const LOOK_MS = 4_000;
const JUMP_MS = 8_000;

export interface WakeUpEvents {
  /** The network is there again, or is another one. */
  networkChanged(): void;
  /** The device slept, or the page was hidden. */
  woken(): void;
}

/** What a browser tells of networks: `change` is Chromium's. */
type Connection = EventTarget | undefined;

/** Tells when a page that was cut off from the world can go on; the answer ends it. */
export function watchWakeUps(clock: Clock, events: WakeUpEvents): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  addEventListener("online", () => events.networkChanged(), { signal });
  (navigator as { connection?: Connection }).connection
    ?.addEventListener("change", () => navigator.onLine && events.networkChanged(), { signal });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") events.woken();
  }, { signal });
  document.addEventListener("resume", () => events.woken(), { signal });
  // A lid that was closed is told by nothing but the clock.
  let cancel: () => void;
  let lookedAtMs = clock.nowMs();
  const look = () => {
    const nowMs = clock.nowMs();
    if (nowMs - lookedAtMs > LOOK_MS + JUMP_MS) events.woken();
    lookedAtMs = nowMs;
    cancel = clock.after(LOOK_MS, look);
  };
  cancel = clock.after(LOOK_MS, look);
  return () => {
    ended.abort();
    cancel();
  };
}
