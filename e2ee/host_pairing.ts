import { OpeningBox } from "./box.ts";
import { type Bytes, randomBytes } from "./bytes.ts";
import { checkConfirmationTag, confirmationKey, confirmationTag, CpaceRun } from "./cpace.ts";
import { ProtocolError } from "./errors.ts";
import { deriveSessionKeys } from "./key_schedule.ts";
import {
  decodeMessage,
  encodeAd,
  encodeMessage,
  hash16,
  KIND,
  parseAd,
  parseHello,
  parseProof,
} from "./messages.ts";
import { type HostOptions, Pairing, type PairingStep, type TestOnlyRandom } from "./pairing.ts";
import { signedContent } from "./practice_proof.ts";
import { checkCommitment } from "./safety_code.ts";
import { Session } from "./session.ts";

/**
 * The answer to a hello of another version: its sender refuses it for this message's own version, and tells the person.
 * Source: docs/protocol.md, "Messages".
 */
export const OTHER_VERSION = encodeMessage(KIND.otherVersion);

/**
 * The side that answers one hello: `receive` and `seal`. A second hello needs a second object. Keep the first until the
 * second is `identified`; otherwise the server could end a call with a forged hello.
 * Source: docs/protocol.md, "Handshake".
 */
export class HostPairing extends Pairing {
  readonly #secretFor: HostOptions["secretFor"];
  readonly #key: HostOptions["consultationKey"];
  #answer: ((body: Bytes) => Promise<PairingStep>) | undefined;

  constructor(options: HostOptions, testOnlyRandom: TestOnlyRandom = randomBytes) {
    super(options, testOnlyRandom);
    this.#secretFor = options.secretFor;
    this.#key = options.consultationKey;
  }

  protected advance(body: Bytes): Promise<PairingStep> {
    return this.#answer ? this.#answer(body) : this.#answerHello(body);
  }

  /** Receives H1, answers with M2. */
  async #answerHello(body: Bytes): Promise<PairingStep> {
    const { method, resumeId, nonce, share, ad } = parseHello(body);
    const { theirPeerId, peerId } = this.options;
    const { peer, safetyPart } = parseAd(ad, { role: "guest", peerId: theirPeerId, notPeerId: peerId });
    const secret = await this.#secretFor({ method, ...(method === "resume" ? { resumeId } : {}) });
    if (secret?.method !== method) {
      if (method !== "resume") throw new ProtocolError("secret_unavailable");
      this.close();
      return {
        replies: [encodeMessage(KIND.resumeUnknown, await hash16(body))],
        events: [{ kind: "resumeRefused" }],
      };
    }
    const hostPart = this.random(16);
    const me = this.identity("host");
    const myAd = encodeAd(me, hostPart, this.#key.publicKey);
    const run = await CpaceRun.start(await this.inputs(secret, this.sidOf(nonce)), this.random(32));
    const theirs = { share, ad };
    const { isk, transcript } = await run.finish(myAd, theirs);
    const mac = await confirmationKey(run.sid, isk);
    const [keys, tag, signature, helloHash] = await Promise.all([
      deriveSessionKeys(isk, transcript),
      confirmationTag(mac, { share: run.share, ad: myAd }),
      this.#key.sign(signedContent(run.sid, transcript)),
      hash16(body),
    ]);
    this.#answer = async (proof) => {
      const [theirTag, box] = decodeMessage(proof, KIND.proof, 2) as [Bytes, Bytes];
      await checkConfirmationTag(mac, theirTag, theirs);
      const opening = new OpeningBox(keys.guest, "guest");
      const { name, guestPart } = parseProof(await opening.open(box));
      await checkCommitment(safetyPart, guestPart);
      const session = new Session(keys, me, peer, [guestPart, hostPart], opening);
      this.session = session;
      const used = secret.method === "resume" ? { used: secret.resume } : {};
      return { replies: [], events: [{ kind: "identified", method, name, session, ...used }] };
    };
    return {
      replies: [encodeMessage(KIND.answer, helloHash, run.share, myAd, tag, signature)],
      events: [{ kind: "answered", method }],
    };
  }
}
