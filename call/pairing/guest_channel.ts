import { GuestPairing, type PairingSecret, ProtocolError, type ResumeSecret } from "../../e2ee/mod.ts";
import { ifStorageFails } from "../database.ts";
import type { GuessBudget } from "./guess_budget.ts";
import type { KeyPin } from "./key_pin.ts";
import type { Greeting, Received } from "./secure_channel.ts";
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

/** The guest's end. */
export class GuestChannel extends Vc1Channel {
  #secret: PairingSecret | undefined;

  constructor(readonly options: GuestChannelOptions) {
    super();
  }

  async open(by: Greeting): Promise<string[]> {
    const resume = by === "secret" ? undefined : await this.options.resume.load();
    if (!resume && by === "resume") throw new ProtocolError("resume_unknown");
    const secret = resume ? { method: "resume", resume } as const : this.options.secret;
    this.#secret = secret;
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

  async receive(body: string): Promise<Received> {
    const { channel } = this;
    if (!channel) throw new ProtocolError("unexpected_message");
    const { budget } = this.options;
    const isGuess = this.#secret?.method === "code" && !channel.session;
    // The peer that answers may be guessing: only so many answers are looked at.
    if (isGuess && await budget.take() === undefined) throw new ProtocolError("secret_unavailable");
    const { replies, opened } = await channel.receive(body);
    // If it cannot be stored, the count stays.
    if (isGuess && channel.session) await budget.forgive().catch(ifStorageFails(0));
    return { replies, opened };
  }

  keepResumeSecret(): void {
    this.options.resume.save(this.session().resume);
  }

  protected get followed(): ResumeSecret | undefined {
    return this.#secret?.method === "resume" ? this.#secret.resume : undefined;
  }
}
