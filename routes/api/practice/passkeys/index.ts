import { addPasskey, listPasskeys } from "../../../../kv/passkeys.ts";
import { checkAuthKey } from "../../../../kv/passphrases.ts";
import { deviceName } from "../../../../server/device_name.ts";
import { Refusal } from "../../../../server/errors.ts";
import { readAsMember, requireMember } from "../../../../server/auth.ts";
import { parseKey, parseWrappedKey } from "../../../../server/parse.ts";
import { limitTries } from "../../../../server/rate_limit.ts";
import { parseNewCredential, summaryOfPasskey, verifyNewPasskey } from "../../../../server/passkeys.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import { RATE_LIMITS } from "../../../../wire/limits.ts";
import type { AddPasskeyRequest } from "../../../../wire/passkeys.ts";

export const handler = endpoint("/api/practice/passkeys", {
  /** One's own passkeys. */
  async GET(ctx) {
    const { member } = requireMember(ctx);
    const passkeys = await listPasskeys(await ctx.state.store.open(), member.id);
    return reply(200, { passkeys: passkeys.map(summaryOfPasskey) });
  },

  /** Adds a passkey; the member proves the passphrase again. */
  async POST(ctx) {
    const { member, body } = await readAsMember(ctx);
    const { authKey, credential, external, wrappedKey } = parseAdd(body);
    const kv = await ctx.state.store.open();
    await limitTries(kv, "unlock of", member.id, RATE_LIMITS.unlocks);
    // Checked before anything else is parsed by the library, and again in the commit.
    if (!checkAuthKey(member, authKey)) throw new Refusal("passphrase_wrong");
    const added = await addPasskey(kv, {
      authKey,
      ...await verifyNewPasskey(ctx, kv, member.id, credential),
      memberId: member.id,
      ...(wrappedKey === undefined ? {} : { wrappedKey }),
      device: deviceName(ctx.req.headers.get("user-agent")),
      external,
      nowMs: Date.now(),
    });
    if ("refusal" in added) throw new Refusal(added.refusal);
    return reply(201, summaryOfPasskey(added));
  },
});

function parseAdd(body: Record<string, unknown>): AddPasskeyRequest {
  const { external, wrappedKey } = body;
  if (typeof external !== "boolean") throw new Refusal("bad_request");
  return {
    authKey: parseKey(body["authKey"]),
    credential: parseNewCredential(body["credential"]),
    external,
    ...(wrappedKey === undefined ? {} : { wrappedKey: parseWrappedKey(wrappedKey) }),
  };
}
