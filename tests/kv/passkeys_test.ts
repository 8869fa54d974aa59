import assert from "node:assert/strict";
import { hashSecret } from "../../kv/hashes.ts";
import { addPasskey, findPasskey, listPasskeys, recordPasskeyUse, removePasskey } from "../../kv/passkeys.ts";
import { changePassphrase } from "../../kv/passphrases.ts";
import { recoverMember, replaceRecoveryKey } from "../../kv/recovery_keys.ts";
import { findSession, startSession } from "../../kv/sessions.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import { NOW, PASSKEY, PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextCommit, loseNextAnswer, testOnStores } from "./stores.ts";

/** Adds a passkey in a sign-in, by its secret. */
function add(kv: Deno.Kv, secret: string, memberId: string, credentialId = PASSKEY.credentialId) {
  const sessionHash = hashSecret(secret);
  return addPasskey(kv, { ...PASSKEY, credentialId, memberId, sessionHash, nowMs: NOW });
}

testOnStores(
  "removePasskey: a sign-in with it at the same moment ends, and one after it does not begin",
  async (kv) => {
    const { first, signIn } = await practiceWith(kv);
    const mine = await signIn(PERSON.email);
    const passkey = await add(kv, mine, first.id);
    assert.ok("id" in passkey);
    const secrets: string[] = [];
    assert.equal(await recordPasskeyUse(kv, PASSKEY.credentialId, 0, NOW), true);
    beforeNextCommit(kv, async () => secrets.push(await signIn(PERSON.email, passkey.id)));
    const removal = { memberId: first.id, id: passkey.id, sessionHash: hashSecret(mine) };
    assert.equal(await removePasskey(kv, removal), true);
    assert.equal(await findSession(kv, secrets[0]!, { isUse: true, nowMs: NOW }), undefined);
    const late = await startSession(kv, first, { device: "", passkeyId: passkey.id, nowMs: NOW });
    assert.deepEqual(late, { refusal: "signed_out" });
    assert.ok(await findSession(kv, mine, { isUse: true, nowMs: NOW }));
  },
);

testOnStores(
  "addPasskey: not in a sign-in that has just ended; a lost answer is no refusal",
  async (kv) => {
    const { first, signIn } = await practiceWith(kv);
    const [mine, other] = [await signIn(PERSON.email), await signIn(PERSON.email)];
    const passphrase = { kdfSalt: "t", authKey: "new", wrappedKey: "w" };
    const sessionHash = hashSecret(other);
    beforeNextCommit(kv, () => changePassphrase(kv, { sessionHash, authKey: "k", passphrase, nowMs: NOW }));
    assert.deepEqual(await add(kv, mine, first.id), { refusal: "signed_out" });
    loseNextAnswer(kv);
    assert.ok("id" in await add(kv, other, first.id));
    assert.deepEqual(await add(kv, other, first.id), { refusal: "passkey_exists" });
  },
);

testOnStores("addPasskey: one member's, each once, up to the limit", async (kv) => {
  const { first, signIn } = await practiceWith(kv, "b@x.example");
  const [mine, theirs] = [await signIn(PERSON.email), await signIn("b@x.example")];
  const addMine = (credentialId: string) => add(kv, mine, first.id, credentialId);
  assert.ok("id" in await addMine("a"));
  assert.deepEqual(await add(kv, theirs, "b@x.example", "a"), { refusal: "passkey_exists" });
  assert.deepEqual(await add(kv, theirs, first.id, "z"), { refusal: "signed_out" }, "another's sign-in");
  assert.deepEqual(await add(kv, mine, "nobody", "z"), { refusal: "signed_out" });
  const { passkey, member } = (await findPasskey(kv, "a"))!;
  assert.equal(member.id, first.id);
  assert.equal(await findPasskey(kv, "b"), undefined);
  const ids = Array.from({ length: MEMBER_LIMITS.passkeysPerMember }, (_, i) => `c${i}`);
  const added = await Promise.all(ids.map((id) => addMine(id)));
  assert.equal(added.filter((one) => "id" in one).length, MEMBER_LIMITS.passkeysPerMember - 1);
  assert.deepEqual(added.find((one) => "refusal" in one), { refusal: "passkeys_full" });
  assert.deepEqual(await listPasskeys(kv, "b@x.example"), []);
  const removal = { memberId: "b@x.example", id: passkey.id, sessionHash: "" };
  assert.equal(await removePasskey(kv, removal), false, "somebody else's");
  assert.equal(await removePasskey(kv, { ...removal, memberId: first.id }), true);
  assert.equal(await findPasskey(kv, "a"), undefined);
});

testOnStores("recordPasskeyUse: the counter goes forward, or stays 0", async (kv) => {
  const { first, signIn } = await practiceWith(kv);
  const sign = async (counter: number) => await recordPasskeyUse(kv, PASSKEY.credentialId, counter, NOW + 1);
  assert.deepEqual(await sign(0), { refusal: "passkey_unknown" });
  await add(kv, await signIn(PERSON.email), first.id);
  assert.deepEqual([await sign(0), await sign(0), await sign(5)], [true, true, true]);
  for (const counter of [5, 4, 0]) assert.deepEqual(await sign(counter), { refusal: "passkey_copied" });
  const raced = await Promise.all(Array.from({ length: 8 }, () => sign(6)));
  assert.equal(raced.filter((result) => result === true).length, 1);
  assert.equal((await findPasskey(kv, PASSKEY.credentialId))!.passkey.usedAtMs, NOW + 1);
});

testOnStores("removePasskey: the other sign-ins made with it end", async (kv) => {
  const { first, signIn } = await practiceWith(kv);
  const passkey = await add(kv, await signIn(PERSON.email), first.id);
  assert.ok("id" in passkey);
  const [mine, lost] = [await signIn(PERSON.email, passkey.id), await signIn(PERSON.email, passkey.id)];
  const passphrase = await signIn(PERSON.email);
  const sessionHash = hashSecret(mine);
  assert.equal(await removePasskey(kv, { memberId: first.id, id: passkey.id, sessionHash }), true);
  assert.equal(await findSession(kv, lost, { isUse: true, nowMs: NOW }), undefined);
  for (const secret of [mine, passphrase]) {
    assert.ok(await findSession(kv, secret, { isUse: true, nowMs: NOW }));
  }
});

testOnStores(
  "passkeys: keep what they open through new passphrases, recovery and removals",
  async (kv) => {
    const { first, signIn, remove } = await practiceWith(kv, "b@x.example", "c@x.example");
    const secret = await signIn(PERSON.email);
    const mine = { ...PASSKEY, wrappedKey: "mine", memberId: first.id, nowMs: NOW };
    await addPasskey(kv, { ...mine, sessionHash: hashSecret(secret) });
    await add(kv, await signIn("b@x.example"), "b@x.example", "of b");
    const wrapped = async () => (await findPasskey(kv, PASSKEY.credentialId))?.passkey.wrappedKey;
    const passphrase = { kdfSalt: "t", authKey: "k2", wrappedKey: "w2" };
    const recovery = { authKey: "recovery 2", wrappedKey: "r2" };
    const sessionHash = hashSecret(secret);
    assert.equal(
      await changePassphrase(kv, { sessionHash, authKey: "k", passphrase, nowMs: NOW }),
      true,
    );
    assert.equal(await replaceRecoveryKey(kv, { sessionHash, recovery, nowMs: NOW }), true);
    assert.equal(await wrapped(), "mine");
    assert.ok("id" in await recoverMember(kv, { email: PERSON.email, ...recovery, passphrase, recovery }));
    assert.equal(await wrapped(), "mine");
    const again = await signIn(PERSON.email);
    assert.equal(await remove("b@x.example", again, 2, [first.id, "c@x.example"]), true);
    assert.equal(await wrapped(), "mine");
    assert.equal(await findPasskey(kv, "of b"), undefined);
    const left: Deno.KvKey[] = [];
    for (const prefix of [["passkey"], ["member_passkey"]]) {
      for await (const { key } of kv.list({ prefix })) left.push(key);
    }
    assert.equal(left.length, 2, "nothing is left of the removed member's");
  },
);

testOnStores("addPasskey: one added while its member is removed is not left over", async (kv) => {
  const { first, signIn, remove } = await practiceWith(kv, "b@x.example");
  const secret = await signIn(PERSON.email);
  const theirs = await signIn("b@x.example");
  const addTheirs = (credentialId: string) => add(kv, theirs, "b@x.example", credentialId);
  const [removed] = await Promise.all([
    remove("b@x.example", secret, 2, [first.id]),
    ...Array.from({ length: 6 }, (_, i) => addTheirs(`c${i}`)),
  ]);
  assert.equal(removed, true);
  for await (const { key } of kv.list({ prefix: ["passkey"] })) assert.fail(`left: ${key}`);
  assert.deepEqual(await addTheirs("later"), { refusal: "signed_out" });
});
