/** The worst lies of a server, told to real browsers by a proxy before a real server. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { parseAccessCode } from "../../e2ee/codes.ts";
import { GuestPairing, HostPairing } from "../../e2ee/handshake.ts";
import { encodeMessage, hash16, KIND } from "../../e2ee/messages.ts";
import { de } from "../../i18n/de/mod.ts";
import type { IncomingMessage, Peer, PollAnswer, SendRequest } from "../../wire/mailbox.ts";
import type { GuestSeatAnswer } from "../../wire/rooms.ts";
import { ApiClient, type Seated } from "../api/client.ts";
import { kindOfBody, methodOf } from "../attack/scene.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { CONSULTATION_KEY } from "../support/consultation_key.ts";
import { type LyingProxy, startLyingProxy } from "../support/lying_proxy.ts";
import type { RunningServer } from "../support/running_server.ts";
import { allowDevices, hangUp, keptResumes, mediaFlows, phase } from "./journey.ts";
import { inCall, PATIENT } from "./meeting.ts";

const { asking, safetyCode, status } = de.call;

const isRoomRequest = (request: Request) => /\/api\/(rooms|join|ice)/.test(request.url);
const refusal = (code: string, status: number) => Response.json({ error: code }, { status });
/** Guests have no cookie of a sign-in. */
const isPatient = (request: Request) => !request.headers.has("cookie");

/** Watches a page until it is asked: for how long no new frame of the partner came, and how many connections it has made. */
async function watchPicture(
  page: Page,
): Promise<() => Promise<{ longestGapMs: number; connections: number }>> {
  const count = () =>
    page.evaluate(() => (globalThis as unknown as { connections: unknown[] }).connections.length);
  const before = await count();
  await page.evaluate(() => {
    const video = document.querySelector<HTMLVideoElement>("video[data-video=partner]")!;
    const watch = { lastMs: performance.now(), longestMs: 0 };
    (globalThis as unknown as { watch: typeof watch }).watch = watch;
    const frame = () => {
      watch.longestMs = Math.max(watch.longestMs, performance.now() - watch.lastMs);
      watch.lastMs = performance.now();
      video.requestVideoFrameCallback(frame);
    };
    video.requestVideoFrameCallback(frame);
  });
  return async () => {
    const longestGapMs = await page.evaluate(() => {
      const { watch } = globalThis as unknown as { watch: { lastMs: number; longestMs: number } };
      return Math.max(watch.longestMs, performance.now() - watch.lastMs);
    });
    return { longestGapMs, connections: await count() - before };
  };
}

/** Both pages show the call, with the picture of the other and over the connection that they had, for a while. */
async function runsOn(
  pages: readonly Page[],
  spanMs: number,
  meanwhile: () => Promise<unknown> = async () => {},
) {
  const watched = await Promise.all(pages.map(watchPicture));
  await Promise.all([meanwhile(), pages[0]!.waitForTimeout(spanMs)]);
  for (const page of pages) assert.equal(await page.locator("main").getAttribute("data-phase"), "connected");
  for (const look of watched) {
    const { longestGapMs, connections } = await look();
    assert.ok(longestGapMs < 3_000, `no picture for ${longestGapMs} ms`);
    assert.equal(connections, 0, "the connection is the one that they had");
  }
}

/** The user name of the page's ICE: another one after each restart. */
const iceUser = (page: Page) =>
  page.evaluate(() => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    const connection = connections.findLast(({ connectionState }) => connectionState === "connected");
    return /^a=ice-ufrag:(.*)$/m.exec(connection?.localDescription?.sdp ?? "")?.[1];
  });

Deno.test("lying server: a seat that is said to be unknown, and then the whole consultation: the call goes on", async (suite) => {
  await using proxy = startLyingProxy();
  await inCall(async ({ doctor, patient }) => {
    const pages = [doctor.page, patient.page];
    await Promise.all(pages.map(mediaFlows));

    await suite.step(
      "401 once for each: another seat, the same connection, and a restart goes by the new seat",
      async () => {
        const told = new Set<boolean>();
        const before = await Promise.all(pages.map(iceUser));
        await runsOn(pages, 12_000, () => {
          proxy.lie = (request, honest) => {
            if (!request.url.includes("/messages?") || told.has(isPatient(request))) return honest();
            told.add(isPatient(request));
            return refusal("seat_unknown", 401);
          };
          proxy.breakOff();
          return Promise.resolve();
        });
        assert.equal(told.size, 2);
        const after = await Promise.all(pages.map(iceUser));
        assert.ok(after.every((user, index) => user && user !== before[index]), "ICE was restarted");
        proxy.lie = (_, honest) => honest();
        await runsOn(pages, 5_000, () => doctor.page.evaluate(() => void dispatchEvent(new Event("online"))));
        const last = await Promise.all(pages.map(iceUser));
        assert.ok(last.every((user, index) => user && user !== after[index]), "and once more");
      },
    );

    await suite.step("every refusal there is, and no answer", async () => {
      const lies: (() => Response)[] = [
        () => refusal("seat_unknown", 401),
        () => refusal("consultation_unknown", 404),
        () => refusal("forbidden", 403),
        () => new Response("<html>", { status: 200 }),
        () => Response.json(null),
        () => refusal("internal", 500),
        // Last, because the doctor's page takes no seat from another device.
        () => refusal("seat_replaced", 410),
      ];
      for (const told of lies) {
        await runsOn(pages, 3_000, () => {
          proxy.lie = (request, honest) => isRoomRequest(request) ? told() : honest();
          proxy.breakOff();
          return Promise.resolve();
        });
      }
      await patient.page.getByText(status.serverDisturbs).or(patient.page.getByText(status.signalingLost))
        .waitFor();
      await assertAccessible(patient.page, "the server disturbs");
    });
  }, { proxy });
});

Deno.test("lying server: the database is lost in the middle of a call, which goes on", async () => {
  await using proxy = startLyingProxy();
  await inCall(async ({ server, doctor, patient }) => {
    const pages = [doctor.page, patient.page];
    await Promise.all(pages.map(mediaFlows));
    await runsOn(pages, 20_000, async () => {
      await server.kill();
      for (const file of [server.kvFile, `${server.kvFile}-wal`, `${server.kvFile}-shm`]) {
        await Deno.remove(file).catch((error) => {
          if (!(error instanceof Deno.errors.NotFound)) throw error;
        });
      }
      await server.restart();
    });
    await Promise.all(
      pages.map((page) => page.getByText(status.serverDisturbs).waitFor({ timeout: 30_000 })),
    );
    await Promise.all(pages.map(mediaFlows));
  }, { proxy });
});

/** Changes what the patient's page hears, and hears what it says. */
class Interceptor {
  readonly heard: { to: string; body: string }[] = [];
  readonly #mail: IncomingMessage[] = [];
  /** Of the patient's latest seat. */
  peerId = "";
  /** Hosts that the server has made up. */
  hosts: string[] = [];
  /** Whether a message of the patient is kept from the server. */
  keeps: (message: { to: string; body: string }) => boolean = ({ to }) => this.hosts.includes(to);
  #n = 1_000;

  constructor(readonly proxy: LyingProxy) {
    proxy.lie = (request, honest) => isPatient(request) ? this.#carry(request, honest) : honest();
  }

  /** Puts something into the patient's next poll. */
  deliver(from: string, body: string): void {
    this.#mail.push({ from, n: ++this.#n, body });
  }

  async #carry(request: Request, honest: (url?: URL) => Promise<Response>): Promise<Response> {
    if (!request.url.includes("/messages")) return await honest();
    this.peerId = request.headers.get("authorization")!.split(".")[1]!;
    if (request.method === "POST") {
      const { messages } = await request.clone().json() as SendRequest;
      this.heard.push(...messages);
      return messages.some(this.keeps) ? Response.json({ cursor: 1 }, { status: 201 }) : await honest();
    }
    if (this.hosts.length === 0 && this.#mail.length === 0) return await honest();
    // A poll that is hardly held, so that what is made up comes in time.
    const url = new URL(request.url);
    url.searchParams.set("waitMs", "300");
    const answer = await honest(url);
    if (!answer.ok) return answer;
    const poll = await answer.json() as PollAnswer;
    const madeUp = this.hosts.map((peerId): Peer => ({
      peerId,
      role: "host",
      joinedAtMs: 0,
      seenAtMs: poll.serverNowMs,
    }));
    return Response.json({
      ...poll,
      peers: [...poll.peers, ...madeUp],
      messages: [...poll.messages, ...this.#mail.splice(0)],
    });
  }
}

async function kindFive(hello: string): Promise<string> {
  return encodeBase64Url(encodeMessage(KIND.resumeUnknown, await hash16(decodeBase64Url(hello))));
}

/** Waits until something is so. */
async function until(page: Page, isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isSo(); tries++) await page.waitForTimeout(100);
  assert.ok(isSo(), isSo.toString());
}

Deno.test("lying server: a made-up kind 5 in an interrupted call: the patient is asked, sends nothing, and both are told to compare", async () => {
  await using proxy = startLyingProxy();
  const interceptor = new Interceptor(proxy);
  await inCall(async ({ doctor, patient }) => {
    await mediaFlows(patient.page);
    const isResume = ({ body }: { body: string }) => kindOfBody(body) === "H1" && methodOf(body) === "r";
    interceptor.keeps = isResume;
    const before = interceptor.heard.length;
    await doctor.page.reload();
    const hello = () => interceptor.heard.slice(before).find(isResume);
    await until(patient.page, () => hello() !== undefined);
    interceptor.deliver(hello()!.to, await kindFive(hello()!.body));
    proxy.breakOff();
    await phase(patient.page, "asking");
    await assertAccessible(patient.page, "the patient is asked");
    await allowDevices(doctor.page);
    await phase(doctor.page, "waiting");
    await patient.page.waitForTimeout(3_000);
    await phase(patient.page, "asking");
    const hellos = interceptor.heard.slice(before).filter(({ body }) => kindOfBody(body) === "H1");
    assert.deepEqual(hellos.map(({ body }) => methodOf(body)), ["r"], "no other hello without a click");
    // The one that every page makes for its certificate has no other end.
    const others = await doctor.page.evaluate(() =>
      (globalThis as unknown as { connections: RTCPeerConnection[] }).connections.map((each) => [
        each.remoteDescription,
        each.getTransceivers().length,
      ])
    );
    assert.deepEqual(others, [[null, 0]], "there is nothing that could receive anything");

    interceptor.keeps = () => false;
    await patient.page.getByRole("button", { name: asking.knock }).click();
    await doctor.page.getByText(`${PATIENT} möchte eintreten.`).waitFor();
    await doctor.page.getByRole("button", { name: "Einlassen" }).click();
    for (const { page } of [doctor, patient]) {
      await phase(page, "connected");
      const alert = page.getByRole("alert", { name: safetyCode.title });
      await alert.waitFor();
      await alert.getByRole("button", { name: safetyCode.compare }).click();
      await page.locator("[data-safety-code]").waitFor();
      await assertAccessible(page, "the safety code has changed");
      await alert.getByRole("button", { name: safetyCode.read }).click();
      await alert.waitFor({ state: "detached" });
    }
    await Promise.all([mediaFlows(doctor.page), mediaFlows(patient.page)]);
  }, { proxy });
});

Deno.test("lying server: a second host beside the first, which knows the code: one hello, no answer, and the call goes on", async () => {
  await using proxy = startLyingProxy();
  const interceptor = new Interceptor(proxy);
  await inCall(async ({ doctor, patient, invitation }) => {
    const pages = [doctor.page, patient.page];
    await Promise.all(pages.map(mediaFlows));
    const peerId = randomBytes(16);
    const name = encodeBase64Url(peerId);
    const said = () => interceptor.heard.filter(({ to }) => to === name).map(({ body }) => body);
    await runsOn(pages, 10_000, async () => {
      interceptor.hosts = [name];
      proxy.breakOff();
      await until(patient.page, () => said().length > 0);
      const [hello] = said() as [string];
      const code = parseAccessCode(invitation.code);
      assert.ok("locator" in code);
      const impostor = new HostPairing({
        origin: proxy.origin,
        room: decodeBase64Url(invitation.room),
        peerId,
        theirPeerId: decodeBase64Url(interceptor.peerId),
        fingerprint: randomBytes(32),
        consultationKey: CONSULTATION_KEY,
        secretFor: ({ method }) => method === "code" ? { method, digits: code.secret } : undefined,
      });
      // Of the resume secret it knows nothing: that is what it says.
      const { replies: [answer] } = await impostor.receive(decodeBase64Url(hello));
      assert.equal(encodeBase64Url(answer!), await kindFive(hello));
      interceptor.deliver(name, encodeBase64Url(answer!));
    });
    assert.deepEqual(said().map(methodOf), ["r"], "one hello, by the resume secret");
    // The doctor's page is gone, and only the other one is there: the patient is asked, and nothing else happens.
    await doctor.page.close();
    await phase(patient.page, "asking");
    await patient.page.waitForTimeout(3_000);
    await phase(patient.page, "asking");
    assert.deepEqual(said().map(methodOf), ["r"]);
  }, { proxy });
});

Deno.test("lying server: no page is told when the consultation ends, and resume secrets live 48 hours; with a vault that stores nothing no sixth wrong code is answered", async () => {
  await using proxy = startLyingProxy();
  const told: string[] = [];
  proxy.lie = async (request, honest) => {
    const answer = await honest();
    const isTold = /\/(r\/|api\/(join|rooms\/[^/]+\/host)$)/.test(new URL(request.url).pathname);
    if (isTold) told.push(`${request.url} ${await answer.clone().text()}`);
    return answer;
  };
  await inCall(async ({ server, doctor, patient, invitation }) => {
    for (const { page } of [doctor, patient]) {
      const [left, ...others] = (await keptResumes(page)).map(({ livesMs }) => livesMs);
      assert.deepEqual(others, []);
      assert.ok(left! > 47.9 * 3600_000 && left! <= 48 * 3600_000, `${left} ms`);
    }
    await hangUp(patient.page);
    const honestly = proxy.lie;
    proxy.lie = (request, honest) =>
      request.method === "PUT" && request.url.includes("/private")
        ? refusal("unavailable", 503)
        : honestly(request, honest);
    let answered = 0;
    for (let visit = 0; visit < 2; visit++) {
      await doctor.page.reload();
      await allowDevices(doctor.page);
      await phase(doctor.page, "waiting");
      for (let tries = 0; tries < 4; tries++) answered += await guess(server, invitation.code);
    }
    assert.equal(answered, 0, "what cannot be counted is not answered");
    const pages = told.filter((text) => text.includes("<!DOCTYPE html>"));
    assert.ok(pages.some((text) => text.includes("practiceId")), "the doctor's page is among them");
    assert.ok(told.length > pages.length, "and so are seats");
    for (const text of told) assert.doesNotMatch(text, /expiresAtMs/);
  }, { proxy });
});

/** One pairing with a wrong code; how often it was answered. */
async function guess(server: RunningServer, code: string): Promise<number> {
  const api = new ApiClient(server);
  const parsed = parseAccessCode(code);
  assert.ok("locator" in parsed);
  const peerId = encodeBase64Url(randomBytes(16));
  const { body } = await api.call<GuestSeatAnswer>("POST", "/api/join", {
    body: { locator: parsed.locator, peerId },
  });
  const seat: Seated = { room: body.room, peerId, token: body.token };
  const { peers } = (await api.poll(seat, 0)).body;
  const host = peers.find(({ role }) => role === "host")!;
  const pairing = new GuestPairing({
    origin: server.origin,
    room: decodeBase64Url(body.room),
    peerId: decodeBase64Url(peerId),
    theirPeerId: decodeBase64Url(host.peerId),
    fingerprint: randomBytes(32),
    secret: {
      method: "code",
      digits: parsed.secret.replace(/./g, (digit) => String((Number(digit) + 1) % 10)),
    },
    name: "Niemand",
    isPractice: () => true,
  });
  await api.send(seat, { ...seat, peerId: host.peerId }, 1, encodeBase64Url(await pairing.hello()));
  const { messages } = (await api.poll(seat, 0, 2_000, undefined)).body;
  await api.call("DELETE", `/api/rooms/${seat.room}/seat`, { token: seat.token });
  return messages.length;
}
