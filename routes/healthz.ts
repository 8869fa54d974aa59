import { define } from "../server/state.ts";

/** Answers that the server runs, without asking anything of the store. */
export const handler = define.handlers({
  GET: () => new Response("ok", { headers: { "cache-control": "no-store" } }),
});
