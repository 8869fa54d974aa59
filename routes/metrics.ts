import { HttpError } from "fresh";
import { hashSecret, matchesHash } from "../kv/hashes.ts";
import { define } from "../server/state.ts";

export const handler = define.handlers({
  /** The counters of this process, for requests with the operator's token; without it a 404. */
  async GET(ctx) {
    const { config, metrics, hub, store } = ctx.state;
    const token = /^Bearer (\S+)$/i.exec(ctx.req.headers.get("authorization") ?? "")?.[1] ?? "";
    if (config.metricsToken === undefined || !matchesHash(token, hashSecret(config.metricsToken))) {
      throw new HttpError(404);
    }
    const text = metrics.text({
      pollsHeld: hub.heldCount,
      watchers: hub.watcherCount,
      storeMs: await store.answerMs(),
      storeHealth: store.health(),
      residentBytes: Deno.memoryUsage().rss,
    });
    return new Response(text, {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    });
  },
});
