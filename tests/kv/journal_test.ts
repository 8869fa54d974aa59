import assert from "node:assert/strict";
import { appendToJournal, noteFailure, noteInJournal, readJournal } from "../../kv/journal.ts";
import { journalHash } from "../../wire/journal.ts";
import { JOURNAL_LIMITS } from "../../wire/limits.ts";
import { NOW } from "./practice_scene.ts";
import { loseNextAnswer, testOnStores } from "./stores.ts";

const ALL = { members: 0, server: 0 };

testOnStores(
  "appendToJournal: each entry follows the newest, one wins, and a repetition adds nothing",
  async (kv) => {
    const add = (n: number, former: string, content: string) =>
      appendToJournal(kv, "p", { n, former, content }, NOW);
    const races = await Promise.all(["a", "b", "c"].map((content) => add(1, "", content)));
    const winner = races.findIndex((result) => "hash" in result);
    assert.equal(races.filter((result) => "refusal" in result).length, 2);
    const { hash } = races[winner] as { hash: string };
    assert.deepEqual(await add(1, "", ["a", "b", "c"][winner]!), { n: 1, hash, atMs: NOW }, "a lost answer");
    for (const [n, former] of [[1, ""], [2, ""], [3, hash]] as const) {
      assert.deepEqual(await add(n, former, "x"), { refusal: "version_conflict" });
    }
    loseNextAnswer(kv);
    assert.ok("hash" in await add(2, hash, "second"));
    const { members } = await readJournal(kv, "p", ALL, NOW);
    assert.deepEqual(members.map(({ n, former }) => [n, former]), [[1, ""], [2, hash]]);
    assert.equal(await journalHash("p", "members", members[0]!), hash);
    assert.deepEqual((await readJournal(kv, "p", { members: 1, server: 0 }, NOW)).members.length, 1);
    assert.deepEqual(await readJournal(kv, "q", ALL, NOW), { members: [], server: [] });
  },
);

testOnStores("noteInJournal: the newest are kept, and none for longer than 90 days", async (kv) => {
  const event = { kind: "new_browser", memberId: "m", count: 1 } as const;
  for (let n = 0; n < JOURNAL_LIMITS.server + 3; n++) await noteInJournal(kv, "p", event, NOW + n);
  const { server } = await readJournal(kv, "p", ALL, NOW);
  assert.deepEqual([server.length, server[0]!.n], [JOURNAL_LIMITS.server, 4]);
  assert.deepEqual(server.map(({ n }) => n), server.map((_, at) => at + 4));
  const later = await readJournal(kv, "p", ALL, NOW + 3 + JOURNAL_LIMITS.keepMs);
  assert.equal(later.server[0]?.n, 5, "by the stored time: the store deletes late");
});

testOnStores("noteFailure: an entry at few counts of a day, however long somebody goes on", async (kv) => {
  const fail = (nowMs: number, memberId = "m") =>
    noteFailure(kv, { practiceId: "p", memberId, kind: "sign_in_failed", nowMs });
  for (let n = 0; n < 120; n++) await fail(NOW);
  await fail(NOW, "other");
  const read = async () =>
    (await readJournal(kv, "p", ALL, NOW)).server.map(({ content }) => JSON.parse(content).count);
  assert.deepEqual(await read(), [3, 10, 30, 100]);
  for (let n = 0; n < 3; n++) await fail(NOW + JOURNAL_LIMITS.failuresMs);
  assert.deepEqual(await read(), [3, 10, 30, 100, 3], "another day");
});
