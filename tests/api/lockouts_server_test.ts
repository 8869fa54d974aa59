import assert from "node:assert/strict";
import { hashSecret } from "../../kv/hashes.ts";
import { NETWORK_FACTOR, RATE_LIMITS } from "../../wire/limits.ts";
import { startServer } from "../support/running_server.ts";
import { ApiClient, AUTH_KEY, RECOVERY_AUTH_KEY } from "./client.ts";

const EMAIL = "ada@praxis.example";
const WRONG = hashSecret("wrong");
const OFFICE = "192.0.2.1";
const HOME = "192.0.2.2";

/** A practice behind a proxy; every request says from which address it comes, and at which browser. */
class AddressedClient extends ApiClient {
  async ask(path: string, body: object, from: string, cookie?: string) {
    return await this.call("POST", `/api/practice/${path}`, {
      headers: { "x-forwarded-for": from },
      body,
      ...(cookie === undefined ? {} : { cookie }),
    });
  }

  async signIn(authKey: string, from: string, cookie?: string): Promise<number> {
    return (await this.ask("sign-in", { email: EMAIL, authKey }, from, cookie)).status;
  }

  async openRecovery(authKey: string, from: string, cookie?: string): Promise<number> {
    return (await this.ask("recovery/open", { email: EMAIL, authKey }, from, cookie)).status;
  }

  /** Signs in at a new browser; gives the cookie by which it is known again. */
  async browserAt(from: string): Promise<string> {
    const { headers } = await this.ask("sign-in", { email: EMAIL, authKey: AUTH_KEY }, from);
    const cookie = headers.getSetCookie().find((each) => each.startsWith("vieraugen-browser="));
    assert.ok(cookie, "the browser gets a cookie of its own");
    for (const part of ["HttpOnly", "SameSite=Strict", "Path=/"]) assert.ok(cookie.includes(part), part);
    return cookie.split(";")[0]!;
  }
}

/** Tries until it is refused for the number of tries; gives how many there were. */
async function triesUntilRefused(attempt: () => Promise<number>, most: number): Promise<number> {
  for (let count = 0; count <= most; count++) if (await attempt() === 429) return count;
  return most + 1;
}

Deno.test("lock-outs: a stranger's tries keep the owner out neither at a known browser nor at another address", async (suite) => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const api = new AddressedClient(server);
  await api.setUp();
  const known = await api.browserAt(OFFICE);

  await suite.step("a stranger elsewhere, and one behind the practice's own address", async () => {
    for (const from of ["198.51.100.1", OFFICE]) {
      const count = await triesUntilRefused(() => api.signIn(WRONG, from), 50);
      assert.ok(count <= RATE_LIMITS.signInsPerPair.tries, `${count} from ${from}`);
    }
    assert.equal(await api.signIn(AUTH_KEY, OFFICE, known), 200, "at the known browser");
    assert.equal(await api.signIn(AUTH_KEY, HOME), 200, "at another address");
    assert.equal(
      await api.signIn(AUTH_KEY, OFFICE),
      429,
      "at an unknown browser behind the stranger's address",
    );
  });

  await suite.step("one /48 of IPv6, with as many addresses as it likes", async () => {
    const wrong: number[] = [];
    for (let i = 0; i < 40; i++) {
      wrong.push(await triesUntilRefused(() => api.signIn(WRONG, `2001:db8:1:${i}::1`), 50));
    }
    assert.equal(wrong[0], RATE_LIMITS.signInsPerPair.tries);
    assert.equal(
      wrong.reduce((sum, count) => sum + count),
      NETWORK_FACTOR * RATE_LIMITS.signInsPerPair.tries,
    );
    assert.equal(await api.signIn(AUTH_KEY, "2001:db8:1:ff::1"), 429);
    assert.equal(await api.signIn(AUTH_KEY, "2001:db8:2::1"), 200, "at another /48");
  });

  await suite.step("twenty addresses for ten minutes", async () => {
    for (let i = 0; i < 20; i++) {
      await triesUntilRefused(() => api.signIn(WRONG, `203.0.113.${i}`), 50);
    }
    assert.equal(await api.signIn(AUTH_KEY, OFFICE, known), 200);
    assert.equal(await api.signIn(AUTH_KEY, HOME), 200);
  });

  await suite.step("all tries from unknown browsers together are bounded", async () => {
    let wrong = 0;
    for (let i = 0; i < 60; i++) {
      wrong += await triesUntilRefused(() => api.signIn(WRONG, `198.18.0.${i}`), 50);
    }
    assert.ok(wrong > 0 && wrong <= RATE_LIMITS.signInsPerMember.tries, `${wrong}`);
    assert.equal(await api.signIn(AUTH_KEY, "198.18.1.1"), 429);
    assert.equal(await api.signIn(AUTH_KEY, OFFICE, known), 200, "the known browser is not concerned");
  });

  await suite.step("a known browser's own tries are bounded; a made-up cookie makes none known", async () => {
    const count = await triesUntilRefused(() => api.signIn(WRONG, OFFICE, known), 50);
    assert.equal(count, RATE_LIMITS.signInsPerBrowser.tries);
    const madeUp = `vieraugen-browser=${hashSecret("made up")}`;
    assert.equal(await api.signIn(AUTH_KEY, OFFICE, madeUp), 429);
  });
});

Deno.test("lock-outs: a stranger's recovery keys keep nobody from recovering", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const api = new AddressedClient(server);
  await api.setUp();
  const known = await api.browserAt(OFFICE);
  for (const from of ["198.51.100.1", OFFICE]) {
    const count = await triesUntilRefused(() => api.openRecovery(WRONG, from), 50);
    assert.ok(count <= RATE_LIMITS.recoveriesPerPair.tries, `${count} from ${from}`);
  }
  for (let i = 0; i < 20; i++) await triesUntilRefused(() => api.openRecovery(WRONG, `203.0.113.${i}`), 50);
  assert.equal(await api.openRecovery(RECOVERY_AUTH_KEY, OFFICE, known), 200, "at the known browser");
  assert.equal(await api.openRecovery(RECOVERY_AUTH_KEY, HOME), 200, "at another address");
  assert.equal(
    await triesUntilRefused(() => api.openRecovery(WRONG, OFFICE, known), 50),
    RATE_LIMITS.recoveriesPerBrowser.tries,
    "the known browser's own are bounded, and the right one is taken back",
  );
});

Deno.test("lock-outs: a flood of begun sign-ins from the practice's own address does not reach its known browser", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const api = new AddressedClient(server);
  await api.setUp();
  const known = await api.browserAt(OFFICE);
  for (const [path, body] of [["sign-in-salt", { email: EMAIL }], ["passkey-sign-in/options", {}]] as const) {
    const start = async (cookie?: string) => (await api.ask(path, body, OFFICE, cookie)).status;
    const count = await triesUntilRefused(() => start(), RATE_LIMITS.signInStarts.tries);
    assert.ok(count <= RATE_LIMITS.signInStarts.tries);
    assert.equal(await start(known), 200, path);
  }
});

Deno.test("lock-outs: a browser is known for whoever has signed in there, and by one cookie", async () => {
  await using server = await startServer({ PUBLIC_ORIGIN: "https://video.example" });
  const api = new ApiClient(server);
  const made = await api.call("POST", "/api/practice/setup", { body: api.setUpRequest() });
  const cookieIn = (headers: Headers) =>
    headers.getSetCookie().find((each) => each.startsWith("__Host-vieraugen-browser="))!;
  const cookie = cookieIn(made.headers);
  assert.match(cookie, /^__Host-vieraugen-browser=[\w-]{43}; .*Secure/);
  const again = await api.call("POST", "/api/practice/sign-in", {
    body: { email: EMAIL, authKey: AUTH_KEY },
    cookie: cookie.split(";")[0]!,
  });
  assert.equal(cookieIn(again.headers).split(";")[0], cookie.split(";")[0], "the next sign-in keeps it");
});
