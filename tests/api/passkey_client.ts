import type {
  PasskeyCreationOptions,
  PasskeyProofOptions,
  PasskeyRequestOptions,
  PasskeySignInAnswer,
} from "../../wire/passkeys.ts";
import type { ProofAnswer, ProofPurpose } from "../../wire/sign_in.ts";
import { ApiClient } from "./client.ts";
import { type Deviation, SoftwarePasskey } from "./software_authenticator.ts";

/** What a browser with an authenticator sends, and what may be changed about it. */
export class PasskeyClient extends ApiClient {
  async options(cookie: string, token?: string): Promise<PasskeyCreationOptions> {
    const { body } = await this.call<PasskeyCreationOptions>("POST", "/api/practice/passkeys/options", {
      cookie,
      token: token ?? await this.prove(cookie, "account"),
    });
    return body;
  }

  async add(cookie: string, deviation: Deviation & { wrappedKey?: string } = {}) {
    const token = await this.prove(cookie, "account");
    const options = await this.options(cookie, token);
    const passkey = new SoftwarePasskey(this.server.origin, options.user.id);
    const { wrappedKey } = deviation;
    const sent = {
      credential: passkey.create(options, deviation),
      external: false,
      ...(wrappedKey === undefined ? {} : { wrappedKey }),
    };
    const answer = await this.call("POST", "/api/practice/passkeys", { cookie, token, body: sent });
    return { passkey, sent, token, ...answer, told: [answer.status, answer.body.error] };
  }

  /** Tries to prove by passphrase. */
  async tryToProve(cookie: string, authKey: string) {
    const { status, body } = await this.call<ProofAnswer>("POST", "/api/practice/proof", {
      cookie,
      body: { purpose: "account", authKey },
    });
    return [status, body.error];
  }

  async proofChallenge(cookie: string, purpose: ProofPurpose): Promise<PasskeyProofOptions> {
    const path = "/api/practice/proof/options";
    return (await this.call<PasskeyProofOptions>("POST", path, { cookie, body: { purpose } })).body;
  }

  async proveByPasskey(cookie: string, purpose: ProofPurpose, credential: object) {
    const body = { purpose, credential };
    const answer = await this.call<ProofAnswer>("POST", "/api/practice/proof", { cookie, body });
    return { ...answer, told: [answer.status, answer.body.error] };
  }

  async challenge(): Promise<PasskeyRequestOptions> {
    const path = "/api/practice/passkey-sign-in/options";
    return (await this.call<PasskeyRequestOptions>("POST", path)).body;
  }

  async signIn(passkey: SoftwarePasskey, deviation: Deviation = {}) {
    return await this.present(passkey.get(await this.challenge(), deviation));
  }

  async present(credential: object) {
    const answer = await this.call<PasskeySignInAnswer>("POST", "/api/practice/passkey-sign-in", {
      body: { credential },
    });
    return { ...answer, told: [answer.status, answer.body.error] };
  }
}
