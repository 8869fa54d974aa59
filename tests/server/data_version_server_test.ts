import assert from "node:assert/strict";
import { decodeBase64Url } from "../../e2ee/bytes.ts";
import { stretchPassphrase } from "../../e2ee/passphrase.ts";
import { openMemberKey, openPracticeKeys } from "../../e2ee/vault.ts";
import { DATA_VERSION } from "../../kv/data_version.ts";
import { dataVersionKey } from "../../kv/keys.ts";
import { VERSION } from "../../server/config.ts";
import { Store } from "../../server/store.ts";
import { StoreError } from "../../server/store_errors.ts";
import type { SignInAnswer, SignInSaltAnswer } from "../../wire/sign_in.ts";
import { ApiClient } from "../api/client.ts";
import {
  BEFORE_KEYS,
  FIRST_VERSIONS,
  readFixture,
  storedEntries,
  writeStored,
} from "../stored/stored_versions.ts";
import { putEntries } from "../stored/entries.ts";
import { startDenokv, testOnDenokv } from "../support/denokv.ts";
import { DOCUMENTED_STARTS, documentedServe } from "../support/documented_starts.ts";
import { readyzIs } from "../support/readyz.ts";
import { found, type RunningServer, startServer } from "../support/running_server.ts";

const PRESENT = { version: DATA_VERSION, program: VERSION };
const NEWER = { version: DATA_VERSION + 1, program: "7.8.9" };

const newerSentence = (place: string) =>
  `The database ${place} was written by Vieraugen 7.8.9 (data version ${
    DATA_VERSION + 1
  }); this is Vieraugen ` +
  `${VERSION}, which knows data up to version ${DATA_VERSION}, and has left it as it is. Start Vieraugen 7.8.9 ` +
  'or later, or restore a backup from before (docs/deploying.md, "Updating").';

const beforeKeysSentence = (place: string) =>
  `The database ${place} was made by a version before 1.0.0 (older than commit 0a7632fa) that gave members no ` +
  `keys; Vieraugen ${VERSION} cannot take over its practice, and has left it as it is. Go on with that version, ` +
  "or set KV_URL to a new file and set the practice up again.";

/** Works with the path of a database that does not exist yet. */
async function withFile(work: (kvFile: string, directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await work(`${directory}/v.sqlite3`, directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** Starts the server as systemd does, by launch.ts. */
function launch(kvFile: string, directory: string): Promise<RunningServer> {
  const args = DOCUMENTED_STARTS.find(({ name }) => name === "systemd")!.args(directory);
  return startServer({ KV_URL: kvFile }, { args, endBy: "SIGTERM", isSetUp: true });
}

async function entriesOf(kvFile: string): Promise<{ key: Deno.KvKey; value: unknown }[]> {
  using kv = await Deno.openKv(kvFile);
  return await Array.fromAsync(kv.list({ prefix: [] }), ({ key, value }) => ({ key, value }));
}

async function setVersion(kvFile: string, version: unknown): Promise<void> {
  using kv = await Deno.openKv(kvFile);
  await kv.set(dataVersionKey, version);
}

/** Signs in by the passphrase as a browser does; gives the epochs of the practice keys that it opens. */
async function signIn(
  server: Pick<RunningServer, "origin" | "setUpLink">,
  { email, passphrase }: { email: string; passphrase: string },
): Promise<number[]> {
  const api = new ApiClient(server);
  const salt = await api.call<SignInSaltAnswer>("POST", "/api/practice/sign-in-salt", { body: { email } });
  const { kdfSalt, kdf } = salt.body;
  const { authKey, wrappingKey } = await stretchPassphrase(passphrase, decodeBase64Url(kdfSalt), kdf);
  const { status, body } = await api.call<SignInAnswer>("POST", "/api/practice/sign-in", {
    body: { email, authKey },
  });
  assert.equal(status, 200, body.error);
  const memberKey = await openMemberKey(body.wrappedKey, wrappingKey);
  return [...(await openPracticeKeys(memberKey, body.keys, body.rotations, body.memberId)).keys()].sort();
}

for (const version of FIRST_VERSIONS) {
  Deno.test(`data version: what ${version} has stored is brought up to date at the start, and signs in`, async () => {
    await withFile(async (kvFile, directory) => {
      await writeStored(version, kvFile);
      const { owner, member } = readFixture(version);
      await using server = await launch(kvFile, directory);
      await found(server.log, /"The data of the database \S+ are brought up to date for this version\./);
      assert.equal(await readyzIs(server, "ok"), 200);
      assert.deepEqual(await signIn(server, owner), [1, 2]);
      assert.deepEqual(await signIn(server, member), [1, 2]);
      assert.equal((await server.stop()).code, 0);
      await server.restart();
      assert.deepEqual(await signIn(server, owner), [1, 2]);
      await server.stop();
      const told = server.log.filter((line) => line.includes("brought up to date"));
      assert.equal(told.length, 1, "once");
      using kv = await Deno.openKv(kvFile);
      assert.deepEqual((await kv.get(dataVersionKey)).value, PRESENT);
    });
  });
}

Deno.test("data version: a practice of before members had keys ends the start with a sentence, and stays", async () => {
  await withFile(async (kvFile, directory) => {
    await writeStored(BEFORE_KEYS, kvFile);
    const before = await entriesOf(kvFile);
    assert.ok(before.some(({ key }) => key[0] === "set_up"));
    await using server = await launch(kvFile, directory);
    await found(server.log, /^The database /);
    assert.equal((await server.stop("SIGCONT")).code, 1, "launch.ts starts it no second time");
    assert.deepEqual(server.log.filter((line) => /^(\{|The)/.test(line)), [beforeKeysSentence(kvFile)]);
    assert.deepEqual(await entriesOf(kvFile), before);
  });
});

Deno.test("data version: a newer program's data end the start with a sentence, and stay", async () => {
  await withFile(async (kvFile, directory) => {
    await using server = await startServer({ KV_URL: kvFile });
    await new ApiClient(server).setUp();
    await server.stop();
    await setVersion(kvFile, NEWER);
    const before = await entriesOf(kvFile);
    await using refused = await launch(kvFile, directory);
    await found(refused.log, /^The database /);
    assert.equal((await refused.stop("SIGCONT")).code, 1);
    assert.deepEqual(refused.log.filter((line) => /^(\{|The)/.test(line)), [newerSentence(kvFile)]);
    assert.deepEqual(await entriesOf(kvFile), before);

    await setVersion(kvFile, "nonsense");
    await using unknown = await startServer({ KV_URL: kvFile }, { isSetUp: true });
    await found(unknown.log, /^The database \S+ belongs to another version of this program\.$/);
    assert.equal((await unknown.stop("SIGCONT")).code, 78);

    await setVersion(kvFile, PRESENT);
    await server.restart();
    assert.equal(await readyzIs(server, "ok"), 200);
  });
});

Deno.test("data version: under `deno serve` the refusal is a 503, and the log has the sentence once", async () => {
  await withFile(async (kvFile, directory) => {
    await writeStored(BEFORE_KEYS, kvFile);
    const log: string[] = [];
    const served = new Deno.Command(Deno.execPath(), {
      args: documentedServe(directory),
      env: { KV_URL: kvFile, NO_COLOR: "1" },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const reading = [served.stdout, served.stderr].map(async (output) => {
      for await (const text of output.pipeThrough(new TextDecoderStream())) log.push(...text.split("\n"));
    });
    try {
      const origin = (await found(log, /Listening on (http:\S+)/)).replace(/\/$/, "");
      const api = new ApiClient({ origin, setUpLink: "" });
      for (const path of ["/api/practice/sign-in-salt", "/api/practice/sign-in-salt"]) {
        const { status, body } = await api.call("POST", path, { body: { email: "ada@praxis.example" } });
        assert.deepEqual([status, body.error], [503, "unavailable"]);
      }
      assert.equal(await readyzIs({ origin }, "data_version"), 503);
      await found(log, /^The database /);
      await (await fetch(`${origin}/practice`)).body?.cancel();
      assert.deepEqual(log.filter((line) => line.startsWith("The ")), [beforeKeysSentence(kvFile)]);
    } finally {
      served.kill("SIGTERM");
      await served.status;
      await Promise.all(reading);
    }
  });
});

Deno.test("data version: `deno task rotate` brings data up to date, and refuses newer ones", async () => {
  await withFile(async (kvFile) => {
    await writeStored(FIRST_VERSIONS[0], kvFile);
    const rotate = async () => {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["task", "--quiet", "rotate"],
        env: { KV_URL: kvFile, NO_COLOR: "1" },
      }).output();
      return { code, said: [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("").trim() };
    };
    const done = await rotate();
    assert.equal(done.code, 0, done.said);
    assert.match(done.said, /^The server's secrets are new\. Ended: \d+ /);
    const before = (await entriesOf(kvFile)).find(({ key }) => key[0] === "secret");
    assert.ok(before);
    await setVersion(kvFile, NEWER);
    assert.deepEqual(await rotate(), { code: 1, said: `Cannot rotate: ${newerSentence(kvFile)}` });
    assert.deepEqual((await entriesOf(kvFile)).find(({ key }) => key[0] === "secret"), before);
  });
});

Deno.test("Store: while data are brought up to date it is `upgrading`, and opens then", async () => {
  await withFile(async (kvFile) => {
    await writeStored(FIRST_VERSIONS[0], kvFile);
    const told: string[] = [];
    const store = new Store({ kvUrl: kvFile }, { tell: (sentence) => told.push(sentence) });
    await assert.rejects(store.open(), (error) => {
      assert.ok(error instanceof StoreError && error.letsStart);
      assert.equal(error.reason, "upgrading");
      return true;
    });
    assert.equal(store.health().reason, "upgrading");
    assert.equal(await store.readiness(), "upgrading");
    for (let tries = 0; tries < 400 && store.isAway; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    assert.deepEqual((await (await store.open()).get(dataVersionKey)).value, PRESENT);
    assert.equal(told.length, 2, told.join("\n"));
    await store.close();
  });
});

testOnDenokv("data version: two servers that start at once on data of 9305818 both go on", async () => {
  await using denokv = await startDenokv();
  const kv = await denokv.open();
  await putEntries(kv, await storedEntries(FIRST_VERSIONS[0]));
  const start = () => startServer(denokv.env(), { isSetUp: true });
  const [first, second] = await Promise.all([start(), start()]);
  await using _first = first;
  await using _second = second;
  const { owner } = readFixture(FIRST_VERSIONS[0]);
  for (const server of [first, second]) {
    assert.equal(await readyzIs(server, "ok"), 200);
    assert.deepEqual(await signIn(server, owner), [1, 2]);
  }
  assert.deepEqual((await kv.get(dataVersionKey)).value, PRESENT);
  kv.close();
});

testOnDenokv(
  "data version: a running server stops using data that a newer one has brought further",
  async () => {
    await using denokv = await startDenokv();
    await using server = await startServer(denokv.env());
    const api = new ApiClient(server);
    const cookie = await api.setUp();
    const list = async () => (await api.call("GET", "/api/practice/consultations", { cookie })).status;
    assert.equal(await list(), 200);
    const kv = await denokv.open();
    await kv.set(dataVersionKey, NEWER);
    const sentence = newerSentence(`http://127.0.0.1:${denokv.port}`);
    await found(server.log, /"The database \S+ was written by Vieraugen 7\.8\.9/);
    assert.ok(server.log.some((line) => line.includes(JSON.stringify(sentence).slice(1, -1))));
    assert.equal(await readyzIs(server, "data_version"), 503);
    assert.equal(await list(), 503);
    await kv.set(dataVersionKey, PRESENT);
    kv.close();
    assert.equal(await readyzIs(server, "ok"), 200);
    assert.equal(await list(), 200);
  },
);
