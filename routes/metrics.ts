import { HttpError } from "fresh";
import { hashSecret, matchesHash } from "../kv/hashes.ts";
import { define } from "../server/state.ts";

export const handler = define.handlers({
  /** The counters of this process, for whoever has the operator's token; for everybody else there is no such page. */
  async GET(ctx) {
    const { config, metrics, hub, store } = ctx.state;
    const token = /^Bearer (\S+)$/i.exec(ctx.req.headers.get("authorization") ?? "")?.[1] ?? "";
    if (config.metricsToken === undefined || !matchesHash(token, hashSecret(config.metricsToken))) {
      throw new HttpError(404);
    }
    const text = metrics.text({
      pollsHeld: hub.waiting,
      watchers: hub.watching,
      storeMs: await store.answerMs(),
      residentBytes: Deno.memoryUsage().rss,
    });
    return new Response(text, {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
    });
  },
});
