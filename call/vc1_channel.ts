import {
  decodeBase64Url,
  encodeBase64Url,
  findResume,
  GuestPairing,
  type HelloClaim,
  HostPairing,
  isHello,
  type Method,
  type PairingSecret,
  ProtocolError,
  type ResumeRecord,
  type ResumeSecret,
  rotateResume,
  type SafetyCode,
  SealedChannel,
  type Session,
} from "../e2ee/mod.ts";
import { nameOf, parsePeerMessage, type PeerMessage } from "./messages.ts";
import type { GuessBudget } from "./guess_budget.ts";
import type { Received, SecureChannel } from "./secure_channel.ts";

/** Who pairs where. */
export interface PairingPlace {
  /** The canonical origin. */
  origin: string;
  /** base64url, as in the page's path. */
  room: string;
  peerId: string;
  theirPeerId: string;
  /** SHA-256 of one's own DTLS certificate. */
  fingerprint: Uint8Array;
}

/** A secret that the guest holds. */
export type GuestSecret = Exclude<PairingSecret, { method: "r" }>;

export interface GuestChannelOptions extends PairingPlace {
  name: string;
  secret: GuestSecret;
  /** Of answers that do not prove the secret; one for all hosts that the server shows. */
  budget: GuessBudget;
  resume: {
    load(): Promise<ResumeSecret | undefined>;
    /** Nobody waits for it: whoever loses it knocks again. */
    save(secret: ResumeSecret): void;
  };
}

/** What the host keeps of a guest that it has admitted. */
export interface AdmittedGuest extends ResumeRecord {
  /** Of the seat that the guest had then. */
  peerId: string;
}

export interface HostChannelOptions extends PairingPlace {
  /** What this host holds for the consultation; a code that was replaced is not among them. */
  secrets: { code?: string; link?: Uint8Array };
  budget: GuessBudget;
  /** The secrets by which admitted guests come back. */
  resume: {
    load(): Promise<AdmittedGuest[]>;
    save(guest: AdmittedGuest, replaced: AdmittedGuest | undefined): void;
  };
}

const FORMAT = {
  parse: parsePeerMessage,
  descriptionOf(message: PeerMessage): string | undefined {
    if (message.kind === "answer") return message.answer.sdp;
    if (message.kind === "offer" || message.kind === "admission") return message.offer?.sdp;
    return undefined;
  },
};

/** VC1 behind the call: what both roles have in common. */
abstract class Vc1Channel implements SecureChannel {
  protected channel: SealedChannel<PeerMessage> | undefined;

  abstract open(): Promise<string[]>;
  abstract receive(body: string): Promise<Received>;

  async seal(message: PeerMessage): Promise<string> {
    if (!this.channel) throw new ProtocolError("unexpected_message");
    return await this.channel.seal(message);
  }

  async prove(certificate: ArrayBuffer | undefined): Promise<string> {
    const session = this.#session();
    if (certificate) await session.checkTheirCertificate(certificate);
    return encodeBase64Url(await session.confirmation());
  }

  async checkProof(proof: string): Promise<void> {
    await this.#session().checkConfirmation(decodeBase64Url(proof));
  }

  async safetyCode(): Promise<SafetyCode> {
    return await this.#session().safetyCode();
  }

  #session(): Session {
    const session = this.channel?.session;
    if (!session) throw new ProtocolError("unexpected_message");
    return session;
  }
}

/** The guest's end: comes with the resume secret if it has one, else with code or link. */
export class GuestChannel extends Vc1Channel {
  #method: Method = "r";

  constructor(readonly options: GuestChannelOptions) {
    super();
  }

  async open(): Promise<string[]> {
    const resume = await this.options.resume.load();
    return await this.#greet(resume ? { method: "r", resume } : this.options.secret);
  }

  async receive(body: string): Promise<Received> {
    if (!this.channel) throw new ProtocolError("unexpected_message");
    const guessed = this.channel.session || this.#method === "r" ? undefined : this.#method;
    // Whoever answers may be guessing: so many answers are looked at and no more.
    if (guessed && !await this.options.budget.take(guessed)) throw new ProtocolError("secret_unavailable");
    try {
      const { replies, opened } = await this.channel.receive(body);
      if (guessed && this.channel.session) await this.options.budget.forgive(guessed);
      const admitted = opened.some((message) => message.kind === "admission" && message.state === "admitted");
      if (admitted && this.channel.session) this.options.resume.save(this.channel.session.resume);
      return { replies, opened };
    } catch (error) {
      if (!(error instanceof ProtocolError) || error.code !== "resume_unknown") throw error;
      // Another device of the practice, say: knock as if for the first time.
      return { replies: await this.#greet(this.options.secret), opened: [] };
    }
  }

  async #greet(secret: PairingSecret): Promise<string[]> {
    this.#method = secret.method;
    const pairing = new GuestPairing({ ...bytesOf(this.options), secret, name: this.options.name });
    this.channel = new SealedChannel(pairing, FORMAT);
    return await this.channel.open();
  }
}

/** The host's end of one pairing: answers hellos as long as their secret has not been guessed at too often. */
export class HostChannel extends Vc1Channel {
  #used: ResumeSecret | undefined;
  #returning: AdmittedGuest | undefined;
  #refused = false;

  constructor(readonly options: HostChannelOptions) {
    super();
  }

  open(): Promise<string[]> {
    return Promise.resolve([]);
  }

  async receive(body: string): Promise<Received> {
    // A guest whose resume secret was refused greets again; nobody else does, whatever the server delivers.
    if (!this.channel || (this.#refused && isHello(body))) {
      this.#refused = false;
      const secretFor = (claim: HelloClaim) => this.#secretFor(claim);
      this.channel = new SealedChannel(new HostPairing({ ...bytesOf(this.options), secretFor }), FORMAT);
    }
    const { replies, opened, events } = await this.channel.receive(body);
    const outcome: Received = { replies, opened: [...opened] };
    for (const event of events) {
      if (event.kind === "resumeRefused") this.#refused = true;
      if (event.kind !== "identified") continue;
      if (event.method !== "r") await this.options.budget.forgive(event.method);
      this.#used = event.used;
      outcome.opened.push({
        kind: "identified",
        name: nameOf(event.name),
        resumes: event.method === "r",
        ...(event.method === "r" && this.#returning ? { formerPeerId: this.#returning.peerId } : {}),
      });
    }
    return outcome;
  }

  override async seal(message: PeerMessage): Promise<string> {
    const session = this.channel?.session;
    if (session && message.kind === "admission" && message.state === "admitted") {
      const record = rotateResume(session.resume, this.#used);
      this.options.resume.save({ ...record, peerId: this.options.theirPeerId }, this.#returning);
    }
    return await super.seal(message);
  }

  async #secretFor({ method, resumeId }: HelloClaim): Promise<PairingSecret | undefined> {
    const { secrets, budget } = this.options;
    if (method === "r") {
      const found = resumeId && findResume(await this.options.resume.load(), resumeId);
      this.#returning = found?.record;
      return found && { method, resume: found.secret };
    }
    const secretNow = (): PairingSecret | undefined =>
      method === "c"
        ? secrets.code === undefined ? undefined : { method, digits: secrets.code }
        : secrets.link && { method, bytes: secrets.link };
    // Read after it was counted: the one that the budget is of, should another device just have replaced it.
    return secretNow() && await budget.take(method) ? secretNow() : undefined;
  }
}

function bytesOf({ origin, room, peerId, theirPeerId, fingerprint }: PairingPlace) {
  return {
    origin,
    room: idOf(room),
    peerId: idOf(peerId),
    theirPeerId: idOf(theirPeerId),
    fingerprint,
  };
}

/** The server names rooms and peers: what it makes up is an error of its own. */
function idOf(text: string) {
  const bytes = decodeBase64Url(text);
  if (bytes.length !== 16) throw new ProtocolError("malformed", "Not an id");
  return bytes;
}
