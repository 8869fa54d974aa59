import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { readLockfile } from "../../release/lockfile.ts";

Deno.test("readLockfile: every package of ours, each with what it depends on", () => {
  const text = Deno.readTextFileSync("deno.lock");
  const { packages, direct } = readLockfile(text);
  const npm = (JSON.parse(text) as { npm: object }).npm;
  assert.deepEqual(packages.map(({ key }) => key), Object.keys(npm));
  const named = Object.values(project.imports).filter((target) => target.startsWith("npm:"))
    .map((target) => target.slice("npm:".length));
  assert.deepEqual(direct.map((key) => key.replace(/(?<=.@[^_@]*)_.*$/, "")).sort(), named.sort());
  const keys = new Set(packages.map(({ key }) => key));
  for (const { name, version, integrity, dependsOn } of packages) {
    assert.match(name, /^(@[\w.-]+\/)?[\w.-]+$/);
    assert.match(version, /^\d+\.\d+\.\d+(-[\w.-]+)?$/);
    assert.match(integrity, /^sha512-/);
    assert.ok(dependsOn.every((key) => keys.has(key)), name);
  }
  // Everything that is locked is reached from what the project names.
  const reached = new Set(direct);
  for (const key of reached) {
    for (const other of packages.find((each) => each.key === key)!.dependsOn) reached.add(other);
  }
  assert.deepEqual([...keys].filter((key) => !reached.has(key)), []);
});

Deno.test("readLockfile: refuses what it cannot list in full", () => {
  const lock = { version: "5", specifiers: {}, npm: {}, workspace: { dependencies: [] } };
  assert.deepEqual(readLockfile(JSON.stringify(lock)), { packages: [], direct: [] });
  assert.throws(() => readLockfile(JSON.stringify({ ...lock, version: "6" })));
  assert.throws(() => readLockfile(JSON.stringify({ ...lock, jsr: { "@std/a@1.0.0": {} } })));
  assert.throws(() => readLockfile(JSON.stringify({ ...lock, remote: { "https://x.example/a.ts": "1" } })));
  const a = { integrity: "sha512-", dependencies: ["b"] };
  assert.throws(() => readLockfile(JSON.stringify({ ...lock, npm: { "a@1.0.0": a } })), /which b/);
  const b = { integrity: "sha512-" };
  assert.throws(
    () => readLockfile(JSON.stringify({ ...lock, npm: { "a@1.0.0": a, "b@1.0.0": b, "b@2.0.0": b } })),
    /which b/,
  );
});
