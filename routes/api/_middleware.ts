import { define } from "../../server/state.ts";

/** Nothing of the API is kept by a cache. */
export default define.middleware(async (ctx) => {
  const response = await ctx.next();
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
});
