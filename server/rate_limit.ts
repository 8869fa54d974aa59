import type { Context } from "fresh";
import { deploymentSecret } from "../kv/deployment_secret.ts";
import { keyedHash } from "../kv/hashes.ts";
import { countTry, takeTryBack, type TryLimit } from "../kv/tries.ts";
import { RATE_LIMITS } from "../wire/limits.ts";
import { clientAddress } from "./client_address.ts";
import { Refusal } from "./errors.ts";
import type { State } from "./state.ts";

type Ctx = Context<State>;

/** Takes back a try that has turned out to be right, where only wrong ones count. */
type TakeBack = () => Promise<void>;

/** Counts a try by the client's address. @throws {Refusal} `too_many_requests` */
export async function limitAddress(ctx: Ctx, kv: Deno.Kv, what: string, limit: TryLimit): Promise<TakeBack> {
  return await limitTries(kv, `${what} from`, clientAddress(ctx), limit);
}

/** Counts a try of a member's recovery key, by address and by member. @throws {Refusal} `too_many_requests` */
export async function limitRecovery(ctx: Ctx, kv: Deno.Kv, email: string): Promise<void> {
  await limitAddress(ctx, kv, "recovery", RATE_LIMITS.recoveriesPerAddress);
  await limitTries(kv, "recovery of", email, RATE_LIMITS.recoveriesPerMember);
}

/** Counts a try by `who`, which is stored as a keyed hash only. @throws {Refusal} `too_many_requests` */
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
