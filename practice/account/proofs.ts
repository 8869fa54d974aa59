/**
 * Fresh proofs that the member who is signed in is there, by passphrase or passkey. They live in this page's memory, for some
 * minutes; whoever needs one that is not there has it asked for.
 */
import type { StretchedPassphrase } from "../../e2ee/passphrase.ts";
import { ApiError } from "../../wire/client.ts";
import type { ProofAnswer, ProofPurpose } from "../../wire/sign_in.ts";
import { ProofCancelledError } from "../errors.ts";

/** What was proved, and what it opens. */
export interface Proof {
  /** What the server wants to see. */
  token: string;
  /** By this device's clock, of `performance.now()`. */
  expiresAtMs: number;
  keys: ProofAnswer["keys"];
  rotations: ProofAnswer["rotations"];
  /** The member key, and what opens it; absent for a passkey that only signs. */
  opener?: { wrappedKey: string; wrappingKey: StretchedPassphrase["wrappingKey"] };
}

/** A proof that opens the member key. */
export type OpeningProof = Proof & Required<Pick<Proof, "opener">>;

/** What is asked for. */
export interface ProofQuestion {
  purpose: ProofPurpose;
  /** It has to open the member key, too. */
  mustOpen: boolean;
}

/** Asks the person. @throws {ProofCancelledError} */
type AskForProof = (question: ProofQuestion) => Promise<Proof>;

/** By purpose. */
const held = new Map<ProofPurpose, Proof>();

let ask: AskForProof = () => Promise.reject(new ProofCancelledError("This page asks nobody for a proof"));

/** Sets who asks the person, on this page. */
export function askForProofsBy(asking: AskForProof): void {
  ask = asking;
}

/** The proof as `answer` gives it. @param opens what opens the wrapped key in it */
export function proofOf(answer: ProofAnswer, wrappingKey: CryptoKey | undefined): Proof {
  const { proof: token, proofMs, keys, rotations, wrappedKey } = answer;
  return {
    token,
    expiresAtMs: performance.now() + proofMs,
    keys,
    rotations,
    ...(wrappedKey !== undefined && wrappingKey ? { opener: { wrappedKey, wrappingKey } } : {}),
  };
}

/** A proof for this purpose that is still valid, without asking. */
export function heldProof(purpose: ProofPurpose): Proof | undefined {
  const proof = held.get(purpose);
  return proof && performance.now() < proof.expiresAtMs ? proof : undefined;
}

/**
 * Does what needs a proof; asks for one if there is none, and once more if the server has it no longer.
 * @throws {ProofCancelledError} and what `work` throws
 */
export async function withProof<Result>(
  purpose: ProofPurpose,
  work: (proof: Proof) => Promise<Result>,
): Promise<Result> {
  return await attempt({ purpose, mustOpen: false }, work);
}

/** Like `withProof`, for what needs the member key besides. */
export async function withOpeningProof<Result>(
  purpose: ProofPurpose,
  work: (proof: OpeningProof) => Promise<Result>,
): Promise<Result> {
  return await attempt({ purpose, mustOpen: true }, (proof) => work(proof as OpeningProof));
}

async function attempt<Result>(
  question: ProofQuestion,
  work: (proof: Proof) => Promise<Result>,
): Promise<Result> {
  const known = heldProof(question.purpose);
  if (known && (known.opener || !question.mustOpen)) {
    try {
      return await work(known);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "proof_needed") throw error;
    }
  }
  held.delete(question.purpose);
  const given = await ask(question);
  held.set(question.purpose, given);
  return await work(given);
}
