import assert from "node:assert/strict";
import { createPractice } from "../../kv/practices.ts";
import { changeSettings, readSettings } from "../../kv/settings.ts";
import { LIMITS } from "../../wire/limits.ts";
import { PERSON, practiceWith } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

const change = { version: 1, name: "Neu", phone: "089 1", lobbyMinutes: 60, sealed: "AAAA" };

testOnStores("changeSettings: only with the next version; a repeated request changes nothing", async (kv) => {
  const created = await createPractice(kv, { ...PERSON, authKey: "k" });
  assert.ok("practice" in created);
  const { id } = created.practice;
  assert.deepEqual(await readSettings(kv, id), { practice: created.practice });
  const changed = await changeSettings(kv, { id, keyEpoch: 1 }, change);
  assert.ok("id" in changed);
  const { name, phone, lobbyMinutes, settingsVersion } = changed;
  assert.deepEqual([name, phone, lobbyMinutes, settingsVersion], ["Neu", "089 1", 60, 1]);
  assert.deepEqual(
    await changeSettings(kv, { id, keyEpoch: 1 }, change),
    changed,
    "a lost answer, sent again",
  );
  const chosen = { ...change, version: 2, sealed: "AAAB", idleMinutes: 15, passkeysRequired: true };
  const { version } = chosen;
  const choices = async () => {
    const { practice: { idleMinutes, passkeysRequired } } = (await readSettings(kv, id))!;
    return [idleMinutes, passkeysRequired];
  };
  assert.deepEqual(await choices(), [undefined, undefined]);
  assert.ok("id" in await changeSettings(kv, { id, keyEpoch: 1 }, chosen));
  assert.deepEqual(await choices(), [15, true]);
  const older = { ...change, version: version + 1, sealed: "AAAC" };
  assert.ok("id" in await changeSettings(kv, { id, keyEpoch: 1 }, older));
  assert.deepEqual(await choices(), [15, true], "a page of the version before leaves them");
  const stale = await changeSettings(kv, { id, keyEpoch: 1 }, { ...change, sealed: "BBBB" });
  assert.deepEqual(stale, { refusal: "version_conflict" });
  const { phone: _, ...without } = { ...change, version: 4, sealed: "C".repeat(LIMITS.sealedSettingsChars) };
  await changeSettings(kv, { id, keyEpoch: 1 }, without);
  const after = (await readSettings(kv, id))!;
  assert.deepEqual([after.practice.phone, after.sealed], [undefined, without.sealed]);
  assert.deepEqual(
    await changeSettings(kv, { id, keyEpoch: 2 }, { ...without, version: without.version + 1 }),
    { refusal: "signed_out" },
    "by a sign-in of another practice key",
  );
  assert.deepEqual(
    await changeSettings(kv, { id, keyEpoch: 2 }, { ...without, version: without.version + 1 }),
    { refusal: "signed_out" },
    "by a sign-in of another practice key",
  );
  assert.deepEqual(await changeSettings(kv, { id: "nobody", keyEpoch: 1 }, change), {
    refusal: "signed_out",
  });
});

testOnStores(
  "changeSettings: of many at the same time one wins; a member's removal keeps them",
  async (kv) => {
    const { practiceId, signIn, remove } = await practiceWith(kv, "a@x.example");
    const all = await Promise.all(
      Array.from(
        { length: 8 },
        (_, i) => changeSettings(kv, { id: practiceId, keyEpoch: 1 }, { ...change, sealed: `AAA${i}` }),
      ),
    );
    assert.equal(all.filter((one) => "id" in one).length, 1);
    assert.equal(await remove("a@x.example", await signIn(PERSON.email), 2, ["first"]), true);
    const { practice } = (await readSettings(kv, practiceId))!;
    assert.deepEqual([practice.name, practice.settingsVersion, practice.keyEpoch], ["Neu", 1, 2]);
  },
);
