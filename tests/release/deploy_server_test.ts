import assert from "node:assert/strict";
import { copyUpload, NotReady, type Stage, stage } from "../../release/staging.ts";
import { tryStage } from "../../release/trial.ts";

/** A project of its own: what would be uploaded of this one, and the programs that do it. */
async function copyProject(): Promise<{ root: string } & AsyncDisposable> {
  const root = await Deno.makeTempDir({ prefix: "vieraugen-project-" });
  await copyUpload(".", root);
  return { root, [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }) };
}

async function run(
  root: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; output: string }> {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "deploy.ts", ...args],
    cwd: root,
    env: { NO_COLOR: "1", ...env },
    stderr: "null",
  }).output();
  return { code, output: new TextDecoder().decode(stdout) };
}

Deno.test("deploy: tries first, then calls `deno deploy`, and restores deno.json", async () => {
  await using project = await copyProject();
  const { root } = project;
  // The command comes from JSR; this one stands in for it, and does to deno.json what that one does.
  await Deno.mkdir(`${root}/tests`);
  await Deno.writeTextFile(
    `${root}/tests/cli.ts`,
    `if (Deno.args.includes("--help")) Deno.exit(0);
    console.log("CALLED " + JSON.stringify(Deno.args));
    const config = JSON.parse(Deno.readTextFileSync("deno.json"));
    Deno.writeTextFileSync("deno.json", JSON.stringify({ ...config, deploy: { org: "practice", app: "video" } }));
    Deno.exit(7);`,
  );
  const before = await Deno.readTextFile(`${root}/deno.json`);
  const { code, output } = await run(root, ["--org", "practice"], {
    DENO_DEPLOY_CLI_SPECIFIER: `file://${root}/tests/cli.ts`,
  });
  assert.match(output, /^Ready for Deno Deploy\.$/m);
  assert.match(output, /CALLED \["--config","deno\.json","--prod","--org","practice"/);
  assert.ok(output.indexOf("Ready") < output.indexOf("CALLED"));
  assert.match(output, /^Next time: deno task deploy --org practice --app video$/m);
  assert.equal(code, 7, "its exit code");
  assert.equal(await Deno.readTextFile(`${root}/deno.json`), before);
});

Deno.test("deploy --check: prints one verdict, and finds each way in which a deployment fails", async (t) => {
  await using project = await copyProject();
  const { root } = project;
  await t.step("this checkout is ready", async () => {
    const { code, output } = await run(root, ["--check"]);
    assert.match(output, /^Ready for Deno Deploy\.$/m);
    assert.match(output, /^message: sent, and got by the long-poll/m);
    assert.equal(code, 0);
  });
  await t.step("a source that is not uploaded", async () => {
    const config = await Deno.readTextFile(`${root}/deno.json`);
    await Deno.writeTextFile(
      `${root}/deno.json`,
      config.replace('"exclude": [".ci"', '"exclude": ["kv", ".ci"'),
    );
    const { code, output } = await run(root, ["--check"]);
    await Deno.writeTextFile(`${root}/deno.json`, config);
    assert.match(output, /^Not ready for Deno Deploy: "deno task build" failed: .*kv\//m);
    assert.equal(code, 1);
  });
  await t.step("a secret that would be uploaded", async () => {
    await Deno.writeTextFile(`${root}/turn.key`, "secret");
    const { code, output } = await run(root, ["--check"]);
    await Deno.remove(`${root}/turn.key`);
    assert.match(output, /^Not ready for Deno Deploy: turn\.key would be uploaded/m);
    assert.equal(code, 1);
  });
  await t.step("a build that fails", async () => {
    const config = await Deno.readTextFile(`${root}/deno.json`);
    await Deno.writeTextFile(
      `${root}/deno.json`,
      config.replace('"deno task build"', '"echo no luck; exit 3"'),
    );
    const { output } = await run(root, ["--check"]);
    await Deno.writeTextFile(`${root}/deno.json`, config);
    assert.match(output, /^Not ready for Deno Deploy: "echo no luck; exit 3" failed: no luck$/m);
  });

  await using staged = await stage(root, () => {});
  const broken = async (name: string, change: (main: string) => string, reason: RegExp) =>
    await t.step(name, async () => {
      const file = `${staged.directory}/_fresh/server.js`;
      const main = await Deno.readTextFile(file);
      assert.notEqual(change(main), main);
      await Deno.chmod(file, 0o644);
      await Deno.writeTextFile(file, change(main));
      try {
        await assert.rejects(
          tryStage(staged as Stage, () => {}),
          (error) => error instanceof NotReady && reason.test(error.message),
        );
      } finally {
        await Deno.writeTextFile(file, main);
      }
    });
  const atTop = (line: string) => (main: string) => `${line}\n${main}`;
  await broken(
    "an app that opens the database at its start",
    atTop(`(await Deno.openKv()).close();`),
    /^warm-up: the database was opened/,
  );
  await broken(
    "an app that writes where it stands",
    atTop(`Deno.writeTextFileSync("cache.txt", "x");`),
    /write access/,
  );
  await broken(
    "an app that needs a flag",
    atTop(`if (!Deno.args.includes("--serve")) throw new Error("no flag");`),
    /no flag/,
  );
  await broken(
    "an app that does not stop",
    atTop(
      `Deno.addSignalListener = () => {}; setInterval(() => {}, 1000);`,
    ),
    /^stop: /,
  );
});
