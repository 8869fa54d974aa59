// deno-lint-ignore-file react-no-danger -- our own script
import { type Context, type MiddlewareFn } from "fresh";
import { Head } from "fresh/runtime";
import type { Catalogue } from "../../i18n/mod.ts";
import { accessOf, policyOf } from "../route_policy.ts";
import { isSignInWithheld } from "../sign_in.ts";
import type { State } from "../state.ts";

/** The query of the second request; with it, the answer is final. */
const AGAIN = "again";

/**
 * A link in another site (webmail) brings no sign-in, whose cookie is SameSite=Strict. Where the page depends on it, and this
 * browser may have one, the answer is a page that asks for the same address by itself: that request brings it. Everybody else,
 * such as guests, gets the page at once. A redirect would not do, nor would a reload in Firefox: both count as the other site's.
 * Source: RFC 6265bis, section 5.2; github.com/httpwg/http-extensions, issue 628.
 */
export const arrivalFromElsewhere: MiddlewareFn<State> = async (ctx) => {
  if (!isToAskAgain(ctx)) return await ctx.next();
  return await ctx.render(<AskAgain t={ctx.state.t} />, { headers: { "cache-control": "no-store" } });
};

function isToAskAgain(ctx: Context<State>): boolean {
  const { req, route, url } = ctx;
  if (req.method !== "GET" || route === null || policyOf(ctx).kind !== "page" || accessOf(ctx) === "anyone") {
    return false;
  }
  // Older browsers do not say from where: they ask twice wherever the sign-in has ended.
  const site = req.headers.get("sec-fetch-site") ?? "cross-site";
  return site === "cross-site" && !url.searchParams.has(AGAIN) && isSignInWithheld(ctx);
}

/** Keeps the fragment, and takes the place of the present entry. With the origin, two slashes lead to no other host. */
const ASK = `location.replace(location.origin+location.pathname+"?${AGAIN}"+location.hash)`;

function AskAgain({ t }: { t: Catalogue }) {
  return (
    <>
      <Head>
        <title>{t.product}</title>
        <noscript>
          <meta http-equiv="refresh" content={`0;url=?${AGAIN}`} />
        </noscript>
      </Head>
      <main id="main">
        <noscript>
          <a href={`?${AGAIN}`}>{t.common.goOn}</a>
        </noscript>
      </main>
      <script dangerouslySetInnerHTML={{ __html: ASK }} />
    </>
  );
}
