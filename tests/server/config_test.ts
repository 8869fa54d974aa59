import assert from "node:assert/strict";
import { START } from "../support/running_server.ts";
import { ConfigError, parseConfig } from "../../server/config.ts";

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

Deno.test("parseConfig: everything is optional", () => {
  const config = parseConfig({ HOME: "/root", PATH: "/bin" });
  assert.deepEqual(
    [config.port, config.codeLength, config.lobbyMs, config.retentionMs, config.kvUrl, config.secure],
    [8000, 12, 30 * 60_000, 7 * 24 * 3600_000, "data/vieraugen.sqlite3", false],
  );
});

Deno.test("parseConfig: every bad value is refused by a sentence with its name, its value and what is allowed", () => {
  for (
    const [name, value] of [
      ["PORT", "80000"],
      ["PORT", "http"],
      ["PUBLIC_ORIGIN", "video.example"],
      ["PUBLIC_ORIGIN", "https://video.example/path"],
      ["KV_URL", "ftp://x.example/db"],
      ["ICE_RELAY_ONLY", "maybe"],
      ["CODE_LENGTH", "14"],
      ["LOBBY_MINUTES", "-1"],
      ["RETENTION_DAYS", "91"],
      ["TRUST_PROXY", "perhaps"],
      ["STUN_URLS", "stun.example"],
      ["TURN_URLS", "https://turn.example"],
      ["RETENTION_DAYS", "1.5"],
    ] as const
  ) {
    const problems = problemsOf({ [name]: value, ...(name === "TURN_URLS" ? { TURN_SECRET: "s" } : {}) });
    assert.ok(
      problems.some((text) => text.includes(name) && text.includes(value) && text.length > 30),
      `${name}=${value}: ${problems}`,
    );
  }
});

Deno.test("parseConfig: all problems at once; pairs need each other; unknown names of ours are told; no secret is", () => {
  const problems = problemsOf({
    PORT: "x",
    TURN_SECRET: "very secret",
    TLS_CERT: "a.pem",
    OPERATOR_NAMEE: "x",
    TURN_URL: "x",
    METRICS_TOKEN: "short secret",
    KV_URL: "https://kv.example.org",
  });
  assert.equal(problems.length, 7);
  assert.ok(!problems.join().includes("very secret") && !problems.join().includes("short secret"));
  assert.equal(problemsOf({ ICE_RELAY_ONLY: "1" }).length, 1);
});

Deno.test("parseConfig: what a desktop or Kubernetes puts into the environment is not taken for a name of ours", () => {
  const foreign = [
    "ICEAUTHORITY",
    "TURN_SERVICE_HOST",
    "TURN_SERVICE_PORT",
    "TURN_SERVICE_PORT_TURN_UDP",
    "TURN_PORT",
    "TURN_PORT_3478_UDP",
    "TURN_PORT_3478_UDP_PROTO",
    "TURN_PORT_3478_UDP_PORT",
    "TURN_PORT_3478_UDP_ADDR",
    "STUN_SERVER_SERVICE_HOST",
    "METRICS_PORT_9090_TCP",
  ];
  assert.deepEqual(problemsOf(Object.fromEntries(foreign.map((name) => [name, "x"]))), []);
  for (const mistaken of ["TURN_URL", "ICE_RELAY", "STUN_HOST", "TURN_PORTS", "OPERATOR_"]) {
    assert.match(problemsOf({ [mistaken]: "x" }).join(), new RegExp(`^${mistaken} is unknown`));
  }
});

Deno.test("parseConfig: on Deno Deploy the database is the platform's", () => {
  const config = parseConfig({ DENO_DEPLOY: "1" });
  assert.deepEqual([config.kvUrl, config.secure], [undefined, true]);
});

Deno.test("start: what keeps it from starting is said in one sentence, and ends it with 1", async () => {
  const taken = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const directory = await Deno.makeTempDir();
  await Deno.writeTextFile(`${directory}/no.pem`, "no certificate");
  try {
    for (
      const [env, sentence] of [
        [
          { PORT: String(taken.addr.port) },
          /^Cannot listen on 127\.0\.0\.1, port \d+: Address already in use/m,
        ],
        [{ HOST: "nowhere.invalid" }, /^Cannot listen on nowhere\.invalid/m],
        [{ TLS_CERT: "gone.pem", TLS_KEY: "gone.pem" }, /^TLS_CERT cannot be "gone\.pem": No such file/m],
        [
          { TLS_CERT: `${directory}/no.pem`, TLS_KEY: `${directory}/no.pem` },
          /^Cannot listen on .*[Nn]o cert/m,
        ],
        [{ KV_URL: "/proc/no/database.sqlite3" }, /^Cannot open the database \/proc\/no/m],
        [
          { KV_URL: "http://127.0.0.1:9", DENO_KV_ACCESS_TOKEN: "x" },
          /^Cannot open the database http:\/\/127\.0\.0\.1:9/m,
        ],
      ] as [Record<string, string>, RegExp][]
    ) {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: START,
        env: { PORT: "0", HOST: "127.0.0.1", KV_URL: `${directory}/a.sqlite3`, NO_COLOR: "1", ...env },
      }).output();
      const [out, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assert.equal(code, 1, out);
      assert.match(out!, sentence);
      assert.equal(errors, "", "no trace");
    }
  } finally {
    taken.close();
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("start: a bad value stops the server with the sentence", async () => {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: START,
    env: { LOBBY_MINUTES: "soon", NO_COLOR: "1" },
  }).output();
  assert.equal(code, 1);
  assert.match(
    new TextDecoder().decode(stdout),
    /^LOBBY_MINUTES cannot be "soon": a whole number from 0 to 1440 is needed\.$/m,
  );
});

Deno.test("start: the program is what the build has made; the source alone says so", async () => {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "main.ts"],
    env: { NO_COLOR: "1" },
  }).output();
  assert.equal(code, 1);
  assert.match(
    new TextDecoder().decode(stdout),
    /^The program is _fresh\/server\.js: `deno task start` builds it/,
  );
});
