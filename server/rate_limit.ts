import type { Context } from "fresh";
import { deploymentSecret } from "../kv/deployment_secret.ts";
import { keyedHash } from "../kv/hashes.ts";
import { countTry, takeTryBack, type TryLimit } from "../kv/tries.ts";
import { LIMITS } from "../wire/limits.ts";
import { addressOf } from "./client_address.ts";
import { Refusal } from "./errors.ts";
import { parseEmail, parseKey } from "./parse.ts";
import type { State } from "./state.ts";

type Ctx = Context<State>;

/** Takes a try back that turns out to have been right: where only the wrong ones are counted. */
type TakeBack = () => Promise<void>;

/** Counts a try of the request's address. @throws {Refusal} `too_many_requests` */
export async function limitAddress(ctx: Ctx, kv: Deno.Kv, what: string, limit: TryLimit): Promise<TakeBack> {
  return await limitTries(kv, `${what} from`, addressOf(ctx), limit);
}

/** Whose recovery key is tried; counts the try. @throws {Refusal} `too_many_requests`, `bad_request` */
export async function limitRecovery(
  ctx: Ctx,
  kv: Deno.Kv,
  body: Record<string, unknown>,
): Promise<{ email: string; authKey: string }> {
  const [email, authKey] = [parseEmail(body["email"]), parseKey(body["authKey"])];
  await limitAddress(ctx, kv, "recovery", LIMITS.recoveriesPerAddress);
  await limitTries(kv, "recovery of", email, LIMITS.recoveriesPerMember);
  return { email, authKey };
}

/** Counts a try of somebody; whoever it is, is stored as a keyed hash only. @throws {Refusal} `too_many_requests` */
export async function limitTries(
  kv: Deno.Kv,
  what: string,
  who: string,
  limit: TryLimit,
): Promise<TakeBack> {
  const hash = keyedHash(await deploymentSecret(kv), what, who).toString("base64url");
  const triedAtMs = Date.now();
  const retryAfterMs = await countTry(kv, what, hash, limit, triedAtMs);
  if (retryAfterMs > 0) throw new Refusal("too_many_requests", { retryAfterMs });
  return () => takeTryBack(kv, what, hash, limit, { triedAtMs, nowMs: Date.now() });
}
