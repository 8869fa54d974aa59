/** Keeps the screen awake while wanted. The browser releases the lock when the page is hidden; it is requested again afterwards. */
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

  /** Makes one request at a time; a change in between is applied after the answer. */
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
      // Refused because of a low battery or a page hidden meanwhile: the call goes on without it.
      if (!(error instanceof DOMException)) throw error;
    } finally {
      this.#asking = false;
    }
    if (this.#wanted !== wanted) await this.#apply();
  }
}
