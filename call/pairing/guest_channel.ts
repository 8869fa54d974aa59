import {
  decodeBase64Url,
  encodeBase64Url,
  GuestPairing,
  type Method,
  type PairingSecret,
  ProtocolError,
  type ResumeSecret,
  type SafetyCode,
  SealedChannel,
  type Session,
} from "../../e2ee/mod.ts";
import { parsePeerMessage, type PeerMessage } from "./messages.ts";
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
export type GuestSecret = Exclude<PairingSecret, { method: "resume" }>;

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

/** What a sealed channel has to know of the call's messages. */
export const FORMAT = {
  parse: parsePeerMessage,
  descriptionOf(message: PeerMessage): string | undefined {
    if (message.kind === "answer") return message.answer.sdp;
    if (message.kind === "offer" || message.kind === "admission") return message.offer?.sdp;
    return undefined;
  },
};

/** VC1 behind the call: what both roles have in common. */
export abstract class Vc1Channel implements SecureChannel {
  protected channel: SealedChannel<PeerMessage> | undefined;

  abstract open(): Promise<string[]>;
  abstract receive(body: string): Promise<Received>;

  async seal(message: PeerMessage): Promise<string> {
    if (!this.channel) throw new ProtocolError("unexpected_message");
    return await this.channel.seal(message);
  }

  /** Only a host has somebody to forget. */
  forget(): Promise<void> {
    return Promise.resolve();
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
  #method: Method = "resume";

  constructor(readonly options: GuestChannelOptions) {
    super();
  }

  async open(): Promise<string[]> {
    const resume = await this.options.resume.load();
    return await this.#greet(resume ? { method: "resume", resume } : this.options.secret);
  }

  async receive(body: string): Promise<Received> {
    if (!this.channel) throw new ProtocolError("unexpected_message");
    const guessed = this.channel.session || this.#method === "resume" ? undefined : this.#method;
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

/** The place in bytes. @throws {ProtocolError} `malformed` */
export function bytesOf({ origin, room, peerId, theirPeerId, fingerprint }: PairingPlace) {
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
