import assert from "node:assert/strict";
import { DATA_VERSION, DataVersionError, migrate, needsMigration } from "../../kv/data_version.ts";
import { findKeyring } from "../../kv/keyrings.ts";
import {
  dataVersionKey,
  type MemberKeyring,
  memberKeyringsPrefix,
  memberRotationsPrefix,
} from "../../kv/keys.ts";
import { findMemberByEmail } from "../../kv/members.ts";
import type { Rotation } from "../../wire/members.ts";
import { putEntries } from "../stored/entries.ts";
import { BEFORE_KEYS, FIRST_VERSIONS, readFixture, storedEntries } from "../stored/stored_versions.ts";
import { afterNextGet, beforeNextCommit, loseNextAnswer, openStore, testOnStores } from "./stores.ts";

const PROGRAM = "1.0.0";
const PRESENT = { version: DATA_VERSION, program: PROGRAM };
const [WITH_ROTATIONS, WITHOUT] = FIRST_VERSIONS;

const allOf = async (kv: Deno.Kv) =>
  await Array.fromAsync(kv.list({ prefix: [] }), ({ key, value }) => ({ key, value }));

const versionOf = async (kv: Deno.Kv) => (await kv.get(dataVersionKey)).value;

/** How many keyrings of a database still are as in version 1. */
const oldKeyrings = async (kv: Deno.Kv) =>
  (await Array.fromAsync(kv.list<{ rotations?: unknown }>({ prefix: memberKeyringsPrefix })))
    .filter(({ value }) => value.rotations !== undefined).length;

/** All that `migrate` makes of what 9305818 has stored, without the version. */
async function wholly(): Promise<unknown> {
  using kv = await openStore();
  await putEntries(kv, await storedEntries(WITH_ROTATIONS));
  await migrate(kv, PROGRAM);
  await kv.delete(dataVersionKey);
  return await allOf(kv);
}

function isFound(found: DataVersionError["found"]): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof DataVersionError);
    assert.deepEqual(error.found, found);
    return true;
  };
}

testOnStores(
  "needsMigration: an empty database gets the present version, by one of two processes",
  async (kv) => {
    beforeNextCommit(kv, async () => assert.equal(await needsMigration(kv, "1.0.1"), false));
    assert.equal(await needsMigration(kv, PROGRAM), false);
    assert.deepEqual(await versionOf(kv), { version: DATA_VERSION, program: "1.0.1" });
  },
);

testOnStores("needsMigration: an answer that is lost does no harm", async (kv) => {
  loseNextAnswer(kv);
  assert.equal(await needsMigration(kv, PROGRAM), false);
  assert.deepEqual(await versionOf(kv), PRESENT);
});

testOnStores("needsMigration: reads one entry of data that have a version", async (kv) => {
  await kv.set(dataVersionKey, PRESENT);
  let reads = 0;
  const get = kv.get.bind(kv);
  kv.get = (...args) => (reads++, get(...args)) as never;
  assert.equal(await needsMigration(kv, "1.7.0"), false);
  assert.equal(reads, 1);
  assert.deepEqual(await versionOf(kv), PRESENT, "names who brought the data there");
});

testOnStores(
  "needsMigration, migrate: newer data, and what is no version, are refused and stay",
  async (kv) => {
    const newer = { version: DATA_VERSION + 1, program: "2.3.4" };
    await kv.set(dataVersionKey, newer);
    await assert.rejects(needsMigration(kv, PROGRAM), isFound(newer));
    await assert.rejects(migrate(kv, PROGRAM), isFound(newer));
    for (
      const value of [7, "2", {}, { version: 0, program: "1" }, { version: 1.5, program: "1" }, {
        version: 1,
      }]
    ) {
      await kv.set(dataVersionKey, value);
      await assert.rejects(needsMigration(kv, PROGRAM), isFound("unknown"), JSON.stringify(value));
      await assert.rejects(migrate(kv, PROGRAM), isFound("unknown"));
      assert.deepEqual(await allOf(kv), [{ key: [...dataVersionKey], value }]);
    }
  },
);

testOnStores("needsMigration: a practice whose members have no keys is refused, and stays", async (kv) => {
  const entries = await storedEntries(BEFORE_KEYS);
  assert.ok(entries.some(({ key }) => key[0] === "member"));
  await putEntries(kv, entries);
  const before = await allOf(kv);
  await assert.rejects(needsMigration(kv, PROGRAM), isFound("before_keys"));
  assert.deepEqual(await allOf(kv), before);
});

testOnStores(
  "migrate: version 1 of 9305818: rotations leave the keyrings, and are found as before",
  async (kv) => {
    const { owner, member, entries } = readFixture(WITH_ROTATIONS);
    await putEntries(kv, entries);
    assert.equal(await oldKeyrings(kv), 2);
    const before = await Array.fromAsync(
      kv.list<{ rotations: Rotation[] }>({ prefix: memberKeyringsPrefix }),
    );
    assert.equal(await needsMigration(kv, PROGRAM), true);
    await migrate(kv, PROGRAM);
    assert.equal(await needsMigration(kv, PROGRAM), false);
    assert.deepEqual(await versionOf(kv), PRESENT);
    assert.equal(await oldKeyrings(kv), 0);
    for (const { email } of [owner, member]) {
      const { id } = (await findMemberByEmail(kv, email))!;
      const { rotations } = before.find(({ key }) => key.at(-1) === id)!.value;
      assert.deepEqual(rotations.map(({ epoch }) => epoch), [2]);
      assert.deepEqual((await findKeyring(kv, id))?.rotations, rotations);
      assert.equal((await Array.fromAsync(kv.list({ prefix: memberRotationsPrefix(id) }))).length, 1);
    }
  },
);

testOnStores("migrate: version 1 of d894986: nothing changes but the version", async (kv) => {
  await putEntries(kv, await storedEntries(WITHOUT));
  const before = await allOf(kv);
  assert.equal(await needsMigration(kv, PROGRAM), true);
  await migrate(kv, PROGRAM);
  assert.deepEqual(await versionOf(kv), PRESENT);
  await kv.delete(dataVersionKey);
  assert.deepEqual(await allOf(kv), before);
});

testOnStores("migrate: ended after its first commit, it goes on with the next start", async (kv) => {
  await putEntries(kv, await storedEntries(WITH_ROTATIONS));
  beforeNextCommit(kv, () => {
    beforeNextCommit(kv, () => Promise.reject(new Error("killed")));
    return Promise.resolve();
  });
  await assert.rejects(migrate(kv, PROGRAM), /killed/);
  assert.deepEqual([await oldKeyrings(kv), await versionOf(kv)], [1, null]);
  assert.equal(await needsMigration(kv, PROGRAM), true);
  await migrate(kv, PROGRAM);
  assert.deepEqual(await versionOf(kv), PRESENT);
  await kv.delete(dataVersionKey);
  assert.deepEqual(await allOf(kv), await wholly());
});

testOnStores(
  "migrate: two processes at once, one of which is through before the other begins to write",
  async (kv) => {
    await putEntries(kv, await storedEntries(WITH_ROTATIONS));
    await Promise.all([migrate(kv, PROGRAM), migrate(kv, PROGRAM)]);
    assert.deepEqual(await versionOf(kv), PRESENT);
    await kv.delete(dataVersionKey);
    assert.deepEqual(await allOf(kv), await wholly());
    for (const { key } of await allOf(kv)) await kv.delete(key);

    await putEntries(kv, await storedEntries(WITH_ROTATIONS));
    beforeNextCommit(kv, () => migrate(kv, PROGRAM));
    await migrate(kv, "1.0.1");
    assert.deepEqual(await versionOf(kv), PRESENT, "of the one that was first");
    await kv.delete(dataVersionKey);
    assert.deepEqual(await allOf(kv), await wholly());
  },
);

testOnStores("migrate: takes back nothing that another process has stored since it has read", async (kv) => {
  await putEntries(kv, await storedEntries(WITH_ROTATIONS));
  const [first] = await Array.fromAsync(
    kv.list<MemberKeyring>({ prefix: memberKeyringsPrefix }, { limit: 1 }),
  );
  const { key, value } = first!;
  const changed = { keys: { ...value.keys, publicKey: "bound meanwhile" } };
  beforeNextCommit(kv, async () => {
    await migrate(kv, PROGRAM);
    await kv.set(key, changed);
  });
  await migrate(kv, PROGRAM);
  assert.deepEqual((await kv.get(key)).value, changed);
});

testOnStores("migrate: a newer program that brings the data further meanwhile ends it", async (kv) => {
  await putEntries(kv, await storedEntries(WITH_ROTATIONS));
  const newer = { version: DATA_VERSION + 1, program: "2.0.0" };
  afterNextGet(kv, dataVersionKey, () => kv.set(dataVersionKey, newer));
  await assert.rejects(migrate(kv, PROGRAM), isFound(newer));
  assert.deepEqual(await versionOf(kv), newer);
});
