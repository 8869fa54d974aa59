import { requireMember } from "../../../server/auth.ts";
import { signOut } from "../../../server/sign_in.ts";
import { define } from "../../../server/state.ts";

export const handler = define.handlers({
  /** Signs out. */
  async DELETE(ctx) {
    const { sessionHash } = requireMember(ctx);
    const { store, config } = ctx.state;
    const headers = await signOut(await store.open(), config, sessionHash);
    return new Response(null, { status: 204, headers });
  },
});
