/** Keeps the screen awake while `isWanted` says so; the browser drops the lock whenever the page is hidden. */
export class ScreenWakeLock {
  #lock: WakeLockSentinel | undefined;
  #wanted = false;
  #asking = false;
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

  /** One request at a time; what was wanted meanwhile is looked at when it has been answered. */
  async #apply(): Promise<void> {
    if (!("wakeLock" in navigator) || this.#asking) return;
    const wanted = this.#wanted;
    const isHeld = this.#lock?.released === false;
    if (wanted === isHeld || (wanted && document.visibilityState !== "visible")) return;
    this.#asking = true;
    try {
      if (wanted) this.#lock = await navigator.wakeLock.request("screen");
      else await this.#lock?.release();
    } catch (error) {
      // Refused with an empty battery, or hidden in the meantime: the call does not depend on it.
      if (!(error instanceof DOMException)) throw error;
    } finally {
      this.#asking = false;
    }
    if (this.#wanted !== wanted) await this.#apply();
  }
}
