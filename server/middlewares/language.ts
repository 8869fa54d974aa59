import type { MiddlewareFn } from "fresh";
import { catalogueOf, isLang, type Lang } from "../../i18n/mod.ts";
import { preferredLang } from "../content_negotiation.ts";
import { formatCookie, readCookie } from "../cookies.ts";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

const COOKIE = "lang";
const YEAR_SECONDS = 365 * 24 * 3600;

/** The language of the page: switched to, else the browser's, else the default. `?lang=…` switches and is gone. */
export const language: MiddlewareFn<State> = async (ctx) => {
  const { req } = ctx;
  if (policyOf(ctx).kind === "api") return await ctx.next();
  if (/[?&]lang=/.test(req.url)) {
    const wanted = ctx.url.searchParams.get("lang");
    if (isLang(wanted)) {
      const url = new URL(ctx.url);
      url.searchParams.delete("lang");
      const cookie = formatCookie(COOKIE, wanted, {
        maxAgeSeconds: YEAR_SECONDS,
        secure: ctx.state.config.secure,
        httpOnly: true,
      });
      const headers = {
        location: url.pathname + url.search,
        "set-cookie": cookie,
        "cache-control": "no-store",
      };
      return new Response(null, { status: 303, headers });
    }
  }
  ctx.state.lang = langOf(req.headers);
  ctx.state.t = catalogueOf(ctx.state.lang);
  return await ctx.next();
};

/** The language of whoever sends these headers. */
function langOf(headers: Headers): Lang {
  const chosen = readCookie(headers, COOKIE);
  return isLang(chosen) ? chosen : preferredLang(headers.get("accept-language") ?? "");
}
