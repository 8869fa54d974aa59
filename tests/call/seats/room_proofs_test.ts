import assert from "node:assert/strict";
import { firstKnown, roomProofs } from "../../../call/seats/room_proofs.ts";
import { encodeBase64Url, randomBytes } from "../../../e2ee/mod.ts";
import { importHkdfKey } from "../../../e2ee/hkdf.ts";
import { makeResumeSecret } from "../../../e2ee/resume.ts";
import { ApiError, NetworkError } from "../../../wire/client.ts";

const ROOM = encodeBase64Url(randomBytes(16));

Deno.test("roomProofs: the link's first, then that of the admission, then the former seat", async () => {
  const linkSecret = encodeBase64Url(randomBytes(16));
  const resume = await makeResumeSecret(await importHkdfKey(randomBytes(32)));
  const all = await roomProofs(ROOM, { linkSecret, resume, former: "former" });
  assert.equal(all.length, 3);
  assert.equal(new Set(all).size, 3);
  assert.deepEqual(await roomProofs(ROOM, { linkSecret }), all.slice(0, 1));
  assert.deepEqual(await roomProofs(ROOM, { resume }), all.slice(1, 2));
  assert.deepEqual(await roomProofs(ROOM, {}), []);
  assert.deepEqual(await roomProofs("damaged!", { linkSecret }), []);
});

Deno.test("firstKnown: goes on after an unknown room, and after no other refusal", async () => {
  const unknown = new ApiError("consultation_unknown", 404);
  const asked: number[] = [];
  const ask = (outcomes: (Error | string)[]) => {
    asked.length = 0;
    return firstKnown([...outcomes.keys()], (way) => {
      asked.push(way);
      const outcome = outcomes[way]!;
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    });
  };
  assert.equal(await ask([unknown, unknown, "there", "never"]), "there");
  assert.deepEqual(asked, [0, 1, 2]);
  await assert.rejects(ask([unknown, unknown]), unknown);
  for (const other of [new ApiError("not_open_yet", 425), new NetworkError("down")]) {
    await assert.rejects(ask([other, "there"]), other);
    assert.deepEqual(asked, [0]);
  }
});
