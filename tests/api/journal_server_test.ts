import assert from "node:assert/strict";
import { hashSecret } from "../../kv/hashes.ts";
import type { JournalAnswer, ServerEvent } from "../../wire/journal.ts";
import { JOURNAL_LIMITS } from "../../wire/limits.ts";
import type { SignInAnswer } from "../../wire/sign_in.ts";
import { startServer } from "../support/running_server.ts";
import { ApiClient, AUTH_KEY, SALT, WRAPPED_KEY } from "./client.ts";
import { PasskeyClient } from "./passkey_client.ts";
import { type Deviation, SoftwarePasskey } from "./software_authenticator.ts";

const EMAIL = "ada@praxis.example";

Deno.test("journal: the server notes failed tries and new browsers of its members, and nothing of others", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  const read = async (after = 0) =>
    (await api.call<JournalAnswer>("GET", `/api/practice/journal?after=0&serverAfter=${after}`, { cookie }))
      .body;
  const post = (path: string, body: object) => api.call("POST", `/api/practice/${path}`, { body, cookie });
  for (let tries = 0; tries < 4; tries++) {
    await post("sign-in", { email: EMAIL, authKey: hashSecret("wrong") });
    await post("sign-in", { email: "nobody@x.example", authKey: hashSecret("wrong") });
    await post("recovery/open", { email: EMAIL, authKey: hashSecret("wrong") });
    await post("unlock", { authKey: hashSecret("wrong") });
  }
  const body = { email: EMAIL, authKey: AUTH_KEY };
  const signedIn = await api.call<SignInAnswer>("POST", "/api/practice/sign-in", { body });
  assert.equal(signedIn.body.journalEntry, 4, "a new browser learns which entry is its own sign-in");
  const { server: entries, members } = await read();
  const events = entries.map(({ content }) => JSON.parse(content) as ServerEvent);
  assert.deepEqual(events.map(({ kind, count }) => [kind, count]), [
    ["sign_in_failed", 3],
    ["recovery_failed", 3],
    ["passphrase_failed", 3],
    ["new_browser", 1],
  ]);
  assert.equal(new Set(events.map(({ memberId }) => memberId)).size, 1);
  assert.doesNotMatch(JSON.stringify(entries), /x\.example/);
  assert.deepEqual([members, (await read(3)).server], [[], [entries[3]]]);
});

Deno.test("journal: whoever has a member's cookie guesses in sight, wherever it asks for a proof", async () => {
  await using server = await startServer();
  const api = new PasskeyClient(server);
  const cookie = await api.setUp();
  const { passkey } = await api.add(cookie);
  const stranger = new SoftwarePasskey(server.origin, passkey.memberId);
  const wrongKey = { authKey: hashSecret("wrong") };
  const passphrase = { kdfSalt: SALT, authKey: hashSecret("new"), wrappedKey: WRAPPED_KEY };
  const byPasskey = async (given: SoftwarePasskey, deviation: Deviation = {}) =>
    await api.proveByPasskey(
      cookie,
      "account",
      given.get(await api.proofChallenge(cookie, "account"), deviation),
    );
  const guesses: Record<string, [ServerEvent["kind"], () => Promise<unknown>]> = {
    "a proof": ["passphrase_failed", () => api.tryToProve(cookie, wrongKey.authKey)],
    "the keys": [
      "passphrase_failed",
      () => api.call("POST", "/api/practice/unlock", { cookie, body: wrongKey }),
    ],
    "a new passphrase": [
      "passphrase_failed",
      () => api.call("PUT", "/api/practice/passphrase", { cookie, body: { ...wrongKey, passphrase } }),
    ],
    "a strange passkey": ["passkey_failed", () => byPasskey(stranger)],
    "a passkey without its person": ["passkey_failed", () => byPasskey(passkey, { verified: false })],
  };
  const kv = await Deno.openKv(server.kvFile);
  try {
    for (const [name, [kind, guess]] of Object.entries(guesses)) {
      const counts = async () => {
        const found = await Array.fromAsync(kv.list<{ count: number }>({ prefix: ["journal_failures"] }));
        return found.find(({ key }) => key[2] === kind)?.value.count ?? 0;
      };
      const before = await counts();
      await guess();
      assert.equal(await counts(), before + 1, name);
    }
  } finally {
    kv.close();
  }
});

Deno.test("journal: members append; each entry names the one before, is no longer than the limit, and a query is numbers", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  const add = async (n: number, former: string, content = "AAAA") => {
    const { status, body } = await api.call("POST", "/api/practice/journal", {
      cookie,
      body: { n, former, content },
    });
    return body.error ?? status;
  };
  assert.equal(await add(1, ""), 204);
  assert.equal(await add(1, ""), 204, "a repetition");
  assert.equal(await add(1, "", "BBBB"), "version_conflict");
  assert.equal(await add(2, hashSecret("other")), "version_conflict");
  assert.equal(await add(2, ""), "bad_request");
  assert.equal(await add(2, hashSecret("x"), "A".repeat(JOURNAL_LIMITS.sealedChars + 1)), "too_large");
  for (
    const query of [
      "",
      "?after=0",
      "?after=-1&serverAfter=0",
      "?after=x&serverAfter=0",
      "?after=&serverAfter=1.5",
    ]
  ) {
    const { status, body } = await api.call("GET", `/api/practice/journal${query}`, { cookie });
    assert.deepEqual([status, body.error], [400, "bad_request"], query);
  }
});
