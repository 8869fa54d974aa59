import { type Bytes, concat, encodeUtf8 } from "./bytes.ts";
import type { ConsultationKey } from "./consultation_key.ts";
import type { CpaceInputs } from "./cpace.ts";
import { ProtocolError } from "./errors.ts";
import { lv } from "./lv.ts";
import { checkTextLength, decodeMessage, encodeMessage, KIND } from "./messages.ts";
import { type Method, METHOD_LETTERS } from "./methods.ts";
import { resumePassword, type ResumeSecret } from "./resume.ts";
import type { PeerIdentity, Session } from "./session.ts";

/** A secret that guest and host share. */
export type PairingSecret =
  /** The code's secret half, 6 or 9 digits. */
  | { method: "code"; digits: string }
  /** The link secret, 16 bytes. */
  | { method: "link"; bytes: Uint8Array }
  | { method: "resume"; resume: ResumeSecret };

/** Options of both sides. */
export interface PairingOptions {
  /** The canonical origin of the deployment, the same on both sides. */
  origin: string;
  /** 16 bytes. */
  room: Uint8Array;
  /** The local peer id, 16 bytes. */
  peerId: Uint8Array;
  /** The other side's peer id, 16 bytes: the address that the mailbox delivers to and from. */
  theirPeerId: Uint8Array;
  /** SHA-256 of the local DTLS certificate, 32 bytes. */
  fingerprint: Uint8Array;
  /** Capabilities of the local client. @default "" */
  caps?: string;
}

export interface GuestOptions extends PairingOptions {
  secret: PairingSecret;
  /** The guest's name, which only the host learns. */
  name: string;
  /**
   * Whether a host that has proved to hold this consultation key, by its fingerprint (16 bytes), is the practice. Asked
   * before anything is sent to it.
   */
  isPractice(keyFingerprint: Bytes): boolean | Promise<boolean>;
}

/** Contents of a hello; nothing is proved yet. */
export interface HelloClaim {
  method: Method;
  /** Id of the resume secret; with method `resume` only. */
  resumeId?: Uint8Array;
}

export interface HostOptions extends PairingOptions {
  consultationKey: ConsultationKey;
  /**
   * Finds the secret for a hello; undefined if there is none or its guesses are used up. Count the guess here, before the
   * answer is made, and take it back at `identified`: then concurrent hellos get no extra answers.
   */
  secretFor(claim: HelloClaim): PairingSecret | undefined | Promise<PairingSecret | undefined>;
}

/** What happened in a step. */
export type PairingEvent =
  /** Host: M2 is sent. */
  | { kind: "answered"; method: Method }
  /** Host: the resume secret is unknown. The guest is told, and this pairing has ended. */
  | { kind: "resumeRefused" }
  /** Host: M3 is valid, so the guest has the secret. */
  | { kind: "identified"; method: Method; name: string; session: Session; used?: ResumeSecret }
  /** Guest: M2 is valid, so the host has the secret. M3 is sent. */
  | { kind: "authenticated"; method: Method; session: Session }
  /** Both: a box contained a message of the call. */
  | { kind: "message"; content: Bytes };

/** The result of a step: messages to send, in this order, and what happened. */
export interface PairingStep {
  replies: Bytes[];
  events: PairingEvent[];
}

/** Source of random bytes; only frozen test vectors may replace the platform's. */
export type TestOnlyRandom = (sizeBytes: number) => Bytes;

/** What both sides have in common: one message at a time, and nothing after an error. */
export abstract class Pairing {
  protected session: Session | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  protected constructor(
    protected readonly options: PairingOptions,
    protected readonly random: TestOnlyRandom,
  ) {
    for (
      const [what, bytes, size] of [
        ["room", options.room, 16],
        ["peerId", options.peerId, 16],
        ["theirPeerId", options.theirPeerId, 16],
        ["fingerprint", options.fingerprint, 32],
      ] as const
    ) {
      if (bytes.length !== size) {
        throw new RangeError(`Cannot pair: ${what} has ${bytes.length} bytes, not ${size}`);
      }
    }
    checkTextLength(options.caps ?? "", 255, "caps");
  }

  /**
   * Receives a message from the peer. Any error ends the pairing.
   * Source: docs/protocol.md, "Handshake" and "Checks".
   * @throws {ProtocolError}
   */
  receive(body: Uint8Array): Promise<PairingStep> {
    return this.#inTurn(async () => {
      if (!this.session) return await this.advance(new Uint8Array(body));
      const [box] = decodeMessage(body, KIND.box, 1) as [Bytes];
      return { replies: [], events: [{ kind: "message", content: await this.session.open(box) }] };
    });
  }

  /**
   * Seals a message of the call once the peer is known. Messages keep the order of the calls.
   * Source: docs/protocol.md, "Box".
   * @throws {ProtocolError} `unexpected_message` before that, `closed`, `counter_exhausted`
   */
  seal(content: Uint8Array): Promise<Bytes> {
    return this.#inTurn(async () => {
      if (!this.session) throw new ProtocolError("unexpected_message", "Not paired yet");
      return encodeMessage(KIND.box, await this.session.seal(content));
    });
  }

  /** Ends the pairing: nothing is opened or sealed afterwards. */
  close(): void {
    this.#closed = true;
  }

  protected abstract advance(body: Bytes): Promise<PairingStep>;

  protected inputs(secret: PairingSecret, sid: Bytes): Promise<CpaceInputs> {
    return cpaceInputs(this.options, secret, sid);
  }

  protected identity(role: PeerIdentity["role"]): PeerIdentity {
    const { peerId, fingerprint, caps = "" } = this.options;
    return { role, peerId: new Uint8Array(peerId), fingerprint: new Uint8Array(fingerprint), caps };
  }

  protected sidOf(nonce: Uint8Array): Bytes {
    return concat(this.options.room, nonce);
  }

  #inTurn<Result>(step: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(async () => {
      if (this.#closed) throw new ProtocolError("closed");
      try {
        return await step();
      } catch (error) {
        this.#closed = true;
        throw error;
      }
    });
    this.#last = turn.catch(() => {});
    return turn;
  }
}

/** PRS and CI. Source: draft-irtf-cfrg-cpace-21, section 4.1; docs/protocol.md, "Handshake". */
async function cpaceInputs(
  { origin, room }: PairingOptions,
  secret: PairingSecret,
  sid: Bytes,
): Promise<CpaceInputs> {
  const letter = METHOD_LETTERS[secret.method];
  const password = secret.method === "code"
    ? encodeUtf8(secret.digits)
    : secret.method === "link"
    ? secret.bytes
    : await resumePassword(secret.resume, sid);
  return { prs: lv("vc1", letter, password), ci: lv("vc1", origin, room, letter), sid };
}
