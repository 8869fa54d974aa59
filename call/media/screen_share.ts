/** The screen or window that the person chose to share. */
export class ScreenShare {
  /** Ended by the browser's own button, or because the window was closed. */
  onEnded: (() => void) | undefined;
  #track: MediaStreamTrack | undefined;

  /** The track to send; null if nothing is shared. */
  get track(): MediaStreamTrack | null {
    return this.#track ?? null;
  }

  /** Lets the person choose; false if they cancel. */
  async start(): Promise<boolean> {
    this.stop();
    let stream: MediaStream;
    try {
      // Text must be sharp; browsers detect by themselves that it rarely moves.
      stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { ideal: 15, max: 30 } },
        audio: false,
      });
    } catch (error) {
      if (error instanceof DOMException) return false;
      throw error;
    }
    const [track] = stream.getVideoTracks();
    if (!track) return false;
    track.contentHint = "detail";
    track.onended = () => {
      this.#track = undefined;
      this.onEnded?.();
    };
    this.#track = track;
    return true;
  }

  stop(): void {
    if (!this.#track) return;
    this.#track.stop();
    this.#track.onended = null; // see LocalMedia
    this.#track = undefined;
  }
}
