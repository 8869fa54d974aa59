import type { Candidate } from "../pairing/messages.ts";

/** Most candidates of the peer that are used in one round; a device with many networks has some thirty. */
const MAX_PER_ROUND = 200;

/** The peer's ICE candidates: those that come before its description wait, and thousands are not handed to the browser. */
export class RemoteCandidates {
  /** The types among them (RFC 8839, section 5.1). */
  readonly types = new Set<string>();
  #waiting: Candidate[] = [];
  #taken = 0;

  startRound(): void {
    this.#taken = 0;
  }

  /** Returns those that are to be added now. `isReady`: the peer's description is there. */
  take(candidates: readonly Candidate[], isReady: boolean): Candidate[] {
    const taken = candidates.slice(0, MAX_PER_ROUND - this.#taken);
    this.#taken += taken.length;
    for (const { candidate } of taken) {
      const type = / typ (host|srflx|prflx|relay)\b/.exec(candidate)?.[1];
      if (type) this.types.add(type);
    }
    this.#waiting.push(...taken);
    return isReady ? this.#waiting.splice(0) : [];
  }
}
