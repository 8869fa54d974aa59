import { CallEngine } from "../../call/engine.ts";
import { type GuessCounts, MAX_GUEST_FAILURES } from "../../e2ee/guesses.ts";
import { GuessBudget } from "../../call/pairing/guess_budget.ts";
import type { Candidate, Description } from "../../call/pairing/messages.ts";
import type { PeerConnection, PeerConnectionOptions } from "../../call/connection/peer_connection.ts";
import type { Seat, SeatPort } from "../../call/seats/seat_port.ts";
import type { SecureChannel } from "../../call/pairing/secure_channel.ts";
import type { CallEvent } from "../../call/events.ts";
import type { CallState, PairingState, Switches } from "../../call/state.ts";
import { type AdmittedGuest, HostChannel, type HostChannelOptions } from "../../call/pairing/host_channel.ts";
import { GuestChannel, type GuestSecret } from "../../call/pairing/guest_channel.ts";
import { encodeBase64Url, randomBytes, type ResumeSecret } from "../../e2ee/mod.ts";
import { NetworkError } from "../../wire/client.ts";
import type { Role } from "../../wire/rooms.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { type MailboxRequest, Relay } from "./relay.ts";

/**
 * People in one room, without a browser: the real engine, signaling client and VC1, on a clock that tests turn, with a relay
 * and connections made up in memory. Random numbers that decide what happens come from a seed.
 */
export const ORIGIN = "https://vieraugen.example";

/** WebCrypto that is under way; a fake clock has to wait for it. */
const underWay = new Set<Promise<unknown>>();
/** Results that wait for their turn, in the order in which the work was begun. */
const results: (() => void)[] = [];
let isSettling = false;
/** Every IV that a key has sealed with. */
const usedIvs = new WeakMap<CryptoKey, Set<string>>();

/** Watches WebCrypto: the clock waits for it, and a key that seals twice with one IV is a defect. */
function watchCrypto(): void {
  const prototype = SubtleCrypto.prototype as unknown as Record<
    string,
    (...given: unknown[]) => Promise<unknown>
  >;
  for (
    const name of ["encrypt", "decrypt", "sign", "verify", "digest", "deriveBits", "deriveKey", "importKey"]
  ) {
    const original = prototype[name]!;
    prototype[name] = function (...given) {
      if (name === "encrypt") countIv(given[1] as CryptoKey, given[0] as AesGcmParams);
      const work = original.apply(this, given);
      underWay.add(work);
      const done = () => underWay.delete(work);
      work.then(done, done);
      if (!isSettling) return work;
      // What is done at once ends in the order in which it was begun, every time.
      const { promise, resolve } = Promise.withResolvers<unknown>();
      results.push(() => resolve(work));
      return promise;
    };
  }
}

/** What must never happen and has happened, in any world since it was last asked. */
let defects: string[] = [];

export function takeDefects(): string[] {
  const found = defects;
  defects = [];
  return found;
}

function countIv(key: CryptoKey, { iv }: AesGcmParams): void {
  const ivs = usedIvs.get(key) ?? new Set();
  usedIvs.set(key, ivs);
  const text = String(iv);
  if (ivs.has(text)) defects.push(`an IV is used twice under one key: ${text}`);
  ivs.add(text);
}
for (const kind of ["error", "unhandledrejection"] as const) {
  addEventListener(kind, (event) => {
    event.preventDefault();
    const cause: unknown = "reason" in event ? event.reason : event.error;
    defects.push(`nobody caught ${cause instanceof Error ? cause.stack : String(cause)}`);
  });
}
watchCrypto();

/** Waits for promises and for WebCrypto, and for what they bring about. */
async function settleWithCrypto(): Promise<void> {
  isSettling = true;
  try {
    for (;;) {
      for (let turn = 0; turn < 40; turn++) await Promise.resolve();
      if (underWay.size === 0 && results.length === 0) return;
      await Promise.allSettled(underWay);
      for (const release of results.splice(0)) release();
    }
  } finally {
    isSettling = false;
  }
}

/** Numbers in 0 ≤ x < 1 out of a seed (mulberry32), the same every time. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = state + 0x6d2b79f5 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

/** How bad the network between a browser and the server is. */
export interface Weather {
  /** Longest way of a request or an answer. */
  delayMs: number;
  /** Odds that a request, and that an answer, is lost. */
  loss: number;
  /** Odds that a request arrives twice. */
  duplication: number;
}
const FINE: Weather = { delayMs: 20, loss: 0, duplication: 0 };

export class World {
  readonly clock: FakeClock = new FakeClock(undefined, settleWithCrypto);
  readonly room = encodeBase64Url(randomBytes(16));
  relay: Relay = new Relay(this.clock, this.room);
  readonly random: () => number;
  readonly connections = new Map<string, FakeConnection>();
  readonly people: Person[] = [];
  weather: Weather = FINE;
  /** What becomes of a text on the direct connection, if somebody sits in it. */
  carryText: (text: string, from: Person) => string[] = (text) => [text];
  /** What a changed browser writes into its descriptions. */
  rewriteSdp: (sdp: string, from: Person) => string = (sdp) => sdp;
  /** The server is down: whatever it holds ends. */
  #down = false;
  readonly #held = new Set<() => void>();
  /** Pairs of certificates between which media have flowed, however short. */
  readonly mediaFlowed = new Set<string>();
  /** Every body that a page has taken in. */
  readonly #handled = new Set<string>();

  constructor(seed = 1) {
    this.random = seededRandom(seed);
  }

  add(role: Role, secret: GuestSecret, name: string = role): Person {
    const person = new Person(this, role, secret, name);
    this.people.push(person);
    return person;
  }

  /** Turns the clock until something is so. */
  async until(isSo: () => boolean, withinMs = 120_000, stepMs = 200): Promise<boolean> {
    for (let spentMs = 0; spentMs <= withinMs; spentMs += stepMs) {
      if (isSo()) return true;
      await this.clock.turn(stepMs);
    }
    return isSo();
  }

  get down(): boolean {
    return this.#down;
  }

  /** The server goes away for a while; what it has stored stays. */
  restartServer(downMs: number): void {
    this.#down = true;
    for (const end of [...this.#held]) end();
    this.clock.after(downMs, () => this.#down = false);
  }

  /** The server loses all it has stored, and goes on with its mischief. */
  forgetServer(): void {
    const { mischief } = this.relay;
    this.relay = new Relay(this.clock, this.room);
    this.relay.mischief = mischief;
  }

  /** The direct connections break; the way through the server stays. */
  cutConnections(): void {
    for (const connection of this.connections.values()) if (connection.state === "up") connection.cut();
  }

  /** What the server works on, until it goes away. */
  async held<Answer>(work: Promise<Answer>): Promise<Answer> {
    let end = () => {};
    const ended = new Promise<never>((_, reject) => {
      end = () => reject(new NetworkError("The server went away"));
    });
    this.#held.add(end);
    try {
      return await Promise.race([work, ended]);
    } finally {
      this.#held.delete(end);
    }
  }

  between(least: number, most: number): number {
    return least + this.random() * (most - least);
  }

  noteHandled(reader: string, body: string): void {
    const id = `${reader} ${body}`;
    if (this.#handled.has(id)) defects.push(`${reader} handled a message twice`);
    this.#handled.add(id);
  }
}

/** What a person's device keeps over a reload. */
interface Storage {
  failures: GuessCounts;
  resume?: ResumeSecret;
  records: AdmittedGuest[];
  switches: Switches;
}

/** One person with one device, and the page that is open on it. */
export class Person {
  readonly storage: Storage = {
    failures: { code: 0, link: 0 },
    records: [],
    switches: { camera: true, microphone: true },
  };
  /** Every state of every page, in order. */
  readonly states: CallState[] = [];
  readonly knocks: string[] = [];
  readonly locked: string[] = [];
  engine: CallEngine | undefined;
  peerId = "";
  /** A host that lets in whoever knocks. */
  admits = true;
  /** The certificate that its connections show: another one than its own when somebody is in between. */
  showsCertificate: Uint8Array<ArrayBuffer> | undefined;
  #page = new AbortController();

  constructor(
    readonly world: World,
    readonly role: Role,
    readonly secret: GuestSecret,
    readonly name: string,
  ) {}

  get state(): CallState {
    return this.engine!.state;
  }

  get current(): PairingState | undefined {
    return this.state.pairings.find(({ peerId }) => peerId === this.state.currentPeerId);
  }

  /** Connected, and shown as end-to-end encrypted. */
  get isSecure(): boolean {
    return this.state.phase === "connected" && this.current?.verified === true;
  }

  /** Opens the page; one that is still open is gone without a goodbye. */
  open(): void {
    this.closePage(false);
    const page = this.#page = new AbortController();
    const { world } = this;
    const der = randomBytes(64);
    const connections: FakeConnection[] = [];
    const engine = new CallEngine({
      role: this.role,
      name: this.name,
      switches: this.storage.switches,
      makeChannel: (place) => this.#watched(page, this.#makeChannel(place)),
      ports: {
        clock: world.clock,
        random: world.random,
        request: (_endpoint, options) =>
          this.#travel(
            page,
            () => world.relay.request(options as unknown as MailboxRequest),
            options.signal,
          ) as Promise<never>,
        seats: this.#seats(page),
        media: {
          ask: () => Promise.resolve({ kind: "ready", hasCamera: true, hasMicrophone: true }),
          renew: (hasCamera, hasMicrophone) => Promise.resolve({ hasCamera, hasMicrophone }),
          isLost: false,
          onTrackLost: undefined,
          setCamera: () => Promise.resolve(undefined),
          setMicrophone: () => {},
          setDetail: () => Promise.resolve({ hasTorch: false }),
          setTorch: () => Promise.resolve(),
          use: () => Promise.resolve(undefined),
          screen: { start: () => Promise.resolve(true), stop: () => {}, onEnded: undefined },
          stop: () => {},
          tracks: { audio: null, video: null, screen: null },
        },
        makeCertificate: async () => ({
          certificate: {} as RTCCertificate,
          fingerprint: new Uint8Array(await crypto.subtle.digest("SHA-256", der)),
        }),
        makeConnection: (options) => {
          const connection = new FakeConnection(world, options, der, this);
          connections.push(connection);
          return connection as unknown as PeerConnection;
        },
      },
      events: {
        stateChanged: (state) => {
          this.states.push(state);
          this.storage.switches = state.switches;
          if (this.role === "host") this.#admitKnocking(page);
          if (state.stuck) this.#soon(page, () => this.state.stuck, { kind: "retryRequested" });
        },
        partnerStreamChanged: () => {},
        partnerScreenChanged: () => {},
        exchangeChannelsChanged: () => {},
        exchangeForgotten: () => {},
        ownStreamChanged: () => {},
        knocked: () => {},
        admitted: () => {},
      },
    });
    this.engine = engine;
    engine.dispatch({ kind: "started", mediaGranted: true });
  }

  /** The page goes away: properly, or as in a crash, when nobody says goodbye. */
  closePage(properly = true): void {
    if (!properly) this.#page.abort();
    this.engine?.close();
    this.#page.abort();
  }

  reload(properly = true): void {
    this.closePage(properly);
    this.open();
  }

  /** Lets in who knocks, as long as there is nobody to talk to. */
  #admitKnocking(page: AbortController): void {
    const knocking = this.state.pairings.find(({ stage }) => stage === "knocking");
    const isFree = () => this.admits && (this.state.currentPeerId === undefined || this.state.stuck);
    if (!knocking || !isFree()) return;
    this.#soon(page, isFree, { kind: "admitted", peerId: knocking.peerId });
  }

  /** The person presses something, if it is still there. */
  #soon(page: AbortController, still: () => boolean, event: CallEvent): void {
    this.world.clock.after(this.world.between(100, 2_000), () => {
      if (!page.signal.aborted && still()) this.engine?.dispatch(event);
    });
  }

  #seats(page: AbortController): SeatPort {
    const { world } = this;
    return {
      take: () => {
        const peerId = encodeBase64Url(randomBytes(16));
        return this.#travel(page, (): Seat => {
          if (this.role === "host") world.relay.takeHost(peerId);
          else world.relay.join(peerId);
          this.peerId = peerId;
          return { room: world.room, peerId, token: peerId };
        });
      },
      ice: () => this.#travel(page, () => ({ iceServers: [], iceTransportPolicy: "all" as const })),
      leave: ({ peerId }) => {
        if (!page.signal.aborted && !this.#isLost()) world.clock.after(5, () => world.relay.leave(peerId));
      },
    };
  }

  #makeChannel(
    place: Pick<HostChannelOptions, "room" | "peerId" | "theirPeerId" | "fingerprint">,
  ): SecureChannel {
    const { storage, secret } = this;
    const store = {
      change: (by: (failures: GuessCounts) => GuessCounts) =>
        Promise.resolve(storage.failures = by(storage.failures)),
    };
    if (this.role === "guest") {
      return new GuestChannel({
        ...place,
        origin: ORIGIN,
        name: this.name,
        secret,
        budget: new GuessBudget(store, undefined, MAX_GUEST_FAILURES),
        resume: {
          load: () => Promise.resolve(storage.resume),
          save: (made) => {
            storage.resume = made;
          },
        },
      });
    }
    return new HostChannel({
      ...place,
      origin: ORIGIN,
      secrets: secret.method === "code" ? { code: secret.digits } : { link: secret.bytes },
      budget: new GuessBudget(store, (method) => this.locked.push(method)),
      resume: {
        load: () => Promise.resolve(storage.records),
        save: (record, replaced) => {
          storage.records = [
            ...storage.records.filter((other) => other.current !== replaced?.current),
            record,
          ];
        },
        forget(peerIds) {
          storage.records = storage.records.filter(({ peerId }) => !peerIds.includes(peerId));
          return Promise.resolve();
        },
      },
    });
  }

  /** No page takes one body in twice. */
  #watched(page: AbortController, channel: SecureChannel): SecureChannel {
    const receive = channel.receive.bind(channel);
    const reader = pageName(page);
    channel.receive = async (body) => {
      const received = await receive(body);
      this.world.noteHandled(reader, body);
      return received;
    };
    return channel;
  }

  #isLost(): boolean {
    return this.world.down || this.world.random() < this.world.weather.loss;
  }

  /** A request's way to the server and its answer's way back, as the weather is. */
  async #travel<Answer>(
    page: AbortController,
    work: () => Answer | Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const { world } = this;
    const way = () =>
      new Promise<void>((resolve) => world.clock.after(world.between(1, world.weather.delayMs), resolve));
    const cutOff = new Promise<never>((_, reject) => {
      signal?.addEventListener("abort", () => reject(new DOMException("cut off", "AbortError")), {
        once: true,
      });
    });
    cutOff.catch(() => {});
    const trip = async () => {
      await way();
      if (page.signal.aborted || this.#isLost()) throw new NetworkError("The request was lost");
      const answer = await world.held((async () => await work())());
      if (world.random() < world.weather.duplication) (async () => await work())().catch(() => {});
      await way();
      if (this.#isLost()) throw new NetworkError("The answer was lost");
      return answer;
    };
    return await Promise.race([trip(), cutOff]);
  }
}

const pageNames = new WeakMap<AbortController, string>();
let pages = 0;
function pageName(page: AbortController): string {
  const name = pageNames.get(page) ?? `page ${++pages}`;
  pageNames.set(page, name);
  return name;
}

/** Two ends of a connection find each other by the names in their descriptions. */
const NAME_LINE = /^a=connection:(\S+)$/m;
const FINGERPRINT_LINE = /^a=fingerprint:sha-256 (\S+)$/m;
let connectionsMade = 0;

/** A `PeerConnection` without a browser: connects when both ends know each other, and only certificates that were agreed on. */
export class FakeConnection {
  readonly name = `connection-${++connectionsMade}`;
  readonly remoteStream = {};
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
