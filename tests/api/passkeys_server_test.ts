import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { inviteMember, joinPractice, takeInvitationKey } from "../../kv/member_invitations.ts";
import { findMemberByEmail } from "../../kv/members.ts";
import type { PasskeysAnswer } from "../../wire/passkeys.ts";
import { RATE_LIMITS } from "../../wire/limits.ts";
import { startServer } from "../support/running_server.ts";
import { AUTH_KEY, cookieOf, MEMBER_KEYS, RECOVERY_AUTH_KEY, SALT, WRAPPED_KEY } from "./client.ts";
import { PasskeyClient } from "./passkey_client.ts";
import { type Deviation, SoftwarePasskey } from "./software_authenticator.ts";

const PASSKEY_WRAP = "p".repeat(80);

const REFUSED = [401, "passkey_refused"];
const EXPIRED = [410, "passkey_expired"];

Deno.test("passkeys: added with the passphrase, listed, signed in with, removed", async () => {
  await using server = await startServer();
  const api = new PasskeyClient(server);
  const cookie = await api.setUp();
  const options = await api.options(cookie);
  assert.deepEqual(options.rp, { id: "127.0.0.1", name: "Praxis" });
  assert.equal(options.authenticatorSelection.userVerification, "required");
  assert.deepEqual(await api.tryToProve(cookie, hashSecret("wrong")), [403, "passphrase_wrong"]);
  const { passkey, sent, status, token } = await api.add(cookie, { wrappedKey: PASSKEY_WRAP });
  assert.equal(status, 201);
  assert.deepEqual((await api.options(cookie)).excludeCredentials.map(({ id }) => id), [passkey.id]);
  const again = await api.call("POST", "/api/practice/passkeys", { cookie, token, body: sent });
  assert.deepEqual([again.status, again.body.error], EXPIRED, "the same once more");
  const list = async () =>
    (await api.call<PasskeysAnswer>("GET", "/api/practice/passkeys", { cookie })).body.passkeys;
  const [listed] = await list();
  assert.deepEqual([listed!.opens, listed!.external, listed!.usedAtMs], [true, false, undefined]);

  const signedIn = await api.signIn(passkey);
  assert.equal(signedIn.status, 200);
  assert.equal(signedIn.body.wrappedKey, PASSKEY_WRAP);
  assert.match(signedIn.headers.get("set-cookie")!, /HttpOnly/);
  assert.ok((await list())[0]!.usedAtMs);
  const session = cookieOf(signedIn.headers);
  const consultations = await api.call("GET", "/api/practice/consultations", { cookie: session });
  assert.equal(consultations.status, 200);

  const remove = () => api.call("DELETE", `/api/practice/passkeys/${listed!.id}`, { cookie, token });
  assert.equal((await remove()).status, 204);
  assert.equal((await remove()).body.error, "passkey_unknown");
  const out = await api.call("GET", "/api/practice/consultations", { cookie: session });
  assert.equal(out.body.error, "signed_out", "what was signed in with it is signed out");
  assert.deepEqual((await api.signIn(passkey)).told, [404, "passkey_unknown"]);
});

Deno.test("passkeys: one without PRF signs in and gets nothing to try passphrases on", async () => {
  await using server = await startServer();
  const api = new PasskeyClient(server);
  const cookie = await api.setUp();
  const { passkey } = await api.add(cookie);
  const { status, body, headers } = await api.signIn(passkey);
  assert.deepEqual([status, "wrappedKey" in body], [200, false]);
  const unlock = async (authKey: string) =>
    await api.call("POST", "/api/practice/unlock", { cookie: cookieOf(headers), body: { authKey } });
  assert.equal((await unlock(hashSecret("wrong"))).body.error, "passphrase_wrong");
  assert.equal((await unlock(AUTH_KEY)).body["wrappedKey"], WRAPPED_KEY);
  assert.equal((await unlock(AUTH_KEY)).body["expiresAtMs"], body.expiresAtMs, "of the same sign-in");
});

Deno.test("passkeys: a sign-in that does not hold is refused, and uses its challenge up", async (suite) => {
  await using server = await startServer();
  const api = new PasskeyClient(server);
  const cookie = await api.setUp();
  const { passkey } = await api.add(cookie);
  const wrong: Record<string, [Deviation, unknown[]]> = {
    "on another site's page": [{ origin: "https://vieraugen.example" }, [403, "passkey_origin"]],
    "on another port": [{ origin: "http://127.0.0.1:1" }, [403, "passkey_origin"]],
    "for another site": [{ rpId: "vieraugen.example" }, REFUSED],
    "without knowing who is there": [{ verified: false }, REFUSED],
    "for somebody else": [{ userHandle: randomSecret(128) }, REFUSED],
    "meant for something else": [{ type: "webauthn.create" }, REFUSED],
  };
  for (const [name, [deviation, told]] of Object.entries(wrong)) {
    await suite.step(name, async () => {
      const credential = passkey.get(await api.challenge(), deviation);
      assert.deepEqual((await api.present(credential)).told, told);
      assert.deepEqual((await api.present(credential)).told, EXPIRED);
    });
  }
  await suite.step("with another key's signature, or a changed one", async () => {
    const other = new SoftwarePasskey(server.origin, passkey.memberId);
    assert.deepEqual((await api.signIn(other)).told, [404, "passkey_unknown"]);
    assert.deepEqual(
      (await api.present({ ...other.get(await api.challenge()), id: passkey.id })).told,
      REFUSED,
    );
    const { clientDataJSON } = passkey.get(await api.challenge());
    assert.deepEqual(
      (await api.present({ ...passkey.get(await api.challenge()), clientDataJSON })).told,
      REFUSED,
    );
  });
  await suite.step("replayed; with a challenge that was made up, or is for adding a passkey", async () => {
    const credential = passkey.get(await api.challenge());
    assert.equal((await api.present(credential)).status, 200);
    assert.deepEqual((await api.present(credential)).told, EXPIRED);
    const { rpId } = await api.challenge();
    for (const challenge of [randomSecret(256), (await api.options(cookie)).challenge]) {
      assert.deepEqual((await api.present(passkey.get({ challenge, rpId }))).told, EXPIRED);
    }
  });
});

Deno.test("passkeys: a counter that goes back is refused, and told", async () => {
  await using server = await startServer();
  const api = new PasskeyClient(server);
  const { passkey } = await api.add(await api.setUp(), { counter: 3 });
  assert.equal((await api.signIn(passkey, { counter: 4 })).status, 200);
  for (const counter of [4, 3, 0]) {
    assert.deepEqual((await api.signIn(passkey, { counter })).told, [401, "passkey_copied"]);
  }
  assert.equal((await api.signIn(passkey, { counter: 5 })).status, 200);
});

Deno.test("passkeys: one that does not hold is not added", async () => {
  await using server = await startServer();
  const api = new PasskeyClient(server);
  const cookie = await api.setUp();
  const wrong: [Deviation, unknown[]][] = [
    [{ origin: "https://vieraugen.example" }, [403, "passkey_origin"]],
    [{ rpId: "vieraugen.example" }, REFUSED],
    [{ verified: false }, REFUSED],
    [{ type: "webauthn.get" }, REFUSED],
    [{ format: "tpm" }, REFUSED],
    [
      {
        format: "packed",
        statement: new Map<string, number | Buffer | Buffer[]>([
          ["alg", -7],
          ["sig", Buffer.from("sig")],
          ["x5c", [Buffer.from("certificate")]],
        ]),
      },
      REFUSED,
    ],
  ];
  for (const [deviation, told] of wrong) assert.deepEqual((await api.add(cookie, deviation)).told, told);
  // A challenge for a sign-in adds nothing.
  const { challenge } = await api.challenge();
  const passkey = new SoftwarePasskey(server.origin, SALT);
  const credential = passkey.create({ challenge, rp: { id: "127.0.0.1" } });
  const { body } = await api.call("POST", "/api/practice/passkeys", {
    cookie,
    token: await api.prove(cookie, "account"),
    body: { credential, external: false },
  });
  assert.equal(body.error, "passkey_expired");
  const { body: list } = await api.call<PasskeysAnswer>("GET", "/api/practice/passkeys", { cookie });
  assert.deepEqual(list.passkeys, []);
});

Deno.test("passkeys: belong to the public origin, whatever host a request names", async () => {
  const publicOrigin = "https://video.praxis.example";
  await using server = await startServer({ PUBLIC_ORIGIN: publicOrigin });
  const api = new PasskeyClient({ ...server, setUpLink: server.setUpLink });
  const cookie = await api.setUp();
  assert.equal((await api.challenge()).rpId, "video.praxis.example");
  assert.deepEqual((await api.add(cookie)).told, [403, "passkey_origin"], "under the machine's own name");
  const { passkey, status } = await api.add(cookie, { origin: publicOrigin });
  assert.equal(status, 201);
  assert.deepEqual((await api.signIn(passkey)).told, [403, "passkey_origin"]);
  assert.equal((await api.signIn(passkey, { origin: publicOrigin })).status, 200);
});

Deno.test("passkeys: an assistant's has the assistant's rights, and only sees its own", async () => {
  await using server = await startServer();
  const api = new PasskeyClient(server);
  const cookie = await api.setUp();
  const { room } = await api.create(cookie);
  await api.add(cookie);
  const kv = await Deno.openKv(server.kvFile);
  const [token, nowMs] = [randomSecret(256), Date.now()];
  const { practiceId } = (await findMemberByEmail(kv, "ada@praxis.example"))!;
  await inviteMember(kv, {
    practiceId,
    tokenHash: hashSecret(token),
    wrappedKey: WRAPPED_KEY,
    role: "assistant",
    keyEpoch: 1,
    nowMs,
  });
  const claim = randomSecret(256);
  await takeInvitationKey(kv, { token, claim, nowMs });
  const joined = await joinPractice(kv, {
    token,
    claim,
    memberId: randomSecret(128),
    memberName: "Bea",
    email: "bea@praxis.example",
    kdfSalt: SALT,
    authKey: AUTH_KEY,
    wrappedKey: WRAPPED_KEY,
    recovery: { authKey: RECOVERY_AUTH_KEY, wrappedKey: WRAPPED_KEY },
    keys: MEMBER_KEYS,
    nowMs,
  });
  kv.close();
  assert.ok("member" in joined);
  const signIn = await api.call("POST", "/api/practice/sign-in", {
    body: { email: "bea@praxis.example", authKey: AUTH_KEY },
  });
  const { passkey } = await api.add(cookieOf(signIn.headers));
  const bea = cookieOf((await api.signIn(passkey)).headers);
  const seat = await api.call("POST", `/api/rooms/${room}/host`, {
    cookie: bea,
    body: { peerId: randomSecret(128) },
  });
  assert.equal(seat.body.error, "forbidden");
  const { body: mine } = await api.call<PasskeysAnswer>("GET", "/api/practice/passkeys", { cookie: bea });
  const { body: theirs } = await api.call<PasskeysAnswer>("GET", "/api/practice/passkeys", { cookie });
  assert.deepEqual([mine.passkeys.length, theirs.passkeys.length], [1, 1]);
  const stolen = await api.call("DELETE", `/api/practice/passkeys/${theirs.passkeys[0]!.id}`, {
    cookie: bea,
    token: await api.prove(bea, "account"),
  });
  assert.equal(stolen.body.error, "passkey_unknown");
});

Deno.test("passkeys: tries are limited like those of the passphrase", async () => {
  await using server = await startServer();
  const api = new PasskeyClient(server);
  const cookie = await api.setUp();
  const { passkey } = await api.add(cookie);
  const tries = async (most: number, attempt: () => Promise<{ status: number }>) => {
    for (let count = 0; count <= most; count++) {
      if ((await attempt()).status === 429) return count;
    }
    return undefined;
  };
  // Of one member from one address, before those of the address.
  const { tries: most } = RATE_LIMITS.signInsPerPair;
  for (let i = 0; i < most; i++) {
    assert.equal((await api.signIn(passkey)).told[0], 200, "only wrong ones are counted");
  }
  assert.equal(await tries(most, async () => await api.signIn(passkey, { verified: false })), most);
  const { tries: unlocks } = RATE_LIMITS.unlocks;
  const prove = async () => ({ status: (await api.tryToProve(cookie, hashSecret("wrong")))[0] as number });
  assert.equal(await tries(unlocks, prove), unlocks - 1, "one was right");
  // Whoever has stolen one sign-in's cookie uses up the tries of that sign-in only.
  const { headers } = await api.call("POST", "/api/practice/sign-in", {
    body: { email: "ada@praxis.example", authKey: AUTH_KEY },
  });
  assert.deepEqual(await api.tryToProve(cookieOf(headers), AUTH_KEY), [200, undefined]);
});

Deno.test("passkeys: one proves that its member is there, for one purpose, once", async () => {
  await using server = await startServer();
  const api = new PasskeyClient(server);
  const cookie = await api.setUp();
  const { passkey } = await api.add(cookie, { wrappedKey: PASSKEY_WRAP });
  const other = await api.add(cookie);
  const options = await api.proofChallenge(cookie, "practice");
  assert.deepEqual(options.allowCredentials.map(({ id }) => id), [passkey.id, other.passkey.id]);
  const credential = passkey.get(options);
  const given = await api.proveByPasskey(cookie, "practice", credential);
  assert.equal(given.status, 200);
  assert.equal(given.body.wrappedKey, PASSKEY_WRAP, "its own wrap, never the passphrase's");
  assert.deepEqual((await api.proveByPasskey(cookie, "practice", credential)).told, EXPIRED, "once");
  const bare = other.passkey.get(await api.proofChallenge(cookie, "practice"));
  assert.equal("wrappedKey" in (await api.proveByPasskey(cookie, "practice", bare)).body, false);
  const settings = (token: string) =>
    api.call("PUT", "/api/practice/settings", {
      cookie,
      token,
      body: { version: 1, name: "Neu", lobbyMinutes: 30, sealed: "AAAA" },
    });
  assert.equal((await settings(await api.prove(cookie, "account"))).body.error, "proof_needed");
  assert.equal((await settings(given.body.proof)).status, 204);

  const wrong = async (challenge: Promise<{ challenge: string; rpId: string }>, deviation: Deviation = {}) =>
    (await api.proveByPasskey(cookie, "practice", passkey.get(await challenge, deviation))).told;
  assert.deepEqual(await wrong(api.proofChallenge(cookie, "account")), EXPIRED, "for another purpose");
  assert.deepEqual(await wrong(api.challenge()), EXPIRED, "for a sign-in");
  assert.deepEqual(await wrong(api.proofChallenge(cookie, "practice"), { verified: false }), REFUSED);
  assert.deepEqual(
    await wrong(api.proofChallenge(cookie, "practice"), { origin: "https://vieraugen.example" }),
    [403, "passkey_origin"],
  );
  const stranger = new SoftwarePasskey(server.origin, passkey.memberId);
  const forged = stranger.get(await api.proofChallenge(cookie, "practice"));
  assert.deepEqual((await api.proveByPasskey(cookie, "practice", forged)).told, [404, "passkey_unknown"]);
  const signed = await api.signIn(passkey);
  const elsewhere = cookieOf(signed.headers);
  const stolen = await api.call("PUT", "/api/practice/settings", {
    cookie: elsewhere,
    token: given.body.proof,
    body: { version: 2, name: "Fremd", lobbyMinutes: 30, sealed: "AAAA" },
  });
  assert.equal(stolen.body.error, "proof_needed", "of another sign-in");
});
