import assert from "node:assert/strict";
import { checkProof, createProof } from "../../kv/proofs.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import { NOW } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

testOnStores(
  "checkProof: for one purpose, in one sign-in, for five minutes; only a hash is stored",
  async (kv) => {
    const given = { sessionHash: "mine", purpose: "practice" as const, nowMs: NOW };
    const token = await createProof(kv, given);
    const check = (changed: Partial<Omit<typeof given, "purpose">> & { purpose?: "account" } = {}) =>
      checkProof(kv, token, { ...given, ...changed });
    assert.equal(await check(), true);
    assert.equal(await check({ purpose: "account" }), false);
    assert.equal(await check({ sessionHash: "another" }), false);
    assert.equal(MEMBER_LIMITS.proofMs, 5 * 60_000);
    assert.equal(await check({ nowMs: NOW + MEMBER_LIMITS.proofMs - 1 }), true);
    assert.equal(await check({ nowMs: NOW + MEMBER_LIMITS.proofMs }), false);
    assert.equal(await checkProof(kv, "made up", given), false);
    for await (const { key, value } of kv.list({ prefix: ["proof"] })) {
      assert.ok(!JSON.stringify([key, value]).includes(token));
    }
  },
);
