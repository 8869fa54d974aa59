import type { Clock } from "./clock.ts";

/** How often the clock is read, and how much later than planned means that the device has slept. */
const READ_INTERVAL_MS = 4_000;
const SLEEP_MS = 8_000;

interface WakeUpEvents {
  /** The network is back, or has changed. */
  networkChanged(): void;
  /** The device has woken up, or the page is visible again. */
  woken(): void;
}

/** The Network Information API; only Chromium has its `change` event. */
type NetworkInformation = EventTarget | undefined;

/** Reports when a page that was suspended or offline can go on; returns a function that stops it. */
export function watchWakeUps(clock: Clock, events: WakeUpEvents): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  addEventListener("online", () => events.networkChanged(), { signal });
  (navigator as { connection?: NetworkInformation }).connection
    ?.addEventListener("change", () => navigator.onLine && events.networkChanged(), { signal });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") events.woken();
  }, { signal });
  document.addEventListener("resume", () => events.woken(), { signal });
  // No event reports a closed laptop lid: only the clock shows it.
  let cancel: () => void;
  let lookedAtMs = clock.deviceMs();
  const look = () => {
    const nowMs = clock.deviceMs();
    if (nowMs - lookedAtMs > READ_INTERVAL_MS + SLEEP_MS) events.woken();
    lookedAtMs = nowMs;
    cancel = clock.after(READ_INTERVAL_MS, look);
  };
  cancel = clock.after(READ_INTERVAL_MS, look);
  return () => {
    ended.abort();
    cancel();
  };
}
