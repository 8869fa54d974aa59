import { define } from "../server/state.ts";

/** Tells that the server runs, without using the store. */
export const handler = define.handlers({
  GET: () => new Response("ok"),
});
