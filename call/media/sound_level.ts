/** Measures how loud a stream is. One audio context each: close it. */
export class SoundLevel {
  readonly #context = new AudioContext({ latencyHint: "playback" });
  readonly #analyser = new AnalyserNode(this.#context, { fftSize: 8192 });
  readonly #samples = new Float32Array(this.#analyser.fftSize);
  #track: MediaStreamTrack | undefined;
  #source: MediaStreamAudioSourceNode | undefined;

  /** Listens to this stream's sound from now on. */
  listenTo(stream: MediaStream | null): void {
    const track = stream?.getAudioTracks()[0];
    // Chromium keeps a source for as long as its context: none is made for the same sound twice.
    if (track === this.#track) return;
    this.#source?.disconnect();
    this.#source = undefined;
    this.#track = track;
    if (!track) return;
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
    // Suspended without a gesture; a page that uses the microphone may start it in all browsers.
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
