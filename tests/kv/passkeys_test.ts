import assert from "node:assert/strict";
import { hashSecret } from "../../kv/hashes.ts";
import { addPasskey, findPasskey, listPasskeys, recordPasskeyUse, removePasskey } from "../../kv/passkeys.ts";
import { changePassphrase } from "../../kv/passphrases.ts";
import { recoverMember, replaceRecoveryKey } from "../../kv/recovery_keys.ts";
import { findSession, startSession } from "../../kv/sessions.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import { NOW, PASSKEY, PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextCommit, loseNextAnswer, testOnStores } from "./stores.ts";

testOnStores(
  "removePasskey: a sign-in with it at the same moment ends, and one after it does not begin",
  async (kv) => {
    const { first, signIn } = await practiceWith(kv);
    const passkey = await addPasskey(kv, { ...PASSKEY, memberId: first.id, nowMs: NOW });
    assert.ok("id" in passkey);
    const mine = await signIn(PERSON.email);
    const secrets: string[] = [];
    assert.equal(await recordPasskeyUse(kv, PASSKEY.credentialId, 0, NOW), true);
    beforeNextCommit(kv, async () => secrets.push(await signIn(PERSON.email, passkey.id)));
    const removal = { memberId: first.id, id: passkey.id, sessionHash: hashSecret(mine) };
    assert.equal(await removePasskey(kv, removal), true);
    assert.equal(await findSession(kv, secrets[0]!, NOW), undefined);
    const late = await startSession(kv, first, { device: "", passkeyId: passkey.id, nowMs: NOW });
    assert.deepEqual(late, { refusal: "signed_out" });
    assert.ok(await findSession(kv, mine, NOW));
  },
);

testOnStores(
  "addPasskey: not by a passphrase that was just changed; a lost answer is no refusal",
  async (kv) => {
    const { first, signIn } = await practiceWith(kv);
    const sessionHash = hashSecret(await signIn(PERSON.email));
    const passphrase = { kdfSalt: "t", authKey: "new", wrappedKey: "w" };
    beforeNextCommit(kv, () => changePassphrase(kv, { sessionHash, authKey: "k", passphrase, nowMs: NOW }));
    const add = (authKey: string) => addPasskey(kv, { ...PASSKEY, authKey, memberId: first.id, nowMs: NOW });
    assert.deepEqual(await add("k"), { refusal: "passphrase_wrong" });
    loseNextAnswer(kv);
    assert.ok("id" in await add("new"));
    assert.deepEqual(await add("new"), { refusal: "passkey_exists" });
  },
);

testOnStores("addPasskey: one member's, each once, up to the limit", async (kv) => {
  const { first } = await practiceWith(kv, "b@x.example");
  const add = async (credentialId: string, memberId = first.id) =>
    await addPasskey(kv, { ...PASSKEY, credentialId, memberId, nowMs: NOW });
  assert.ok("id" in await add("a"));
  assert.deepEqual(await add("a", "b@x.example"), { refusal: "passkey_exists" });
  assert.deepEqual(await add("z", "nobody"), { refusal: "signed_out" });
  const { passkey, member } = (await findPasskey(kv, "a"))!;
  assert.equal(member.id, first.id);
  assert.equal(await findPasskey(kv, "b"), undefined);
  const ids = Array.from({ length: MEMBER_LIMITS.passkeysPerMember }, (_, i) => `c${i}`);
  const added = await Promise.all(ids.map((id) => add(id)));
  assert.equal(added.filter((one) => "id" in one).length, MEMBER_LIMITS.passkeysPerMember - 1);
  assert.deepEqual(added.find((one) => "refusal" in one), { refusal: "passkeys_full" });
  assert.deepEqual(await listPasskeys(kv, "b@x.example"), []);
  const removal = { memberId: "b@x.example", id: passkey.id, sessionHash: "" };
  assert.equal(await removePasskey(kv, removal), false, "somebody else's");
  assert.equal(await removePasskey(kv, { ...removal, memberId: first.id }), true);
  assert.equal(await findPasskey(kv, "a"), undefined);
});

testOnStores("recordPasskeyUse: the counter goes forward, or stays 0", async (kv) => {
  const { first } = await practiceWith(kv);
  const sign = async (counter: number) => await recordPasskeyUse(kv, PASSKEY.credentialId, counter, NOW + 1);
  assert.deepEqual(await sign(0), { refusal: "passkey_unknown" });
  await addPasskey(kv, { ...PASSKEY, memberId: first.id, nowMs: NOW });
  assert.deepEqual([await sign(0), await sign(0), await sign(5)], [true, true, true]);
  for (const counter of [5, 4, 0]) assert.deepEqual(await sign(counter), { refusal: "passkey_copied" });
  const raced = await Promise.all(Array.from({ length: 8 }, () => sign(6)));
  assert.equal(raced.filter((result) => result === true).length, 1);
  assert.equal((await findPasskey(kv, PASSKEY.credentialId))!.passkey.usedAtMs, NOW + 1);
});

testOnStores("removePasskey: the other sign-ins made with it end", async (kv) => {
  const { first, signIn } = await practiceWith(kv);
  const passkey = await addPasskey(kv, { ...PASSKEY, memberId: first.id, nowMs: NOW });
  assert.ok("id" in passkey);
  const [mine, lost] = [await signIn(PERSON.email, passkey.id), await signIn(PERSON.email, passkey.id)];
  const passphrase = await signIn(PERSON.email);
  const sessionHash = hashSecret(mine);
  assert.equal(await removePasskey(kv, { memberId: first.id, id: passkey.id, sessionHash }), true);
  assert.equal(await findSession(kv, lost, NOW), undefined);
  for (const secret of [mine, passphrase]) assert.ok(await findSession(kv, secret, NOW));
});

testOnStores(
  "passkeys: keep what they open through new passphrases, recovery and removals",
  async (kv) => {
    const { first, signIn, remove } = await practiceWith(kv, "b@x.example", "c@x.example");
    await addPasskey(kv, { ...PASSKEY, wrappedKey: "mine", memberId: first.id, nowMs: NOW });
    await addPasskey(kv, { ...PASSKEY, credentialId: "of b", memberId: "b@x.example", nowMs: NOW });
    const wrapped = async () => (await findPasskey(kv, PASSKEY.credentialId))?.passkey.wrappedKey;
    const secret = await signIn(PERSON.email);
    const passphrase = { kdfSalt: "t", authKey: "k2", wrappedKey: "w2" };
    const recovery = { authKey: "recovery 2", wrappedKey: "r2" };
    const sessionHash = hashSecret(secret);
    assert.equal(
      await changePassphrase(kv, { sessionHash, authKey: "k", passphrase, nowMs: NOW }),
      true,
    );
    assert.equal(await replaceRecoveryKey(kv, { memberId: first.id, authKey: "k2", recovery }), true);
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
  const add = (credentialId: string) =>
    addPasskey(kv, { ...PASSKEY, credentialId, memberId: "b@x.example", nowMs: NOW });
  const [removed] = await Promise.all([
    remove("b@x.example", secret, 2, [first.id]),
    ...Array.from({ length: 6 }, (_, i) => add(`c${i}`)),
  ]);
  assert.equal(removed, true);
  for await (const { key } of kv.list({ prefix: ["passkey"] })) assert.fail(`left: ${key}`);
  assert.deepEqual(await add("later"), { refusal: "signed_out" });
});
