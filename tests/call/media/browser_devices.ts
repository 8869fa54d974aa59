import { LocalMedia } from "../../../call/media/local_media.ts";

/** A track of a made-up device. */
class FakeTrack {
  readyState = "live";
  enabled = true;
  muted = false;
  onended: unknown = null;

  constructor(readonly kind: "audio" | "video", readonly device: string) {}

  clone(): FakeTrack {
    return new FakeTrack(this.kind, this.device);
  }

  stop(): void {
    this.readyState = "ended";
  }

  getCapabilities() {
    return {};
  }
}

class FakeStream {
  #tracks: FakeTrack[];

  constructor(tracks: readonly FakeTrack[] = []) {
    this.#tracks = [...tracks];
  }

  getTracks = () => [...this.#tracks];
  getVideoTracks = () => this.#tracks.filter(({ kind }) => kind === "video");
  getAudioTracks = () => this.#tracks.filter(({ kind }) => kind === "audio");
  addTrack = (track: FakeTrack) => void this.#tracks.push(track);
  removeTrack = (track: FakeTrack) => void (this.#tracks = this.#tracks.filter((other) => other !== track));
}

type Wish = boolean | { deviceId?: { exact: string } };

/** One question of the page to the browser, which a test answers. */
interface Question {
  video: boolean;
  audio: boolean;
  allow(): Promise<void>;
  refuse(name: string): Promise<void>;
}

/** A browser's devices: questions wait for their answer, and every track ever handed out is known. */
export function browserDevices() {
  const questions: Question[] = [];
  const tracks: FakeTrack[] = [];
  const settle = async () => {
    for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  };
  const getUserMedia = ({ video = false, audio = false }: { video?: Wish; audio?: Wish }) => {
    const { promise, resolve, reject } = Promise.withResolvers<FakeStream>();
    const open = (kind: "audio" | "video", wish: Wish) => {
      if (wish === false) return [];
      const track = new FakeTrack(kind, wish === true ? kind : wish.deviceId?.exact ?? kind);
      tracks.push(track);
      return [track];
    };
    questions.push({
      video: video !== false,
      audio: audio !== false,
      allow() {
        resolve(new FakeStream([...open("video", video), ...open("audio", audio)]));
        return settle();
      },
      refuse(name) {
        reject(new DOMException("", name));
        return settle();
      },
    });
    return promise;
  };
  Object.assign(globalThis, { MediaStream: FakeStream, isSecureContext: true, document: {} });
  Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia }, configurable: true });
  return {
    media: new LocalMedia(),
    /** The next question that has no answer yet. */
    next: () => questions.shift()!,
    open: questions,
    /** What is on, seen from outside: the camera's light and the microphone's. */
    lit: () => tracks.filter(({ readyState }) => readyState === "live").map(({ device }) => device).sort(),
    settle,
  };
}
