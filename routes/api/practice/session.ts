import { requireMember } from "../../../server/auth.ts";
import { signOut } from "../../../server/sign_in.ts";
import { endpoint, noContent } from "../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/session", {
  /** Somebody is there: typing and clicking count as use, also without other requests. */
  PUT(ctx) {
    requireMember(ctx);
    return noContent();
  },

  /** Signs out this browser. */
  async DELETE(ctx) {
    const { sessionHash } = requireMember(ctx);
    const { store, config } = ctx.state;
    const headers = await signOut(await store.open(), config, sessionHash);
    return noContent(headers);
  },
});
