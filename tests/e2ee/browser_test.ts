import assert from "node:assert/strict";
import * as esbuild from "esbuild";
import { chromium } from "playwright-core";
import { knownAnswers } from "./known_answers.ts";

/** The known answers as one script that leaves `name → error or "ok"` in `globalThis.answers`. */
async function bundleKnownAnswers(): Promise<string> {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `
        import { knownAnswers } from "./known_answers.ts";
        globalThis.answers = (async () => {
          const answers = {};
          for (const { name, run } of knownAnswers) {
            answers[name] = await run().then(() => "ok", (error) => String(error));
          }
          return answers;
        })();`,
      resolveDir: new URL(".", import.meta.url).pathname,
    },
    bundle: true,
    format: "iife",
    target: "es2022",
    write: false,
  });
  await esbuild.stop();
  return outputFiles[0]!.text;
}

Deno.test("known answers in Chromium", async () => {
  const script = await bundleKnownAnswers();
  // WebCrypto needs a secure context: 127.0.0.1 is one.
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) =>
      new URL(request.url).pathname === "/answers.js"
        ? new Response(script, { headers: { "content-type": "text/javascript" } })
        : new Response("<!doctype html><script src=answers.js></script>", {
          headers: { "content-type": "text/html" },
        }),
  );
  const browser = await chromium.launch({
    executablePath: Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.addr.port}/`);
    const answers = await page.evaluate(() => (globalThis as unknown as { answers: unknown }).answers);
    assert.deepEqual(answers, Object.fromEntries(knownAnswers.map(({ name }) => [name, "ok"])));
  } finally {
    await browser.close();
    await server.shutdown();
  }
});
