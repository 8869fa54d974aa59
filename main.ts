import { App, csrf, staticFiles } from "fresh";
import { cacheControl } from "./server/middlewares/cache_control.ts";
import { canonicalOrigin } from "./server/middlewares/canonical_origin.ts";
import { arrivalFromElsewhere } from "./server/middlewares/arrival_from_elsewhere.tsx";
import { compression } from "./server/middlewares/compression.ts";
import { type Config, ConfigError, parseConfig } from "./server/config.ts";
import { readVariables } from "./server/environment.ts";
import { errorAnswers } from "./server/middlewares/error_answers.tsx";
import { refusalOf } from "./server/errors.ts";
import { withGate } from "./server/gate.ts";
import { refusedAtGate } from "./server/middlewares/refused_at_gate.ts";
import { withDeferredResponses } from "./server/polling/deferred_responses.ts";
import { Hub } from "./server/polling/hub.ts";
import { garbledProxy } from "./server/middlewares/garbled_proxy.ts";
import { language } from "./server/middlewares/language.ts";
import { pageCache } from "./server/middlewares/page_cache.ts";
import { pageNonce } from "./server/middlewares/page_nonce.ts";
import { lineWriter } from "./server/line_writer.ts";
import { Metrics } from "./server/metrics.ts";
import { packedFiles } from "./server/middlewares/packed_files.ts";
import { readOnlyPages } from "./server/middlewares/read_only_pages.ts";
import { requestOrigins } from "./server/request_origins.ts";
import { requestLog } from "./server/middlewares/request_log.ts";
import { securityHeaders } from "./server/middlewares/security_headers.ts";
import { services } from "./server/middlewares/services.ts";
import { session } from "./server/middlewares/session.ts";
import { type Program, programOf } from "./server/start.ts";
import { unboundTls } from "./server/middlewares/unbound_tls.ts";
import type { State } from "./server/state.ts";
import { Store } from "./server/store.ts";
import { restartsOf } from "./server/supervision.ts";
import { pageStyles } from "./server/middlewares/page_styles.ts";

// deno-lint-ignore no-console -- the server's log and its greeting go to the terminal
const print = (line: string) => console.log(line);
const log = lineWriter(print);
const config = readConfig();
const store = new Store(config, {
  tell: (sentence) => log.write(JSON.stringify({ time: new Date().toISOString(), store: sentence })),
});
const hub = new Hub(() => store.open(), (error) => {
  if (!isTold(refusalOf(error).code)) log.write(JSON.stringify({ error: `watch: ${error}` }));
});
const metrics = new Metrics(Date.now(), restartsOf(Deno.args));

/** The app: a request passes these middlewares from top to bottom, and then reaches its file in `routes/`. */
export const app = new App<State>()
  .use(services({ config, store, hub, metrics }))
  .use(unboundTls(print))
  .use(garbledProxy(print))
  .use(requestLog(log.write, (line) => metrics.count(line), isTold))
  .use(securityHeaders)
  .use(refusedAtGate)
  .use(compression)
  .use(canonicalOrigin(print))
  .use(language)
  .use(pageCache())
  .use(pageStyles)
  .use(pageNonce)
  .use(errorAnswers)
  .use(cacheControl)
  .use(packedFiles())
  .use(staticFiles())
  .use(csrf({
    origin: (origin, ctx) => origin === config.publicOrigin || requestOrigins(ctx.url).includes(origin),
  }))
  .use(readOnlyPages)
  .use(arrivalFromElsewhere)
  .use(session)
  .fsRoutes();

const routed = app.handler.bind(app);
/** What surrounds the app: the gate, and the deferred responses. `start.ts` and dev.ts also start it by `start`. */
app.handler = (): Program =>
  programOf(withDeferredResponses(withGate(routed())), { config, store, hub, metrics, log, print });

if (import.meta.main && import.meta.url.endsWith("/main.ts")) {
  print("The program is start.ts: `deno task start` builds the app, and runs it.");
  Deno.exit(1);
}

function readConfig(): Config {
  try {
    return parseConfig(readVariables());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) print(problem);
    Deno.exit(1);
  }
}

/** While the database is away, the store has said so: no request or watcher that is refused because of it says it again. */
function isTold(code: string | undefined): boolean {
  return code === "unavailable" && store.isAway;
}
