import type { PeerConnectionOptions } from "../../call/connection/peer_connection.ts";
import type { Candidate, Description } from "../../call/pairing/messages.ts";
import type { Person, World } from "./world.ts";

/** Two ends of a connection find each other by the names in their descriptions. */
const NAME_LINE = /^a=connection:(\S+)$/m;
const FINGERPRINT_LINE = /^a=fingerprint:sha-256 (\S+)$/m;
let connectionsMade = 0;

/** A `PeerConnection` without a browser: connects when both ends know each other, and only certificates that were agreed on. */
export class FakeConnection {
  readonly name = `connection-${++connectionsMade}`;
  readonly remoteStream = {};
  /** Only to be told apart: nothing is written here. */
  readonly exchangeChannels = { of: this };
  remote: { name: string; fingerprint: string } | undefined;
  /** The round of the latest description that both ends have. */
  round = 0;
  state: "new" | "up" | "lost" | "failed" | "closed" = "new";
  #opened = false;
  #fingerprint = "";
  /** Rounds that were handed out. */
  #handedOut = 0;

  constructor(
    readonly world: World,
    readonly options: PeerConnectionOptions,
    readonly der: Uint8Array<ArrayBuffer>,
    readonly person: Person,
  ) {
    world.connections.set(this.name, this);
  }

  async #describe(round: number): Promise<Description> {
    this.#fingerprint ||= await fingerprintOf(this.der);
    this.#handedOut = round;
    const sdp = `v=0\r\na=connection:${this.name}\r\na=fingerprint:sha-256 ${this.#fingerprint}\r\n`;
    // Some candidates are found late.
    this.world.clock.after(this.world.between(1, 60), () => {
      if (this.state !== "closed") this.options.events.candidatesFound(round, [candidateOf(round)]);
    });
    return { round, sdp: this.world.rewriteSdp(sdp, this.person), candidates: [candidateOf(round)] };
  }

  async prepare(): Promise<void> {}

  offer(round: number): Promise<Description> {
    return this.#describe(round);
  }

  async answer({ round, sdp }: Description): Promise<Description> {
    this.#meet(sdp);
    const answer = await this.#describe(round);
    this.#negotiated(round);
    return answer;
  }

  // deno-lint-ignore require-await
  async acceptAnswer({ round, sdp }: Description): Promise<void> {
    if (round !== this.#handedOut) return;
    this.#meet(sdp);
    this.#negotiated(round);
  }

  async addCandidates(_: readonly Candidate[]): Promise<void> {}

  async settle(): Promise<void> {}

  async setTracks(): Promise<void> {}

  setIceServers(): void {}

  sendText(text: string): boolean {
    if (!this.#opened || this.state === "closed") return false;
    const other = this.#other;
    const texts = this.world.carryText(text, this.person);
    this.world.clock.after(this.world.between(5, 30), () => {
      if (!other || other.state === "closed") return;
      for (const carried of texts) other.options.events.textReceived(carried);
    });
    return true;
  }

  readonly isDead = false;

  adapt(): Promise<void> {
    return Promise.resolve();
  }

  look(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  remoteCertificate(): ArrayBuffer | undefined {
    return (this.#other?.person.showsCertificate ?? this.#other?.der)?.buffer;
  }

  close(): void {
    const other = this.#other;
    this.state = "closed";
    // The other end hears of it only by silence.
    if (other) this.world.clock.after(this.world.between(4_000, 6_000), () => other.#lose());
  }

  /** The network between the two goes away. */
  cut(): void {
    this.#lose();
  }

  get #other(): FakeConnection | undefined {
    const other = this.remote && this.world.connections.get(this.remote.name);
    return other?.remote?.name === this.name ? other : undefined;
  }

  #meet(sdp: string): void {
    const name = NAME_LINE.exec(sdp)?.[1];
    const fingerprint = FINGERPRINT_LINE.exec(sdp)?.[1];
    if (!name || !fingerprint) throw new TypeError("Cannot take a description: it is none");
    this.remote = { name, fingerprint };
  }

  #negotiated(round: number): void {
    this.round = round;
    this.world.clock.after(this.world.between(20, 200), () => void this.#tryToConnect());
  }

  #tryToConnect(): void {
    const other = this.#other;
    if (!other || other.round !== this.round) return;
    for (const end of [this, other]) {
      if (end.state === "closed") return;
    }
    const agreed = this.remote!.fingerprint === other.#fingerprint &&
      other.remote!.fingerprint === this.#fingerprint;
    for (const end of [this, other]) {
      if (!agreed) {
        end.#lose(true);
        continue;
      }
      this.world.mediaFlowed.add([this.person.name, other.person.name].sort().join(" – "));
      if (end.state === "up") continue;
      end.state = "up";
      end.options.events.connected();
      if (end.#opened) continue;
      end.#opened = true;
      end.options.events.opened();
    }
  }

  #lose(failed = false): void {
    if (this.state === "closed" || this.state === "failed" || (this.state === "lost" && !failed)) return;
    this.state = failed ? "failed" : "lost";
    this.options.events.lost(failed, undefined);
    if (!failed) this.world.clock.after(10_000, () => this.state === "lost" && this.#lose(true));
  }
}

function candidateOf(round: number): Candidate {
  return { candidate: `candidate:${round} 1 udp 1 192.0.2.1 9 typ host`, sdpMid: "0", sdpMLineIndex: 0 };
}

async function fingerprintOf(der: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":");
}
