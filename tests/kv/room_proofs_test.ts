import assert from "node:assert/strict";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { type ReturnProofs, returnProofsKey } from "../../kv/keys.ts";
import { isProof, vouchForGuest } from "../../kv/room_proofs.ts";
import { checkSeat, leaveSeat } from "../../kv/seats.ts";
import { ROOM_LIMITS } from "../../wire/limits.ts";
import { byCode, consultation, enter, host, privateConsultation, replaceCode } from "./consultation_scene.ts";
import { NOW } from "./practice_scene.ts";
import { beforeNextCommit, testOnStores } from "./stores.ts";

Deno.test("isProof: that of the link, or of an admission, and nothing else", () => {
  const of = (proof: string | undefined, link?: string, returning: ReturnProofs | null = null) =>
    isProof(proof, link === undefined ? {} : { linkProofHash: hashSecret(link) }, returning);
  assert.equal(of("link", "link"), true);
  assert.equal(of("other", "link"), false);
  assert.equal(of(undefined, "link"), false);
  assert.equal(of("back", "link", [hashSecret("x"), hashSecret("back")]), true);
  assert.equal(of("link"), false, "there is no hash");
  assert.equal(of(hashSecret("link"), "link"), false);
});

testOnStores(
  "vouchForGuest: the seat is safe from a new code, and its guest comes back by its own proof",
  async (kv) => {
    const made = await privateConsultation(kv);
    const { room, expiresAtMs } = made;
    const { token, seat: { peerId } } = await byCode(kv, made);
    const proofHash = hashSecret("back");
    const vouch = () => vouchForGuest(kv, { room, peerId, proofHash, nowMs: NOW });
    assert.deepEqual(await enter(kv, { room, proof: "back" }), { refusal: "consultation_unknown" });
    assert.equal(await vouch(), true);
    assert.equal(await vouch(), true, "a repeated request");
    assert.ok("locator" in await replaceCode(kv, room, 2));
    const check = await checkSeat(kv, { token, nowMs: NOW });
    assert.ok("seat" in check);
    assert.equal(check.seat.unproven, undefined);
    await leaveSeat(kv, check.seat, made, NOW);
    const back = await enter(kv, { room, proof: "back" });
    assert.ok("token" in back && !back.seat.unproven, "the code that it came by is dead");
    assert.deepEqual(await vouch(), { refusal: "peer_unknown" });
    const late = await vouchForGuest(kv, { room, peerId: back.seat.peerId, nowMs: expiresAtMs });
    assert.deepEqual(late, { refusal: "consultation_unknown" });
  },
);

testOnStores("vouchForGuest: of guests only, and of nobody who has just left", async (kv) => {
  const made = await consultation(kv);
  const { room } = made;
  const { seat } = await host(kv, room);
  const vouch = (peerId: string) => vouchForGuest(kv, { room, peerId, nowMs: NOW });
  for (const peerId of [seat.peerId, randomSecret(128)]) {
    assert.deepEqual(await vouch(peerId), { refusal: "peer_unknown" });
  }
  const leaving = await byCode(kv, made);
  beforeNextCommit(kv, () => leaveSeat(kv, leaving.seat, made, NOW));
  assert.deepEqual(await vouch(leaving.seat.peerId), { refusal: "peer_unknown" });
});

testOnStores("vouchForGuest: keeps the proofs of the last admissions", async (kv) => {
  const made = await consultation(kv);
  const { room } = made;
  const { seat: { peerId } } = await byCode(kv, made);
  const hashes = Array.from({ length: ROOM_LIMITS.returnProofs + 3 }, (_, i) => hashSecret(`back ${i}`));
  for (const proofHash of hashes) await vouchForGuest(kv, { room, peerId, proofHash, nowMs: NOW });
  assert.deepEqual((await kv.get(returnProofsKey(room))).value, hashes.slice(3));
});
