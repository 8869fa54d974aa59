// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * `deno task rotate`: replaces the server's own secrets and ends all sign-ins, in the database that KV_URL names. Part of what
 * to do after a compromise: docs/deploying.md.
 */
import { replaceServerSecrets } from "./kv/server_secrets.ts";
import { ConfigError, parseConfig } from "./server/config.ts";
import { readVariables } from "./server/environment.ts";
import { Store } from "./server/store.ts";
import { StoreError } from "./server/store_errors.ts";

try {
  const store = new Store(parseConfig(readVariables()));
  const count = await replaceServerSecrets(await openUpToDate(store));
  await store.close();
  console.log(`The server's secrets are new. Ended: ${count} sign-ins, invitations and known browsers.`);
} catch (error) {
  const problem = error instanceof StoreError ? error.sentence : error;
  const problems = error instanceof ConfigError ? error.problems : [`Cannot rotate: ${problem}`];
  for (const problem of problems) console.error(problem);
  Deno.exit(1);
}

/** Waits while the data are brought up to date. */
async function openUpToDate(store: Store): Promise<Deno.Kv> {
  for (;;) {
    try {
      return await store.open();
    } catch (error) {
      if (!(error instanceof StoreError && error.reason === "upgrading")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
