import assert from "node:assert/strict";
import { hashSecret } from "../../kv/hashes.ts";
import {
  type Consultation,
  consultationKey,
  presenceKey,
  type Seat,
  seatKey,
  type Session,
  sessionKey,
} from "../../kv/keys.ts";
import { MEMBER_LIMITS, ROOM_LIMITS } from "../../wire/limits.ts";
import type { PasskeyCreationOptions, PasskeyRequestOptions } from "../../wire/passkeys.ts";
import type { SettingsAnswer } from "../../wire/settings.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import { ApiClient, AUTH_KEY, cookieOf, RECOVERY_AUTH_KEY, WRAPPED_KEY } from "./client.ts";
import { ENDPOINT_CASES } from "./endpoints.ts";
import { testWithRoom } from "./room_scene.ts";
import { SoftwarePasskey } from "./software_authenticator.ts";

const EMAIL = "ada@praxis.example";

class Practice extends ApiClient {
  constructor(readonly running: RunningServer) {
    super(running);
  }

  async signIn() {
    return await this.call("POST", "/api/practice/sign-in", { body: { email: EMAIL, authKey: AUTH_KEY } });
  }

  async addPasskey(cookie: string): Promise<SoftwarePasskey> {
    const token = await this.prove(cookie, "account");
    const path = "/api/practice/passkeys";
    const options = await this.call<PasskeyCreationOptions>("POST", `${path}/options`, { cookie, token });
    const passkey = new SoftwarePasskey(this.running.origin, options.body.user.id);
    const credential = passkey.create(options.body);
    const added = await this.call("POST", path, { cookie, token, body: { credential, external: false } });
    assert.equal(added.status, 201);
    return passkey;
  }

  async signInBy(passkey: SoftwarePasskey): Promise<string> {
    const path = "/api/practice/passkey-sign-in";
    const { body } = await this.call<PasskeyRequestOptions>("POST", `${path}/options`);
    const { headers, status } = await this.call("POST", path, { body: { credential: passkey.get(body) } });
    assert.equal(status, 200);
    return cookieOf(headers);
  }

  async require(cookie: string, passkeysRequired: boolean, version: number) {
    return await this.call("PUT", "/api/practice/settings", {
      cookie,
      token: await this.prove(cookie, "practice"),
      body: { version, name: "Praxis", lobbyMinutes: 30, passkeysRequired, sealed: "AAAA" },
    });
  }
}

Deno.test("required passkeys: the passphrase alone leads to adding one, and then is not enough", async (suite) => {
  await using server = await startServer();
  const api = new Practice(server);
  const byPassphrase = await api.setUp();
  let passkey!: SoftwarePasskey;

  await suite.step("only whoever has signed in with one can require them", async () => {
    const refused = await api.require(byPassphrase, true, 1);
    assert.deepEqual([refused.status, refused.body.error], [403, "passkey_needed"]);
    passkey = await api.addPasskey(byPassphrase);
    assert.equal((await api.require(byPassphrase, true, 1)).body.error, "passkey_needed", "added, not used");
    const byPasskey = await api.signInBy(passkey);
    assert.equal((await api.require(byPasskey, true, 1)).status, 204);
    const { body } = await api.call<SettingsAnswer>("GET", "/api/practice/settings", { cookie: byPasskey });
    assert.equal(body.passkeysRequired, true);
  });

  await suite.step(
    "the passphrase alone signs nobody in who has a passkey; a wrong one is told as ever",
    async () => {
      const refused = await api.signIn();
      assert.deepEqual(
        [refused.status, refused.body],
        [403, { error: "passkey_needed" }],
        "and no key is given",
      );
      const body = { email: EMAIL, authKey: hashSecret("wrong") };
      const wrong = await api.call("POST", "/api/practice/sign-in", { body });
      assert.equal(wrong.body.error, "sign_in_wrong");
    },
  );

  await suite.step("a sign-in without a passkey may add one, and nothing else", async () => {
    for (const [endpoint, place] of Object.entries(ENDPOINT_CASES)) {
      if (place.for !== "member" || place.beforePasskey) continue;
      const [method, path] = endpoint.split(" ") as [string, string];
      const asked = path.replace(/:\w+/, "A".repeat(22));
      const { status, body } = await api.call(method, asked, {
        cookie: byPassphrase,
        body: place.body && {},
      });
      assert.deepEqual([status, body.error], [403, "passkey_needed"], endpoint);
    }
    for (const page of ["/practice/new", "/practice/members", "/practice/settings"]) {
      const { status, headers } = await api.call("GET", page, { cookie: byPassphrase });
      assert.deepEqual([status, headers.get("location")], [302, "/practice"], page);
    }
    const html = await (await fetch(`${server.origin}/practice`, { headers: { cookie: byPassphrase } }))
      .text();
    assert.match(html, /data-passkey-needed/);
  });

  await suite.step("a lost passkey: the recovery key signs in, to add another", async () => {
    const recovered = await api.call("POST", "/api/practice/recovery", {
      body: {
        email: EMAIL,
        authKey: RECOVERY_AUTH_KEY,
        passphrase: { kdfSalt: "A".repeat(22), authKey: AUTH_KEY, wrappedKey: WRAPPED_KEY },
        recovery: { authKey: hashSecret("next"), wrappedKey: WRAPPED_KEY },
      },
    });
    const cookie = cookieOf(recovered.headers);
    const list = async (of: string) =>
      (await api.call("GET", "/api/practice/consultations", { cookie: of })).status;
    assert.equal(await list(cookie), 403);
    const next = await api.addPasskey(cookie);
    assert.equal(await list(cookie), 200, "now it is as good as one with a passkey");
    const byPasskey = await api.signInBy(next);
    assert.equal((await api.require(byPasskey, false, 2)).status, 204);
    assert.equal((await api.signIn()).status, 200, "no longer required");
  });
});

testWithRoom(
  "idle: a list that is open does not count as use, a call does",
  async (
    { api, server, cookie, room, guest, host },
  ) => {
    using kv = await Deno.openKv(server.kvFile);
    const hash = hashSecret(cookie.split("=")[1]!);
    const unusedForMs = async () => Date.now() - (await kv.get<Session>(sessionKey(hash))).value!.seenAtMs;
    const leaveUnused = async (minutes: number) => {
      const { value } = await kv.get<Session>(sessionKey(hash));
      await kv.set(sessionKey(hash), { ...value!, seenAtMs: Date.now() - minutes * 60_000 });
    };
    const silent = async () => {
      const seenAtMs = Date.now() - 20_000;
      const { value } = await kv.get<Seat>(seatKey(room, host.peerId));
      await kv.set(seatKey(room, host.peerId), { ...value!, seenAtMs });
      await kv.set(presenceKey(room, host.peerId), seenAtMs);
    };
    /** That the seat was seen is written a little later than the poll is answered. */
    const seen = async () => {
      for (let tries = 0; tries < 400; tries++) {
        const { value } = await kv.get<number>(presenceKey(room, host.peerId));
        if (value !== null && Date.now() - value < 15_000) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error("The seat is not seen");
    };
    const list = () => api.call("GET", "/api/practice/consultations", { cookie });
    const poll = async (of?: string) => {
      await silent();
      const path = `/api/rooms/${room}/messages?after=0&waitMs=0`;
      const answer = await api.call("GET", path, { token: host.token, ...(of ? { cookie: of } : {}) });
      assert.equal(answer.status, 200);
      await seen();
    };
    await leaveUnused(30);
    assert.equal((await list()).status, 200);
    await poll();
    assert.ok(await unusedForMs() > 29 * 60_000, "neither a list nor a host elsewhere");
    await poll(cookie);
    assert.ok(await unusedForMs() < 60_000, "a call in this browser");
    assert.equal((await api.call("DELETE", `/api/rooms/${room}/seat`, { token: guest.token })).status, 204);
    await leaveUnused(30);
    await poll(cookie);
    assert.ok(await unusedForMs() < 60_000, "a host who waits around the planned start");
    const { value: consultation } = await kv.get<Consultation>(consultationKey(room));
    const longAgo = { ...consultation!, startsAtMs: Date.now() - ROOM_LIMITS.awaitedMs };
    await kv.set(consultationKey(room), longAgo);
    await leaveUnused(30);
    await poll(cookie);
    assert.ok(await unusedForMs() > 29 * 60_000, "a room that was left open");
    await leaveUnused(30);
    assert.equal((await api.call("PUT", "/api/practice/session", { cookie })).status, 204);
    assert.ok(await unusedForMs() < 60_000, "somebody types");
    await leaveUnused(MEMBER_LIMITS.idleMinutes);
    await poll(cookie);
    assert.equal((await list()).body.error, "signed_out", "what has ended stays ended");
  },
);
