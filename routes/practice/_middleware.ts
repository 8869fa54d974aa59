import { define } from "../../server/state.ts";

/** Pages that are there for whoever is not signed in, too. */
const OPEN = new Set(["/practice", "/practice/setup", "/practice/recover", "/practice/join"]);

/** Nothing below `/practice` is kept by a cache; whoever is signed out is led to the sign-in. */
export default define.middleware(async (ctx) => {
  const path = ctx.url.pathname.replace(/\/$/, "");
  const response = ctx.state.signedIn || OPEN.has(path) ? await ctx.next() : ctx.redirect("/practice");
  response.headers.set("cache-control", "no-store");
  return response;
});
