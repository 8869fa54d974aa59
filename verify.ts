// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * `deno task verify URL`: checks whether a server delivers the pages and scripts of this checkout. Builds the checkout, starts
 * it with the configuration that the server reports (`/api/about`), and compares. docs/threat-model.md says what that proves.
 */
import manifest from "./fresh.gen.ts";
import { builtFiles } from "./release/hashes.ts";
import { connectLikeBrowser, decoded } from "./release/browser_client.ts";
import { browserHeaders } from "./release/browser_headers.ts";
import { startReference } from "./release/reference.ts";
import { compare, environmentOf, pagesOf } from "./release/verify.ts";
import type { AboutAnswer } from "./wire/about.ts";

const MAX_SHOWN = 20;

const root = decodeURIComponent(new URL(".", import.meta.url).pathname).replace(/\/$/, "");
const [address] = Deno.args;
if (address === undefined || !/^https?:\/\//i.test(address) || !URL.canParse(address)) {
  console.error("Usage: deno task verify https://video.example.org");
  Deno.exit(2);
}
const { origin } = new URL(address);

try {
  Deno.exit(await verify());
} catch (error) {
  console.error(`Cannot verify ${origin}: ${error instanceof Error ? error.message : error}`);
  Deno.exit(2);
}

async function verify(): Promise<number> {
  await using remote = await connectLikeBrowser({ origin });
  const situation = { origin, path: "/api/about", lang: "en", browser: "firefox", kind: "fetch" } as const;
  const protocol = remote.protocols[0]!;
  const about = await decoded(
    await remote.ask({ path: situation.path, protocol, headers: browserHeaders({ ...situation, protocol }) }),
  );
  if (about.status !== 200) {
    throw new Error(`it does not say what its pages are filled with (${about.status})`);
  }
  const env = environmentOf(JSON.parse(new TextDecoder().decode(about.body)) as AboutAnswer, origin);
  await using reference = await startReference(root, env, origin);
  const [pages, files] = [pagesOf(manifest.routes), await builtFiles(root)];
  const differences = await compare({ remote, local: reference.ask, origin, pages, files });
  for (const { where, what } of differences.slice(0, MAX_SHOWN)) console.log(`${where}: ${what}`);
  if (differences.length > MAX_SHOWN) console.log(`… and ${differences.length - MAX_SHOWN} more`);
  console.log(
    differences.length === 0
      ? `Verified: ${origin} delivers this checkout: ${pages.length} pages in each language, ${files.length} files.`
      : `NOT verified: ${origin} delivers something else than this checkout, in ${differences.length} places. ` +
        "Another version, or a server that was tampered with.",
  );
  if (about.headers.has("alt-svc")) {
    console.log("It also offers HTTP/3 (alt-svc), by which this program cannot ask, and browsers do.");
  }
  console.log(
    "This says what was delivered to this computer, signed out, just now. A server can give somebody else, or somebody " +
      "signed in, other scripts; what it does with its data cannot be seen from outside. See docs/threat-model.md.",
  );
  return differences.length === 0 ? 0 : 1;
}
