import assert from "node:assert/strict";
import { catalogueOf } from "../../i18n/mod.ts";
import { copyCheckout } from "../support/checkout.ts";
import { startServer } from "../support/running_server.ts";

/** What a recipe has done to a file, or in the shell. */
interface Step {
  /** The language of the block: `diff` changes a file, `sh` runs, everything else is a new file. */
  kind: string;
  path: string;
  text: string;
}

/** The recipes of docs/developing.md, by their headings. */
function recipes(): Map<string, Step[]> {
  const [, chapter = ""] =
    /\n## Recipes\n([\s\S]*?)\n## /.exec(Deno.readTextFileSync("docs/developing.md")) ?? [];
  return new Map(
    chapter.split("\n### ").slice(1).map((recipe) => [
      recipe.slice(0, recipe.indexOf("\n")),
      [...recipe.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)]
        .map(([, kind, path, text]) => ({ kind: kind!, path: path!, text: text! })),
    ]),
  );
}

/** Does a step in a copy of the checkout. */
async function follow(root: string, { kind, path, text }: Step): Promise<void> {
  if (kind === "sh") await run(root, "sh", "-ec", text);
  else if (kind !== "diff") await Deno.writeTextFile(`${root}/${path}`, text, { createNew: true });
  else {
    const lines = text.trimEnd().split("\n");
    const without = (sign: string) =>
      lines.filter((line) => !line.startsWith(sign)).map((line) => `${line.slice(1)}\n`).join("");
    const former = await Deno.readTextFile(`${root}/${path}`);
    const parts = former.split(without("+"));
    assert.equal(parts.length, 2, `the lines before the change are found once in ${path}:\n${text}`);
    await Deno.writeTextFile(`${root}/${path}`, parts.join(without("-")));
  }
}

async function run(root: string, program: string, ...args: string[]): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  const output = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("\n");
  assert.ok(success, `${program} ${args.join(" ")}\n${output}`);
}

Deno.test("docs/developing.md: its recipes lead to a program that type-checks, passes the tests and serves", async (t) => {
  await using copy = await copyCheckout();
  const { root } = copy;
  const all = recipes();
  assert.deepEqual([...all.keys()], [
    "Add a language",
    "Add a page",
    "Change a color",
    "Add an endpoint",
    "Add a message between the two browsers",
    "Change what is stored",
  ]);
  // The page comes first: a language that is added before it would need its texts, too.
  for (const name of ["Add a page", ...[...all.keys()].filter((name) => name !== "Add a page")]) {
    const steps = all.get(name)!;
    assert.ok(steps.length > 0, name);
    await t.step(name, async () => {
      for (const step of steps) await follow(root, step);
    });
  }
  await t.step("builds, type-checks, and is formatted", async () => {
    await run(root, Deno.execPath(), "run", "-A", "dev.ts", "build");
    await run(root, Deno.execPath(), "check", "--quiet");
    await run(
      root,
      Deno.execPath(),
      "fmt",
      "--check",
      "--quiet",
      "i18n",
      "routes",
      "call",
      "kv",
      "server",
      "wire",
    );
  });
  await t.step("passes the tests of what was changed", async () => {
    const tests = [
      "house_test.ts",
      "i18n",
      "docs",
      "components",
      "server/route_policy_test.ts",
      "call/pairing",
      "kv/data_version_test.ts",
    ];
    await run(root, Deno.execPath(), "run", "-A", "tests/run.ts", "--quick", ...tests);
  });
  await t.step("serves the page in each language, in the new color, and the endpoint", async () => {
    await using server = await startServer({}, { directory: root });
    const get = async (path: string, lang: string) =>
      await (await fetch(server.origin + path, { headers: { "accept-language": lang } })).text();
    const german = await get("/hours", "de");
    assert.match(german, /<h1[^>]*>Sprechzeiten<\/h1>/);
    assert.match(german, /#1d4f91/);
    assert.ok(!german.includes("<script"), "a page without an island carries no script");
    assert.match(await get("/hours", "en"), /<h1[^>]*>Opening hours<\/h1>/);
    const french = await get("/", "fr");
    assert.match(french, /<html lang="fr"/);
    assert.ok(french.includes(catalogueOf("en").join.title), "not translated yet");
    assert.ok(german.includes("Français"), "offered to whoever reads German");
    const { serverNowMs } = JSON.parse(await get("/api/time", "en")) as { serverNowMs: number };
    assert.ok(Math.abs(serverNowMs - Date.now()) < 60_000);
  });
});
