import assert from "node:assert/strict";
import { affectedPackages, isInRange, NoRegistry, registryOf } from "../../release/advisories.ts";
import { readLockfile } from "../../release/lockfile.ts";

const { packages, direct } = readLockfile(Deno.readTextFileSync("deno.lock"));
const BULK = "/-/npm/v1/security/advisories/bulk";
const ADVISORY = { id: 1, url: "https://advisories.example/1", title: "Weak", severity: "high" };

/** A registry that answers questions for advisories. */
function registry(answer: (asked: Record<string, string[]>) => Response) {
  const asked: { method: string; path: string; body: Record<string, string[]> }[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    // Deno looks for the package there, too.
    if (request.method === "GET") return new Response(null, { status: 404 });
    const body = await request.json();
    asked.push({ method: request.method, path: new URL(request.url).pathname, body });
    return answer(body);
  });
  return {
    address: `http://127.0.0.1:${(server.addr as Deno.NetAddr).port}/npm/`,
    asked,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function run(address: string): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "advisories.ts"],
    env: { NPM_CONFIG_REGISTRY: address, NO_COLOR: "1" },
  }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

Deno.test("advisories: asks the configured registry for each package and version, and finds nothing with 0", async () => {
  await using fake = registry(() => Response.json({}));
  const [before, named] = [
    await Deno.readTextFile("deno.lock"),
    packages.find(({ key }) => key === direct[0])!,
  ];
  assert.match(await registryOf(Deno.cwd(), named), /^https?:\/\//);
  const { code, text } = await run(fake.address);
  assert.deepEqual([code, text], [
    0,
    `Nothing is known against the ${packages.length} packages of deno.lock.\n`,
  ]);
  assert.equal(await Deno.readTextFile("deno.lock"), before, "the lockfile is as it was");
  const [{ method, path, body }] = fake.asked as [typeof fake.asked[number]];
  assert.deepEqual([method, path, fake.asked.length], ["POST", `/npm${BULK}`, 1]);
  const pairs = Object.entries(body).flatMap(([name, versions]) =>
    versions.map((version) => `${name}@${version}`)
  );
  assert.deepEqual(
    pairs.sort(),
    [...new Set(packages.map(({ name, version }) => `${name}@${version}`))].sort(),
  );
});

Deno.test("advisories: names what applies to a locked version, and that alone, with 1", async () => {
  const { name, version } = packages.find((each) => each.name === "preact")!;
  await using fake = registry(() =>
    Response.json({
      [name]: [
        { ...ADVISORY, vulnerable_versions: `<=${version}` },
        { ...ADVISORY, title: "Of the past", vulnerable_versions: "<1.0.0" },
      ],
      "another-package": [{ ...ADVISORY, vulnerable_versions: "*" }],
    })
  );
  const { code, text } = await run(fake.address);
  assert.equal(code, 1);
  assert.equal(
    text,
    `preact ${version}: high: Weak (https://advisories.example/1)\n1 advisories apply to packages of deno.lock.\n`,
  );
});

Deno.test("advisories: says in a sentence that it could not ask, with 2", async () => {
  const answers: [Response | undefined, RegExp][] = [
    [
      new Response("no", { status: 405 }),
      /^Cannot ask for advisories: 127\.0\.0\.1:\d+ answers with 405\. Nothing was checked\.\n$/,
    ],
    [new Response("<html>"), /something else than advisories/],
    [Response.json([]), /something else than advisories/],
    [Response.json({ preact: [{}] }), /something else than advisories/],
  ];
  for (const [answer, sentence] of answers) {
    await using fake = registry(() => answer!);
    const { code, text } = await run(fake.address);
    assert.equal(code, 2);
    assert.match(text, sentence);
  }
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  listener.close();
  await assert.rejects(affectedPackages(`http://127.0.0.1:${port}`, packages), NoRegistry);
  const { code, text } = await run(`http://127.0.0.1:${port}/`);
  assert.equal(code, 2);
  assert.match(
    text,
    /^Cannot ask for advisories: 127\.0\.0\.1:\d+ cannot be reached: .*\. Nothing was checked\.\n$/,
  );
});

Deno.test("isInRange: comparators, alternatives, releases before a release; what it cannot read counts", () => {
  for (
    const [version, range, expected] of [
      ["1.2.3", "<1.2.4", true],
      ["1.2.3", "<1.2.3", false],
      ["1.2.3", "<=1.2.3", true],
      ["1.10.0", "<1.9.0", false],
      ["1.2.3", ">=1.0.0 <1.2.0", false],
      ["1.2.3", ">= 1.0.0 < 2.0.0", true],
      ["3.0.1", "<2.3.1 || >=3.0.0 <3.1.2", true],
      ["2.9.0", "<2.3.1 || >=3.0.0 <3.1.2", false],
      ["1.2.3", "1.2.3", true],
      ["1.2.3", "=1.2.4", false],
      ["2.0.0-beta.2", "<2.0.0", true],
      ["2.0.0-beta.10", "<2.0.0-beta.9", false],
      ["2.0.0", "<=2.0.0-rc.1", false],
      ["1.2.3", "*", true],
      ["1.2.3", "~1.2.0", true],
    ] as const
  ) assert.equal(isInRange(version, range), expected, `${version} in ${range}`);
});
