import {
  encodeBase64Url,
  findResume,
  type HelloClaim,
  type PairingSecret,
  type ResumeSecret,
  rotateResume,
} from "../../e2ee/mod.ts";
import type { ConsultationKey } from "../../e2ee/consultation_key.ts";
import { ifStorageFails } from "../database.ts";
import { HostPairing, OTHER_VERSION } from "../../e2ee/host_pairing.ts";
import type { AdmittedGuest, AdmittedGuests } from "./admitted_guests.ts";
import type { CountedGuess, HostGuesses } from "./host_guesses.ts";
import { nameOf } from "./messages.ts";
import type { Received } from "./secure_channel.ts";
import { bytesOf, type PairingPlace, sealedChannel, Vc1Channel } from "./vc1_channel.ts";

interface HostChannelOptions extends PairingPlace {
  /** By which the practice proves itself. */
  consultationKey: ConsultationKey;
  /** Of the invite link: 16 bytes, which nobody guesses. */
  linkSecret: Uint8Array;
  /** The code, of which no hello is answered before it is counted. */
  guesses: Pick<HostGuesses, "take">;
  /** Tells the server that the guest has proved a secret; with the secret by which it comes back, if it was admitted. */
  vouch(resume?: ResumeSecret): void;
  /** Whether the pairing has ended: then nothing need be answered. */
  isOver?(): boolean;
  /** One for all pairings of the page. */
  admitted: Pick<AdmittedGuests, "load" | "save" | "forget">;
}

/** The host's end: answers hellos as long as the code has not been guessed at too often. */
export class HostChannel extends Vc1Channel {
  #used: ResumeSecret | undefined;
  #returning: AdmittedGuest | undefined;
  #guess: CountedGuess | undefined;

  constructor(readonly options: HostChannelOptions) {
    super();
  }

  open(): Promise<string[]> {
    return Promise.resolve([]);
  }

  async receive(body: string): Promise<Received> {
    const isHello = !this.channel;
    const secretFor = (claim: HelloClaim) => this.#secretFor(claim);
    const { consultationKey } = this.options;
    this.channel ??= sealedChannel(
      new HostPairing({ ...bytesOf(this.options), consultationKey, secretFor }),
    );
    const step = await this.channel.receive(body).catch((error) => {
      if (!isHello || error.code !== "version_unsupported") throw error;
    });
    // The pairing has ended; a page from before an upgrade is told why.
    if (!step) return { replies: [encodeBase64Url(OTHER_VERSION)], opened: [] };
    const { replies, opened, events } = step;
    const outcome: Received = { replies, opened: [...opened] };
    for (const event of events) {
      if (event.kind !== "identified") continue;
      if (event.method === "code") await this.#guess?.forgive();
      if (event.used) await this.#lookAgain(event.used);
      // Who resumes is admitted at once, and nothing else is sent before its connection is up.
      if (!this.#returning) this.options.vouch();
      outcome.opened.push({ kind: "identified", name: nameOf(event.name) });
    }
    return outcome;
  }

  keepResumeSecret(): void {
    const record = rotateResume(this.session().resume, this.#used);
    this.options.admitted.save({ ...record, peerId: this.options.theirPeerId }, this.#returning);
  }

  protected get followed(): ResumeSecret | undefined {
    return this.#returning?.current;
  }

  override async checkProof(proof: string): Promise<void> {
    await super.checkProof(proof);
    this.options.vouch(this.session().resume);
  }

  override async forget(): Promise<void> {
    const { theirPeerId, admitted } = this.options;
    await admitted.forget([theirPeerId, ...(this.#returning ? [this.#returning.peerId] : [])]);
  }

  /** Between hello and proof the guest may have been turned away, or have come back otherwise: then it knocks. */
  async #lookAgain(secret: ResumeSecret): Promise<void> {
    const guests = await this.options.admitted.load().catch(ifStorageFails([]));
    this.#returning = findResume(guests, secret.id)?.record;
    this.#used = this.#returning && secret;
  }

  async #secretFor({ method, resumeId }: HelloClaim): Promise<PairingSecret | undefined> {
    const { guesses, linkSecret } = this.options;
    if (method === "resume") {
      const found = resumeId && findResume(await this.options.admitted.load(), resumeId);
      this.#returning = found?.record;
      return found && { method, resume: found.secret };
    }
    if (method === "link") return { method, bytes: linkSecret };
    this.#guess = await guesses.take(this.options.isOver);
    return this.#guess && { method, digits: this.#guess.secret };
  }
}
