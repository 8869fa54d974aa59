import { addPasskey, listPasskeys } from "../../../../kv/passkeys.ts";
import { deviceName } from "../../../../server/device_name.ts";
import { Refusal } from "../../../../server/errors.ts";
import { readAsMember, requireMember } from "../../../../server/auth.ts";
import { parseWrappedKey } from "../../../../server/parse.ts";
import { parseNewCredential, summaryOfPasskey, verifyNewPasskey } from "../../../../server/passkeys.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import type { AddPasskeyRequest } from "../../../../wire/passkeys.ts";

export const handler = endpoint("/api/practice/passkeys", {
  /** One's own passkeys. */
  async GET(ctx) {
    const { member } = requireMember(ctx);
    const passkeys = await listPasskeys(await ctx.state.store.open(), member.id);
    return reply(200, { passkeys: passkeys.map(summaryOfPasskey) });
  },

  /** Adds a passkey; its challenge is for this member. */
  async POST(ctx) {
    const { member, sessionHash, body } = await readAsMember(ctx);
    const { credential, external, wrappedKey } = parseAdd(body);
    const kv = await ctx.state.store.open();
    const added = await addPasskey(kv, {
      sessionHash,
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
    credential: parseNewCredential(body["credential"]),
    external,
    ...(wrappedKey === undefined ? {} : { wrappedKey: parseWrappedKey(wrappedKey) }),
  };
}
