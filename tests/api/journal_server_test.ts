import assert from "node:assert/strict";
import { hashSecret } from "../../kv/hashes.ts";
import type { JournalAnswer, ServerEvent } from "../../wire/journal.ts";
import { JOURNAL_LIMITS } from "../../wire/limits.ts";
import { startServer } from "../support/running_server.ts";
import { ApiClient, AUTH_KEY } from "./client.ts";

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
  await api.call("POST", "/api/practice/sign-in", { body: { email: EMAIL, authKey: AUTH_KEY } });
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
