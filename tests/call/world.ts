/**
 * People in one room, without a browser: the real engine, signaling client and VC1, on a clock that tests turn, with a relay
 * and connections made up in memory. Random numbers that decide what happens come from a seed.
 */

import { CallEngine } from "../../call/engine.ts";
import type { PeerConnection } from "../../call/connection/peer_connection.ts";
import type { SeatPort } from "../../call/seats/seat_port.ts";
import type { SecureChannel } from "../../call/pairing/secure_channel.ts";
import type { CallEvent } from "../../call/events.ts";
import type { CallState, PairingState } from "../../call/state.ts";
import type { AdmittedGuests } from "../../call/pairing/admitted_guests.ts";
import type { HostGuesses } from "../../call/pairing/host_guesses.ts";
import type { KeyPin } from "../../call/pairing/key_pin.ts";
import type { Bytes } from "../../e2ee/bytes.ts";
import type { GuestSecret } from "../../call/pairing/guest_channel.ts";
import { encodeBase64Url, randomBytes } from "../../e2ee/mod.ts";
import { NetworkError } from "../../wire/client.ts";
import { parseGuestSeatAnswer, parseHostSeatAnswer, parseIceAnswer } from "../../wire/seat_answers.ts";
import type { Role } from "../../wire/rooms.ts";
import { CONSULTATION_KEY } from "../support/consultation_key.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { seededRandom } from "../support/seeded_random.ts";
import { type MailboxRequest, Relay } from "./relay.ts";
import { FakeConnection } from "./fake_connection.ts";
import { admittedOf, channelOf, guessesOf, pinOf, type Storage } from "./person_channel.ts";
import { recordOf, SharedRecord } from "./shared_record.ts";
import { noteDefect, settleWithCrypto } from "./watched_crypto.ts";

/** How bad the network between a browser and the server is. */
interface Weather {
  /** Longest way of a request or an answer. */
  delayMs: number;
  /** Odds that a request, and that an answer, is lost. */
  loss: number;
  /** Odds that a request arrives twice. */
  duplication: number;
}
/** What a page asks of the server. */
export interface Ask {
  from: Person;
  what: "poll" | "send" | "seat" | "ice" | "readVault" | "writeVault";
}

/** A page's request and, called when the server acts honestly, the true answer. */
type Answering = (ask: Ask, honest: () => Promise<unknown>) => Promise<unknown>;

const FINE: Weather = { delayMs: 20, loss: 0, duplication: 0 };

export class World {
  readonly clock: FakeClock = new FakeClock(undefined, settleWithCrypto);
  readonly room = encodeBase64Url(randomBytes(16));
  relay: Relay = new Relay(this.clock, this.room);
  readonly random: () => number;
  readonly connections = new Map<string, FakeConnection>();
  readonly people: Person[] = [];
  /** Private parts at the server, by the code's digits. */
  readonly #records = new Map<string, SharedRecord>();
  weather: Weather = FINE;
  /** How the server answers; a dishonest one says something else than the truth, or does not act. */
  answer: Answering = (_, honest) => honest();
  /** What becomes of a text on the direct connection, if somebody sits in it. */
  carryText: (text: string, from: Person) => string[] = (text) => [text];
  /** What a changed browser writes into its descriptions. */
  rewriteSdp: (sdp: string, from: Person) => string = (sdp) => sdp;
  /** Called with every state of every page. */
  watch: (person: Person, state: CallState) => void = () => {};
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

  /** The private part that the hosts of this code share. */
  recordOf(digits: string): SharedRecord {
    const record = this.#records.get(digits) ?? new SharedRecord(recordOf(digits));
    this.#records.set(digits, record);
    return record;
  }

  /** The server loses all it has stored, shows the oldest private parts, and goes on with its mischief. */
  forgetServer(): void {
    for (const { versions } of this.#records.values()) versions.splice(1);
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
    if (this.#handled.has(id)) noteDefect(`${reader} handled a message twice`);
    this.#handled.add(id);
  }
}

/** One person with one device, and the page that is open on it. */
export class Person {
  readonly storage: Storage = {
    failures: { code: 0 },
    records: [],
    switches: { camera: true, microphone: true },
  };
  /** Every state of every page, in order. */
  readonly states: CallState[] = [];
  readonly knocks: string[] = [];
  /** What a host was told: each number of failed tries, each time that the code is blocked, and why hellos wait. */
  readonly failed: number[] = [];
  readonly locked: string[] = [];
  readonly held: unknown[] = [];
  engine: CallEngine | undefined;
  peerId = "";
  /** Host: by which it proves to be the practice. */
  consultationKey = CONSULTATION_KEY;
  /** Guest: what its invite link says of the consultation key. */
  keyFingerprint: Bytes | undefined;
  /** Guest: of the page that is open. */
  pin: KeyPin = pinOf(this);
  /** Host: of the page that is open. */
  admitted: AdmittedGuests = admittedOf(this);
  /** Host: of the page that is open; undefined if it came by no code, or could not open the private part. */
  guesses: Promise<HostGuesses | undefined> = Promise.resolve(undefined);
  /** A host that lets in whoever knocks. */
  admits = true;
  /** Whether the person presses, after a while, what the page offers: to knock again, to come back, to try again. */
  #clicksOn = false;
  /** How often it was pressed. */
  clicks = 0;
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
    this.pin = pinOf(this);
    this.admitted = admittedOf(this);
    this.guesses = guessesOf(this, page.signal, (what, work) => this.#travel(page, what, work));
    const engine = new CallEngine({
      role: this.role,
      name: this.name,
      switches: this.storage.switches,
      greets: this.storage.wasAdmitted ? "resume" : "any",
      safetyChanged: this.storage.safetyChanged === true,
      makeChannel: (place) => this.#watched(page, channelOf(this, place)),
      ports: {
        clock: world.clock,
        random: world.random,
        request: (_endpoint, options) =>
          this.#travel(
            page,
            "query" in options ? "poll" : "send",
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
          world.watch(this, state);
          this.storage.switches = state.switches;
          this.storage.safetyChanged = state.safetyChanged === true;
          if (this.role === "host") this.#admitKnocking(page);
          if (state.stuck) this.#soon(page, () => this.state.stuck, { kind: "retryRequested" });
          this.#press(page);
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

  /** From now on the person presses what the page offers. */
  clickOn(): void {
    this.#clicksOn = true;
    this.#press(this.#page);
  }

  /** Presses what the page offers where the conversation is over or cannot go on. */
  #press(page: AbortController): void {
    const offered = { asking: "knockChosen", ended: "rejoined", failed: "retryRequested" } as const;
    const { phase } = this.state;
    if (!this.#clicksOn || !(phase in offered)) return;
    this.#soon(page, () => this.state.phase === phase, { kind: offered[phase as keyof typeof offered] });
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
      if (page.signal.aborted || !still()) return;
      if (event.kind === "knockChosen" || event.kind === "rejoined") this.clicks++;
      this.engine?.dispatch(event);
    });
  }

  #seats(page: AbortController): SeatPort {
    const { world } = this;
    return {
      take: async () => {
        const peerId = encodeBase64Url(randomBytes(16));
        const { room } = world;
        const times = { startsAtMs: 1, serverNowMs: 1 };
        const answer = await this.#travel(page, "seat", (): unknown => {
          if (this.role === "host") world.relay.takeHost(peerId);
          else world.relay.join(peerId);
          this.peerId = peerId;
          return { room, token: `${room}.${peerId}.secret`, practiceName: "", ...times };
        });
        const { token } = this.role === "host"
          ? parseHostSeatAnswer(answer, { room, peerId })
          : parseGuestSeatAnswer(answer, { room, peerId });
        return { room, peerId, token };
      },
      ice: async () =>
        parseIceAnswer(
          await this.#travel(page, "ice", () => ({ iceServers: [], iceTransportPolicy: "all" })),
        ),
      leave: ({ peerId }) => {
        if (!page.signal.aborted && !this.#isLost()) world.clock.after(5, () => world.relay.leave(peerId));
      },
    };
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
    what: Ask["what"],
    work: () => Answer | Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const { world } = this;
    const act = async () => await world.answer({ from: this, what }, async () => await work()) as Answer;
    const way = () =>
      new Promise<void>((resolve) => world.clock.after(world.between(1, world.weather.delayMs), resolve));
    let stopDeadline = () => {};
    const cutOff = new Promise<never>((_, reject) => {
      const abort = () => reject(new DOMException("cut off", "AbortError"));
      if (signal) signal.addEventListener("abort", abort, { once: true });
      else stopDeadline = world.clock.after(20_000, () => reject(new NetworkError("No answer in time")));
    });
    cutOff.catch(() => {});
    const trip = async () => {
      await way();
      if (page.signal.aborted || this.#isLost()) throw new NetworkError("The request was lost");
      const answer = await world.held(act());
      if (world.random() < world.weather.duplication) act().catch(() => {});
      await way();
      if (this.#isLost()) throw new NetworkError("The answer was lost");
      return answer;
    };
    return await Promise.race([trip(), cutOff]).finally(stopDeadline);
  }
}

const pageNames = new WeakMap<AbortController, string>();
let pages = 0;
function pageName(page: AbortController): string {
  const name = pageNames.get(page) ?? `page ${++pages}`;
  pageNames.set(page, name);
  return name;
}
