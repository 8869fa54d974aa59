import type { Context } from "fresh";
import { rememberBrowser } from "../kv/known_browsers.ts";
import { MEMBER_LIMITS } from "../wire/limits.ts";
import type { Config } from "./config.ts";
import { cookieNameOf, formatCookie, readCookie } from "./cookies.ts";
import type { State } from "./state.ts";

type Ctx = Pick<Context<State>, "req" | "state">;

const cookieName = ({ secure }: Config) => cookieNameOf("vieraugen-browser", secure);

/** The secret by which a browser is known again; undefined if nobody has signed in there. It proves nothing but that. */
export function browserSecret({ req, state }: Ctx): string | undefined {
  return readCookie(req.headers, cookieName(state.config));
}

/** The Set-Cookie value for a browser at which a member has just signed in. */
export async function browserCookie(ctx: Ctx, kv: Deno.Kv, memberId: string): Promise<string> {
  const secret = await rememberBrowser(kv, { secret: browserSecret(ctx), memberId, nowMs: Date.now() });
  const { config } = ctx.state;
  const maxAgeSeconds = MEMBER_LIMITS.knownBrowserMs / 1000;
  return formatCookie(cookieName(config), secret, { maxAgeSeconds, secure: config.secure, httpOnly: true });
}
