import assert from "node:assert/strict";
import { isKnownBrowser, rememberBrowser } from "../../kv/known_browsers.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import { NOW } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

testOnStores("known browsers: for whoever has signed in there, for half a year, by a hash", async (kv) => {
  const remember = (secret: string | undefined, memberId: string, nowMs = NOW) =>
    rememberBrowser(kv, { secret, memberId, nowMs });
  const secret = await remember(undefined, "ada");
  assert.match(secret, /^[\w-]{43}$/);
  const knows = (memberId: string, nowMs = NOW) => isKnownBrowser(kv, secret, memberId, nowMs);
  assert.deepEqual([await knows("ada"), await knows("bea")], [true, false]);
  assert.equal(await isKnownBrowser(kv, undefined, "ada", NOW), false);
  assert.equal(await remember(secret, "bea"), secret);
  assert.deepEqual([await knows("ada"), await knows("bea")], [true, true]);
  const endMs = NOW + MEMBER_LIMITS.knownBrowserMs;
  assert.deepEqual([await knows("ada", endMs - 1), await knows("ada", endMs)], [true, false]);
  assert.notEqual(await remember(secret, "ada", endMs), secret, "an expired one is not taken up again");
  assert.notEqual(await remember("made up", "ada"), "made up");
  for await (const { key, value } of kv.list({ prefix: [] })) {
    assert.ok(!JSON.stringify([key, value]).includes(secret));
  }
});

testOnStores(
  "known browsers: two sign-ins at once are both noted; the oldest of many gives way",
  async (kv) => {
    const secret = await rememberBrowser(kv, { secret: undefined, memberId: "0", nowMs: NOW });
    const names = Array.from({ length: 20 }, (_, i) => `${i + 1}`);
    await Promise.all(names.map((memberId) => rememberBrowser(kv, { secret, memberId, nowMs: NOW })));
    assert.equal(await isKnownBrowser(kv, secret, "0", NOW), false);
    for (const name of names) assert.equal(await isKnownBrowser(kv, secret, name, NOW), true, name);
  },
);
