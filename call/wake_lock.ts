/** Keeps the screen awake while `isWanted` says so; the browser drops the lock whenever the page is hidden. */
export class ScreenWakeLock {
  #lock: WakeLockSentinel | undefined;
  #wanted = false;
  readonly #onVisible = () => void this.#apply();

  constructor() {
    document.addEventListener("visibilitychange", this.#onVisible);
  }

  set(wanted: boolean): void {
    this.#wanted = wanted;
    void this.#apply();
  }

  close(): void {
    document.removeEventListener("visibilitychange", this.#onVisible);
    this.set(false);
  }

  async #apply(): Promise<void> {
    if (!("wakeLock" in navigator)) return;
    if (!this.#wanted) {
      await this.#lock?.release();
      this.#lock = undefined;
    } else if (document.visibilityState === "visible" && (this.#lock === undefined || this.#lock.released)) {
      try {
        this.#lock = await navigator.wakeLock.request("screen");
      } catch (error) {
        // Refused with an empty battery, or hidden in the meantime: the call does not depend on it.
        if (!(error instanceof DOMException)) throw error;
      }
    }
  }
}
