import assert from "node:assert/strict";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { RATE_LIMITS } from "../../wire/limits.ts";
import type { MembersAnswer } from "../../wire/members.ts";
import { startServer } from "../support/running_server.ts";
import {
  ApiClient,
  AUTH_KEY,
  cookieOf,
  MEMBER_KEYS,
  RECOVERY_AUTH_KEY,
  SALT,
  WRAPPED_KEY,
} from "./client.ts";

Deno.test("practice: the set-up link works once; sign-in, sign-out, wrong passphrase, cookie", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const wrong = await api.call("POST", "/api/practice/setup", {
    body: { ...api.setUpRequest(), token: "x" },
  });
  assert.deepEqual([wrong.status, wrong.body.error], [403, "setup_token_wrong"]);
  const made = await api.call("POST", "/api/practice/setup", { body: api.setUpRequest() });
  assert.equal(made.status, 201);
  const cookie = made.headers.get("set-cookie") ?? "";
  for (const part of ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"]) {
    assert.ok(cookie.includes(part), part);
  }
  const again = await api.call("POST", "/api/practice/setup", { body: api.setUpRequest() });
  assert.deepEqual([again.status, again.body.error], [410, "setup_closed"]);

  const signIn = (email: string, authKey: string) =>
    api.call("POST", "/api/practice/sign-in", { body: { email, authKey } });
  const other = hashSecret("another key");
  for (
    const refused of [
      await signIn("ada@praxis.example", other),
      await signIn("nobody@praxis.example", AUTH_KEY),
    ]
  ) {
    assert.deepEqual([refused.status, refused.body], [401, { error: "sign_in_wrong" }]);
  }
  const signedIn = await signIn(" ADA@praxis.example ", AUTH_KEY);
  assert.equal(signedIn.status, 200);
  const session = cookieOf(signedIn.headers);
  const list = () => api.call("GET", "/api/practice/consultations", { cookie: session });
  assert.equal((await list()).status, 200);
  assert.equal((await api.call("DELETE", "/api/practice/session", { cookie: session })).status, 204);
  assert.deepEqual((await list()).body, { error: "signed_out" });

  const salt = (email: string) => api.call("POST", "/api/practice/sign-in-salt", { body: { email } });
  assert.deepEqual((await salt("ada@praxis.example")).body["kdfSalt"], api.setUpRequest()["kdfSalt"]);
  const [a, b] = [await salt("nobody@x.example"), await salt("nobody@x.example")];
  assert.deepEqual(a.body, b.body);
  assert.match(String(a.body["kdfSalt"]), /^[\w-]{22}$/);
  let tries = 0;
  while ((await signIn("ada@praxis.example", other)).status === 401 && tries < 50) tries++;
  assert.ok(tries < RATE_LIMITS.signInsPerPair.tries, "tries are limited");
});

Deno.test("practice: only wrong sign-ins are counted, in any mixture", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const api = new ApiClient(server);
  await api.setUp();
  const signIn = async (email: string, from = "192.0.2.1") =>
    (await api.call("POST", "/api/practice/sign-in", {
      headers: { "x-forwarded-for": from },
      body: { email, authKey: AUTH_KEY },
    })).status;
  const right = () => signIn("ada@praxis.example");
  const wrong = () => signIn(`${randomSecret(128)}@x.example`);
  const { signInsPerAddress, signInsPerPair } = RATE_LIMITS;
  for (let i = 0; i < signInsPerAddress.tries + signInsPerPair.tries; i++) assert.equal(await right(), 200);

  const mixed = await Promise.all(Array.from({ length: 40 }, (_, i) => i % 5 ? wrong() : right()));
  let count = mixed.filter((status) => status === 401).length;
  assert.ok(count <= signInsPerAddress.tries, `${count} at once`);
  while (await wrong() === 401) count++;
  assert.equal(count, signInsPerAddress.tries);
  assert.equal(await right(), 429);
  assert.equal(await signIn("ada@praxis.example", "192.0.2.2"), 200);

  for (let i = 0; i < 2 * signInsPerAddress.tries; i++) {
    const salt = await api.call("POST", "/api/practice/sign-in-salt", { body: { email: `${i}@x.example` } });
    assert.equal(salt.status, 200);
  }
});

/** What a new passphrase or recovery key leaves on the server. */
const secretOf = (name: string) => ({
  authKey: hashSecret(name),
  wrappedKey: name.replaceAll(" ", "-").padEnd(80, "_"),
});
const passphraseOf = (name: string) => ({ kdfSalt: "B".repeat(21) + "A", ...secretOf(name) });

Deno.test("practice: a changed passphrase and a used recovery key end all other sign-ins, at once", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const first = await api.setUp();
  const email = "ada@praxis.example";
  const signIn = async (authKey: string) => {
    const { status, headers, body } = await api.call("POST", "/api/practice/sign-in", {
      body: { email, authKey },
    });
    return { status, cookie: cookieOf(headers), wrappedKey: body["wrappedKey"] };
  };
  const isIn = async (cookie: string) =>
    (await api.call("GET", "/api/practice/consultations", { cookie })).status === 200;
  const second = (await signIn(AUTH_KEY)).cookie;

  const unlock = (authKey: string) =>
    api.call("POST", "/api/practice/unlock", { cookie: first, body: { authKey } });
  const { wrappedKey, keys, rotations } = (await unlock(AUTH_KEY)).body;
  assert.deepEqual([wrappedKey, keys, rotations], [WRAPPED_KEY, MEMBER_KEYS, []]);
  assert.deepEqual((await unlock(hashSecret("x"))).body, { error: "passphrase_wrong" });

  const change = (authKey: string, name: string) =>
    api.call("PUT", "/api/practice/passphrase", {
      cookie: first,
      body: { authKey, passphrase: passphraseOf(name) },
    });
  assert.equal((await change(hashSecret("x"), "two")).body.error, "passphrase_wrong");
  assert.ok(await isIn(second));
  assert.equal((await change(AUTH_KEY, "two")).status, 204);
  assert.deepEqual([await isIn(first), await isIn(second)], [true, false]);
  assert.equal((await signIn(AUTH_KEY)).status, 401);
  const third = await signIn(hashSecret("two"));
  assert.equal(third.wrappedKey, passphraseOf("two").wrappedKey);

  const replaced = await api.call("PUT", "/api/practice/recovery-key", {
    cookie: first,
    token: await api.prove(first, "account", hashSecret("two")),
    body: { recovery: secretOf("paper") },
  });
  assert.equal(replaced.status, 204);
  const open = (authKey: string, of = email) =>
    api.call("POST", "/api/practice/recovery/open", { body: { email: of, authKey } });
  for (const refused of [await open(RECOVERY_AUTH_KEY), await open(hashSecret("paper"), "no@x.example")]) {
    assert.deepEqual([refused.status, refused.body], [401, { error: "recovery_wrong" }]);
  }
  const { members: [own] } =
    (await api.call<MembersAnswer>("GET", "/api/practice/members", { cookie: first })).body;
  assert.deepEqual((await open(hashSecret("paper"))).body, {
    memberId: own!.id,
    wrappedKey: secretOf("paper").wrappedKey,
  });
  const recover = (authKey: string) =>
    api.call("POST", "/api/practice/recovery", {
      body: { email, authKey, passphrase: passphraseOf("three"), recovery: secretOf("new paper") },
    });
  assert.equal((await recover(hashSecret("x"))).body.error, "recovery_wrong");
  const recovered = await recover(hashSecret("paper"));
  assert.equal(recovered.status, 200);
  assert.deepEqual(
    [await isIn(first), await isIn(third.cookie), await isIn(cookieOf(recovered.headers))],
    [false, false, true],
  );
  assert.equal((await recover(hashSecret("paper"))).body.error, "recovery_wrong", "used up");
  assert.equal((await signIn(hashSecret("three"))).status, 200);

  let tries = 0;
  while ((await open(hashSecret(`guess ${tries}`))).status === 401 && tries < 50) tries++;
  assert.ok(tries < RATE_LIMITS.recoveriesPerPair.tries, "tries are limited");
  assert.equal((await recover(hashSecret("new paper"))).status, 429, "for both steps together");
});

Deno.test("practice: only wrong recovery keys are counted, in both steps", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  await api.setUp();
  const email = "ada@praxis.example";
  const open = async (authKey: string) =>
    (await api.call("POST", "/api/practice/recovery/open", { body: { email, authKey } })).status;
  const { recoveriesPerAddress, recoveriesPerPair } = RATE_LIMITS;
  const paper = (round: number) => round === 0 ? RECOVERY_AUTH_KEY : hashSecret(`paper ${round}`);
  const rounds = recoveriesPerAddress.tries + 1;
  for (let round = 0; round < rounds; round++) {
    assert.equal(await open(paper(round)), 200, `opens for the ${round + 1}th time`);
    const { status } = await api.call("POST", "/api/practice/recovery", {
      body: {
        email,
        authKey: paper(round),
        passphrase: passphraseOf("new"),
        recovery: secretOf(`paper ${round + 1}`),
      },
    });
    assert.equal(status, 200, `recovers for the ${round + 1}th time`);
  }
  let wrong = 0;
  while (await open(hashSecret(`guess ${wrong}`)) === 401) wrong++;
  assert.equal(wrong, recoveriesPerPair.tries);
  assert.equal(await open(paper(rounds)), 429);
});

Deno.test("practice: parameters of Argon2id are stored per member, and rise without ending a sign-in", async () => {
  await using server = await startServer({ PASSPHRASE_PASSES: "5" });
  const api = new ApiClient(server);
  const [email, least, raised] = [
    "ada@praxis.example",
    { memoryMib: 64, passes: 3 },
    { memoryMib: 64, passes: 5 },
  ];
  const cookie = await api.setUp(); // as a version before would: without parameters
  const salt = async (of: string) =>
    (await api.call("POST", "/api/practice/sign-in-salt", { body: { email: of } })).body;
  assert.deepEqual(await salt(email), { kdfSalt: SALT, kdf: least, newKdf: raised });
  const { headers } = await api.call("POST", "/api/practice/sign-in", { body: { email, authKey: AUTH_KEY } });
  const other = cookieOf(headers);
  const change = (passphrase: object, isSame?: unknown) =>
    api.call("PUT", "/api/practice/passphrase", { cookie, body: { authKey: AUTH_KEY, passphrase, isSame } });
  const isIn = async () =>
    (await api.call("GET", "/api/practice/consultations", { cookie: other })).status === 200;
  for (const kdf of [{ memoryMib: 8, passes: 1 }, { memoryMib: 64 }, { ...least, passes: 21 }, "64", null]) {
    assert.equal((await change({ ...passphraseOf("weak"), kdf })).status, 400, JSON.stringify(kdf));
  }
  assert.equal((await change(passphraseOf("x"), "yes")).status, 400);
  assert.equal((await change({ ...passphraseOf("two"), kdf: raised }, true)).status, 204);
  assert.deepEqual(await salt(email), { kdfSalt: passphraseOf("two").kdfSalt, kdf: raised, newKdf: raised });
  assert.equal(await isIn(), true, "it is the same passphrase");
  const wrong = await change({ ...passphraseOf("three"), kdf: raised }, true);
  assert.equal(wrong.body.error, "passphrase_wrong", "it is proved like any change");
  const back = await api.call("PUT", "/api/practice/passphrase", {
    cookie,
    body: { authKey: hashSecret("two"), passphrase: passphraseOf("three") },
  });
  assert.equal(back.status, 204);
  assert.deepEqual((await salt(email))["kdf"], least, "a passphrase without parameters has the least");
  assert.equal(await isIn(), false);
  const madeUp = await Promise.all(Array.from({ length: 24 }, (_, i) => salt(`${i}@x.example`)));
  const passes = new Set(madeUp.map(({ kdf }) => (kdf as typeof least).passes));
  assert.deepEqual([...passes].sort(), [3, 5], "unknown addresses look like members of both kinds");
});

Deno.test("practice: over TLS the cookie is Secure and __Host-", async () => {
  await using server = await startServer({ PUBLIC_ORIGIN: "https://video.example" });
  const api = new ApiClient(server);
  const made = await api.call("POST", "/api/practice/setup", { body: api.setUpRequest() });
  assert.match(made.headers.get("set-cookie") ?? "", /^__Host-vieraugen=[\w-]{43}; .*Secure/);
  assert.match(made.headers.get("strict-transport-security") ?? "", /max-age=31536000/);
  const page = await fetch(`${server.origin}/help?x=1`, { redirect: "manual" });
  assert.deepEqual([page.status, page.headers.get("location")], [308, "https://video.example/help?x=1"]);
  await page.body?.cancel();
});
