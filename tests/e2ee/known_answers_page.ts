import * as esbuild from "esbuild";

/** A page that computes the known answers in a browser: `await globalThis.answers` gives name → "ok" or the error. */
interface KnownAnswersPage extends AsyncDisposable {
  url: string;
}

/** What `globalThis.answers` gives. */
export type Answers = Record<string, string>;

/** Bundles the known answers and serves them on a free port. WebCrypto needs a secure context: 127.0.0.1 is one. */
export async function serveKnownAnswers(): Promise<KnownAnswersPage> {
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
  const script = outputFiles[0]!.text;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) =>
      new URL(request.url).pathname === "/answers.js"
        ? new Response(script, { headers: { "content-type": "text/javascript" } })
        : new Response("<!doctype html><script src=answers.js></script>", {
          headers: { "content-type": "text/html" },
        }),
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
