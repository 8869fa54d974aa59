import { type Bytes, equalBytes, randomBytes } from "./bytes.ts";
import { checkConfirmationTag, confirmationKey, confirmationTag, CpaceRun } from "./cpace.ts";
import { ProtocolError } from "./errors.ts";
import { deriveSessionKeys } from "./key_schedule.ts";
import {
  checkTextLength,
  decodeMessage,
  encodeAd,
  encodeHello,
  encodeMessage,
  encodeProof,
  hash16,
  KIND,
  kindOf,
  MAX_NAME_BYTES,
  parseAd,
} from "./messages.ts";
import {
  type GuestOptions,
  Pairing,
  type PairingSecret,
  type PairingStep,
  type TestOnlyRandom,
} from "./pairing.ts";
import { checkPracticeProof, signedContent } from "./practice_proof.ts";
import { commitTo } from "./safety_code.ts";
import { Session } from "./session.ts";

/**
 * The side that has a code, a link or a resume secret: `hello`, then `receive` and `seal`.
 * Source: docs/protocol.md, "Handshake".
 */
export class GuestPairing extends Pairing {
  readonly #secret: PairingSecret;
  readonly #name: string;
  readonly #isPractice: GuestOptions["isPractice"];
  #hello: { body: Bytes; run: CpaceRun; ad: Bytes; guestPart: Bytes } | undefined;
  #greeted = false;

  constructor(options: GuestOptions, testOnlyRandom: TestOnlyRandom = randomBytes) {
    super(options, testOnlyRandom);
    checkTextLength(options.name, MAX_NAME_BYTES, "name");
    this.#secret = options.secret;
    this.#name = options.name;
    this.#isPractice = options.isPractice;
  }

  /**
   * H1. Works once. Source: docs/protocol.md, "Handshake".
   * @throws {ProtocolError} `unexpected_message` the second time
   */
  async hello(): Promise<Bytes> {
    if (this.#greeted) throw new ProtocolError("unexpected_message", "A pairing sends one hello");
    this.#greeted = true;
    const secret = this.#secret;
    const nonce = this.random(16);
    const guestPart = this.random(16);
    const scalar = this.random(32);
    const ad = encodeAd(this.identity("guest"), await commitTo(guestPart));
    const run = await CpaceRun.start(await this.inputs(secret, this.sidOf(nonce)), scalar);
    const resumeId = secret.method === "resume" ? secret.resume.id : new Uint8Array();
    const body = encodeHello({ method: secret.method, resumeId, nonce, share: run.share, ad });
    this.#hello = { body, run, ad, guestPart };
    return body;
  }

  /** Receives M2, answers with M3. */
  protected async advance(body: Bytes): Promise<PairingStep> {
    const hello = this.#hello;
    const kind = kindOf(body);
    if (!hello) throw new ProtocolError("unexpected_message");
    const { method } = this.#secret;
    const helloHash = await hash16(hello.body);
    if (kind === KIND.resumeUnknown) {
      const [hash] = decodeMessage(body, KIND.resumeUnknown, 1) as [Bytes];
      if (!equalBytes(hash, helloHash)) throw new ProtocolError("hello_mismatch");
      throw new ProtocolError(method === "resume" ? "resume_unknown" : "unexpected_message");
    }
    const [hash, share, ad, tag, signature] = decodeMessage(body, KIND.answer, 5) as [
      Bytes,
      Bytes,
      Bytes,
      Bytes,
      Bytes,
    ];
    if (!equalBytes(hash, helloHash)) throw new ProtocolError("hello_mismatch");
    const { theirPeerId, peerId } = this.options;
    const expected = { role: "host", peerId: theirPeerId, notPeerId: peerId } as const;
    const { peer, safetyPart, publicKey } = parseAd(ad, expected);
    const theirs = { share, ad };
    const { isk, transcript } = await hello.run.finish(hello.ad, theirs);
    const mac = await confirmationKey(hello.run.sid, isk);
    await checkConfirmationTag(mac, tag, theirs);
    await checkPracticeProof(publicKey, signature, signedContent(hello.run.sid, transcript));
    if (!await this.#isPractice(await hash16(publicKey))) throw new ProtocolError("practice_unproved");
    const [keys, myTag] = await Promise.all([
      deriveSessionKeys(isk, transcript),
      confirmationTag(mac, { share: hello.run.share, ad: hello.ad }),
    ]);
    const session = new Session(keys, this.identity("guest"), peer, [hello.guestPart, safetyPart]);
    const proof = await session.seal(encodeProof(this.#name, hello.guestPart));
    this.session = session;
    return {
      replies: [encodeMessage(KIND.proof, myTag, proof)],
      events: [{ kind: "authenticated", method, session }],
    };
  }
}
