import {
  GuestPairing,
  type Method,
  type PairingSecret,
  ProtocolError,
  type ResumeSecret,
} from "../../e2ee/mod.ts";
import { ifStorageFails } from "../database.ts";
import type { GuessBudget } from "./guess_budget.ts";
import type { KeyPin } from "./key_pin.ts";
import type { Received } from "./secure_channel.ts";
import { bytesOf, type PairingPlace, sealedChannel, Vc1Channel } from "./vc1_channel.ts";

/** A secret by which a guest comes in for the first time. */
export type GuestSecret = Exclude<PairingSecret, { method: "resume" }>;

interface GuestChannelOptions extends PairingPlace {
  name: string;
  secret: GuestSecret;
  /** Of answers that do not prove the code; one for all hosts that the server shows. */
  budget: GuessBudget;
  /** One for all hosts that the server shows. */
  pin: Pick<KeyPin, "accepts">;
  resume: {
    load(): Promise<ResumeSecret | undefined>;
    /** Not awaited: a guest whose secret could not be stored knocks again. */
    save(secret: ResumeSecret): void;
  };
}

/** The guest's end: comes with the resume secret if it has one, else with the code or the invite link. */
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
    const { budget } = this.options;
    const isGuess = this.#method === "code" && !this.channel.session;
    // The peer that answers may be guessing: only so many answers are looked at.
    if (isGuess && await budget.take() === undefined) throw new ProtocolError("secret_unavailable");
    try {
      const { replies, opened } = await this.channel.receive(body);
      // If it cannot be stored, the count stays.
      if (isGuess && this.channel.session) await budget.forgive().catch(ifStorageFails(0));
      return { replies, opened };
    } catch (error) {
      if (!(error instanceof ProtocolError) || error.code !== "resume_unknown") throw error;
      // Another device of the practice, say: knock as if for the first time.
      return { replies: await this.#greet(this.options.secret), opened: [] };
    }
  }

  keepResumeSecret(): void {
    this.options.resume.save(this.session().resume);
  }

  async #greet(secret: PairingSecret): Promise<string[]> {
    this.#method = secret.method;
    this.channel = sealedChannel(
      new GuestPairing({
        ...bytesOf(this.options),
        secret,
        name: this.options.name,
        isPractice: (fingerprint) => this.options.pin.accepts(fingerprint),
      }),
    );
    return await this.channel.open();
  }
}
