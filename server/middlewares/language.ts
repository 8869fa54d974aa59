import type { MiddlewareFn } from "fresh";
import { catalogueOf, isLang, type Lang } from "../../i18n/mod.ts";
import { preferredLang } from "../content_negotiation.ts";
import { formatCookie, readCookie } from "../cookies.ts";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

const COOKIE = "lang";
const YEAR_SECONDS = 365 * 24 * 3600;

/** Sets the page's language: the one chosen before, else the browser's. `?lang=…` chooses one and redirects to the page. */
export const language: MiddlewareFn<State> = async (ctx) => {
  const { req } = ctx;
  if (policyOf(ctx).kind === "api") return await ctx.next();
  if (/[?&]lang=/.test(req.url)) {
    const wanted = ctx.url.searchParams.get("lang");
    if (isLang(wanted)) {
      // Not by URLSearchParams, whose `delete` takes the square of how often the name is there.
      const others = ctx.url.search.slice(1).split("&").filter((pair) => !/^lang(?:=|$)/.test(pair)).join(
        "&",
      );
      const cookie = formatCookie(COOKIE, wanted, {
        maxAgeSeconds: YEAR_SECONDS,
        secure: ctx.state.config.secure,
        httpOnly: true,
      });
      const headers = {
        location: ctx.url.pathname + (others === "" ? "" : `?${others}`),
        "set-cookie": cookie,
        "cache-control": "no-store",
      };
      return new Response(null, { status: 303, headers });
    }
  }
  ctx.state.lang = requestedLang(req.headers);
  ctx.state.t = catalogueOf(ctx.state.lang);
  return await ctx.next();
};

function requestedLang(headers: Headers): Lang {
  const chosen = readCookie(headers, COOKIE);
  return isLang(chosen) ? chosen : preferredLang(headers.get("accept-language") ?? "");
}
