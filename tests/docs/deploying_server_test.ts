import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { requireBuild } from "../support/build.ts";

Deno.test("docs/deploying.md: the service starts with the permissions that its recipes give it", async () => {
  requireBuild();
  const deploying = Deno.readTextFileSync("docs/deploying.md");
  const flags = /^ {4}ExecStart=\S+ run (.*) start\.ts$/m.exec(deploying)?.[1];
  assert.ok(flags);
  const inContainer = /^ {4}CMD \["run", (.*), "start\.ts"\]$/m.exec(deploying)?.[1]?.replaceAll(
    /[",]+ ?/g,
    " ",
  );
  const names = (text = "") => text.match(/--[\w-]+/g);
  assert.deepEqual(names(inContainer), names(flags), "the container has the same");
  const [, v8Flags] = /(--v8-flags=\S+)/.exec(config.tasks.start.command) ?? [];
  assert.ok(v8Flags !== undefined && flags.includes(v8Flags), "the same as `deno task start`");
  const data = await Deno.makeTempDir();
  const args = flags.replaceAll("/opt/vieraugen", Deno.cwd()).replaceAll("/var/lib/vieraugen", data).split(
    " ",
  );
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", ...args, "start.ts"],
    env: { KV_URL: `${data}/vieraugen.sqlite3`, HOST: "127.0.0.1", PORT: "0", NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
  let output = "";
  let page = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += text;
    const origin = /^Listening on (\S+)$/m.exec(output)?.[1];
    if (page !== "" || !origin || !/^Set-up link: /m.test(output)) continue;
    page = await (await fetch(`${origin}/`)).text();
    child.kill("SIGTERM");
  }
  clearTimeout(timer);
  const [errors, { code }] = await Promise.all([new Response(child.stderr).text(), child.status]);
  assert.deepEqual([code, errors], [0, ""], output);
  assert.ok(page.startsWith("<!DOCTYPE html>"));
  await Deno.remove(data, { recursive: true });
});
