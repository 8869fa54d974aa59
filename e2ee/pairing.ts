import { type Bytes, concat, encodeUtf8 } from "./bytes.ts";
import type { CpaceInputs } from "./cpace.ts";
import { ProtocolError } from "./errors.ts";
import { lv } from "./lv.ts";
import { checkTextLength, decodeMessage, encodeMessage, KIND } from "./messages.ts";
import { type Method, METHOD_LETTERS } from "./methods.ts";
import { resumePassword, type ResumeSecret } from "./resume.ts";
import type { PeerIdentity, Session } from "./session.ts";

/** What a guest can come with, and the host has to have. */
export type PairingSecret =
  /** The code's secret half, 6 or 9 digits. */
  | { method: "code"; digits: string }
  /** The link secret, 16 bytes. */
  | { method: "link"; bytes: Uint8Array }
  | { method: "resume"; resume: ResumeSecret };

/** What both sides give. */
export interface PairingOptions {
  /** The canonical origin of the deployment, the same on both sides. */
  origin: string;
  /** 16 bytes. */
  room: Uint8Array;
  /** 16 bytes, mine. */
  peerId: Uint8Array;
  /** 16 bytes: whom the mailbox delivers to and from. */
  theirPeerId: Uint8Array;
  /** SHA-256 of my DTLS certificate, 32 bytes. */
  fingerprint: Uint8Array;
  /** What my client can do. @default "" */
  caps?: string;
}

export interface GuestOptions extends PairingOptions {
  secret: PairingSecret;
  /** My name, for the host alone. */
  name: string;
}

/** What a hello claims; nothing of it is proved yet. */
export interface HelloClaim {
  method: Method;
  /** Names the resume secret; with `resume` only. */
  resumeId?: Uint8Array;
}

export interface HostOptions extends PairingOptions {
  /**
   * Finds the secret for a hello; undefined where there is none or its budget of guesses is used up. A guess is counted
   * here, before there is an answer, and taken back at `identified`: many hellos at once get no more answers than one.
   */
  secretFor(claim: HelloClaim): PairingSecret | undefined | Promise<PairingSecret | undefined>;
}

/** What a step has brought about. */
export type PairingEvent =
  /** Host: M2 goes out. */
  | { kind: "answered"; method: Method }
  /** Host: the resume secret is unknown; the guest is told so, and this pairing is over. */
  | { kind: "resumeRefused" }
  /** Host: a valid M3: the guest holds the secret. */
  | { kind: "identified"; method: Method; name: string; session: Session; used?: ResumeSecret }
  /** Guest: a valid M2: the host holds the secret. M3 goes out. */
  | { kind: "authenticated"; method: Method; session: Session }
  /** Both: a box with a message of the call. */
  | { kind: "message"; content: Bytes };

/** The outcome of a step: messages to be sent in this order, and what is known now. */
export interface PairingStep {
  replies: Bytes[];
  events: PairingEvent[];
}

/** Draws bytes; only a frozen test vector may give another than the platform's. */
export type TestOnlyRandom = (sizeBytes: number) => Bytes;

/** Both sides' common part: one message at a time, and nothing after an error. */
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
   * Takes a message of the peer in. Any error ends the pairing.
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
   * Seals a message of the call, once the pairing stands. Messages go out in the order of the calls.
   * Source: docs/protocol.md, "Box".
   * @throws {ProtocolError} `unexpected_message` before that, `closed`, `counter_exhausted`
   */
  seal(content: Uint8Array): Promise<Bytes> {
    return this.#inTurn(async () => {
      if (!this.session) throw new ProtocolError("unexpected_message", "Not paired yet");
      return encodeMessage(KIND.box, await this.session.seal(content));
    });
  }

  /** Ends the pairing: nothing is opened or sealed any more. */
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
