/** Measures the loudness of a stream. Each has an AudioContext: close it. */
export class SoundLevel {
  readonly #context = new AudioContext({ latencyHint: "playback" });
  readonly #analyser = new AnalyserNode(this.#context, { fftSize: 8192 });
  readonly #samples = new Float32Array(this.#analyser.fftSize);
  #track: MediaStreamTrack | undefined;
  #source: MediaStreamAudioSourceNode | undefined;

  /** Measures this stream from now on; null: none. */
  listenTo(stream: MediaStream | null): void {
    const track = stream?.getAudioTracks()[0];
    // Chromium 156 keeps a source as long as its context, so none is created twice for the same track.
    if (track === this.#track) return;
    this.#source?.disconnect();
    this.#source = undefined;
    this.#track = track;
    if (!track) return;
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
    // Suspended without a gesture, except in pages that use the microphone.
    if (this.#context.state === "suspended") this.#context.resume().catch(() => {});
  }

  /** The loudness of the last sixth of a second (root mean square), 0 … 1. */
  level(): number {
    if (!this.#source) return 0;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    return Math.min(1, Math.sqrt(power));
  }

  close(): void {
    this.listenTo(null);
    void this.#context.close();
  }
}
