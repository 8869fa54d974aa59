import { App, csrf, staticFiles } from "fresh";
import { cacheControl } from "./server/middlewares/cache_control.ts";
import { canonicalOrigin } from "./server/middlewares/canonical_origin.ts";
import { packedPages } from "./server/middlewares/compression.ts";
import { type Config, ConfigError, parseConfig, VERSION } from "./server/config.ts";
import { errorAnswers } from "./server/middlewares/error_answers.tsx";
import { Hub } from "./server/polling/hub.ts";
import { language } from "./server/middlewares/language.ts";
import { pageCache } from "./server/middlewares/page_cache.ts";
import { pageNonce } from "./server/middlewares/page_nonce.ts";
import { lineWriter } from "./server/line_writer.ts";
import { Metrics } from "./server/metrics.ts";
import { requestLog } from "./server/middlewares/request_log.ts";
import { ROOT } from "./server/root.ts";
import { securityHeaders } from "./server/middlewares/security_headers.ts";
import { services } from "./server/middlewares/services.ts";
import { session } from "./server/middlewares/session.ts";
import { serve, StartError } from "./server/start.ts";
import type { State } from "./server/state.ts";
import { Store } from "./server/store.ts";
import { pageStyles } from "./server/middlewares/styles.ts";
import { wellFormedHost } from "./server/middlewares/well_formed_host.ts";

// deno-lint-ignore no-console -- the server's log and its greeting go to the terminal
const print = (line: string) => console.log(line);
const log = lineWriter(print);
const config = readConfig();
const store = new Store(config);
const hub = new Hub(() => store.open(), (error) => log.write(JSON.stringify({ error: `watch: ${error}` })));
const metrics = new Metrics(Date.now());

/** The app: every request goes through these, from top to bottom, then to its file in `routes/`. */
export const app = new App<State>()
  .use(services({ config, store, hub, metrics }))
  .use(requestLog(log.write, (line) => metrics.count(line)))
  .use(securityHeaders)
  .use(wellFormedHost)
  .use(packedPages)
  .use(canonicalOrigin)
  .use(language)
  .use(pageCache())
  .use(pageStyles)
  .use(pageNonce)
  .use(errorAnswers)
  .use(cacheControl)
  .use(staticFiles())
  .use(csrf({
    // Behind a proxy that speaks TLS the scheme differs, the host does not.
    origin: (origin, ctx) => origin === config.publicOrigin || hostOf(origin) === ctx.url.host,
  }))
  .use(session)
  .fsRoutes();

/** Serves the app, once it has its build. @throws {StartError} */
export async function start(): Promise<void> {
  print(`Vieraugen ${VERSION}`);
  await serve(app.handler(), { config, store, hub, log, print });
}

if (Deno.mainModule === new URL("_fresh/server.js", ROOT).href) {
  // The built server gives the app its build when it has loaded this file.
  setTimeout(() =>
    start().catch((error) => {
      if (!(error instanceof StartError)) throw error;
      print(error.message);
      Deno.exit(1);
    })
  );
} else if (import.meta.main) {
  print("The program is _fresh/server.js: `deno task start` builds it, and runs it.");
  Deno.exit(1);
}

function readConfig(): Config {
  try {
    return parseConfig(Deno.env.toObject());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) print(problem);
    Deno.exit(1);
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
