import assert from "node:assert/strict";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { scrubDueKey } from "../../kv/keys.ts";
import { inviteMember, joinPractice, takeInvitationKey } from "../../kv/member_invitations.ts";
import { findMemberByEmail } from "../../kv/members.ts";
import { ledgerTag } from "../../wire/ledger.ts";
import { dump } from "../support/store_dump.ts";
import { startServer } from "../support/running_server.ts";
import { ApiClient, AUTH_KEY, MEMBER_KEYS, RECOVERY_AUTH_KEY, SALT, WRAPPED_KEY } from "./client.ts";

const NAME = "Wiedererkennbar";
const EMAIL = "auch-wiederzuerkennen@praxis.example";

Deno.test("removal: name and address of a removed member are in the database's file no more", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  const kv = await Deno.openKv(server.kvFile);
  try {
    const first = (await findMemberByEmail(kv, "ada@praxis.example"))!;
    const [token, memberId] = [randomSecret(256), randomSecret(128)];
    const { practiceId } = first;
    const nowMs = Date.now();
    const invitation = { practiceId, tokenHash: hashSecret(token), wrappedKey: WRAPPED_KEY };
    await inviteMember(kv, { ...invitation, role: "assistant", keyEpoch: 1, nowMs });
    const claim = randomSecret(128);
    await takeInvitationKey(kv, { token, claim, nowMs });
    const joined = await joinPractice(kv, {
      token,
      claim,
      memberId,
      memberName: NAME,
      email: EMAIL,
      kdfSalt: SALT,
      authKey: AUTH_KEY,
      wrappedKey: WRAPPED_KEY,
      recovery: { authKey: RECOVERY_AUTH_KEY, wrappedKey: WRAPPED_KEY },
      keys: MEMBER_KEYS,
      nowMs,
    });
    assert.ok("member" in joined);
    // Some life: sign-ins, and a changed record.
    for (let n = 0; n < 5; n++) {
      await api.call("POST", "/api/practice/sign-in", { body: { email: EMAIL, authKey: AUTH_KEY } });
    }
    for (const text of [NAME, EMAIL]) assert.ok((await dump(server.kvFile)).text.includes(text));
    const ledger = { id: randomSecret(128), portions: 1, tag: await ledgerTag(new Map()) };
    const headers = { authorization: `Bearer ${await api.prove(cookie, "practice")}` };
    const portion = { id: ledger.id, portion: 0, sealed: "AAAA" };
    assert.equal((await api.call("PUT", "/api/practice/ledger", { cookie, body: portion })).status, 204);
    const rotation = { id: first.id, epoch: 2, sealed: "AAAA", publicKey: "AAAA" };
    const { status, body } = await api.call("POST", `/api/practice/members/${memberId}/removal`, {
      cookie,
      headers,
      body: { keyEpoch: 2, members: [rotation], ledger },
    });
    assert.equal(status, 204, body.error);
    const { text } = await dump(server.kvFile);
    for (const gone of [NAME, EMAIL]) assert.ok(!text.includes(gone), gone);
    assert.ok(text.includes("ada@praxis.example"));
    assert.equal((await kv.get(scrubDueKey)).value, null);
  } finally {
    kv.close();
  }
});
