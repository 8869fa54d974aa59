import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { GuestChannel } from "../../call/pairing/guest_channel.ts";
import { GuessBudget } from "../../call/pairing/guess_budget.ts";
import { parseAccessCode } from "../../e2ee/codes.ts";
import { MAX_FAILURES } from "../../e2ee/guesses.ts";
import { de } from "../../i18n/de/mod.ts";
import { randomSecret } from "../../kv/hashes.ts";
import { RATE_LIMITS, ROOM_LIMITS } from "../../wire/limits.ts";
import { ApiClient, type Seated } from "../api/client.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import { allowDevices, type Invitation, invite, joinByCode, phase, setUpPractice } from "./journey.ts";

const { blockedCode } = de.call;
const ADDRESSES = 20;
const MINUTES = 10;

/** Strangers at twenty addresses who know a locator, and do all that the server's limits let them do. */
class Strangers {
  readonly seats: Seated[] = [];
  readonly #locator: string;
  readonly #wrong: string;

  constructor(readonly server: RunningServer, readonly room: string, code: string) {
    const parsed = parseAccessCode(code);
    if (!("locator" in parsed)) throw new RangeError(`Not a code: ${code}`);
    this.#locator = parsed.locator;
    this.#wrong = String((Number(parsed.secret) + 1) % 1_000_000).padStart(6, "0");
  }

  /** Uses every address's tries of `minutes` at once: in between the limits are as new. Returns the refusals' codes. */
  async attack(minutes = 1): Promise<Set<string>> {
    const refusals = new Set<string>();
    for (let minute = 0; minute < minutes; minute++) {
      await this.#forgetTries();
      await Promise.all(Array.from({ length: ADDRESSES }, async (_, i) => {
        for (let tries = 0; tries < RATE_LIMITS.joins.tries; tries++) {
          const outcome = await this.join(i);
          if (typeof outcome === "string") refusals.add(outcome);
          else this.seats.push(outcome);
        }
      }));
    }
    return refusals;
  }

  /** Takes a seat from one of the addresses; the code of the refusal if there is none. */
  async join(address: number): Promise<Seated | string> {
    const peerId = randomSecret(128);
    const { body } = await new ApiClient(this.server).call<{ room: string; token: string }>(
      "POST",
      "/api/join",
      {
        body: { locator: this.#locator, peerId },
        headers: { "x-forwarded-for": `192.0.2.${address}` },
      },
    );
    return body.error ?? { room: body.room, peerId, token: body.token };
  }

  /** Sends hellos with a wrong secret to the host, until the code is blocked. */
  async guess(): Promise<void> {
    await this.#forgetTries();
    const api = new ApiClient(this.server);
    for (let i = 0; i <= MAX_FAILURES; i++) {
      const seat = await this.join(i);
      assert.ok(typeof seat !== "string", String(seat));
      const host = (await api.poll(seat, 0)).body.peers.find(({ role }) => role === "host");
      assert.ok(host);
      const channel = new GuestChannel({
        origin: this.server.origin,
        room: this.room,
        peerId: seat.peerId,
        theirPeerId: host.peerId,
        fingerprint: crypto.getRandomValues(new Uint8Array(32)),
        name: "Niemand",
        secret: { method: "code", digits: this.#wrong },
        budget: new GuessBudget({ change: (by) => Promise.resolve(by(0)) }, MAX_FAILURES),
        pin: { accepts: () => Promise.resolve(true) },
        resume: { load: () => Promise.resolve(undefined), save: () => Promise.resolve() },
      });
      const [hello] = await channel.open("secret");
      await api.send(seat, { ...seat, peerId: host.peerId }, 1, hello);
      this.seats.push(seat);
    }
  }

  /** As if a minute had passed. */
  async #forgetTries(): Promise<void> {
    using kv = await Deno.openKv(this.server.kvFile);
    for await (const { key } of kv.list({ prefix: ["tries"] })) await kv.delete(key);
  }
}

async function openRoom(page: Page, origin: string, { room }: Invitation): Promise<void> {
  await page.goto(`${origin}/r/${room}`);
  await allowDevices(page);
  await phase(page, "waiting", "knocking");
}

async function joinByLink(page: Page, { link }: Invitation): Promise<void> {
  await page.goto(link);
  await page.getByRole("button", { name: "Raum beitreten" }).click();
  await allowDevices(page);
}

Deno.test("strangers: with the locator, 20 addresses and ten minutes they keep the invited person out neither by code nor by link", async (suite) => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const browser = await launchChromium();
  try {
    const [doctor, byCode, byLink] = await Promise.all([1, 2, 3].map(() => openPerson(browser)));
    assert.ok(doctor && byCode && byLink);
    await setUpPractice(doctor.page, server.setUpLink);

    await suite.step("before the practice comes: both wait on, whatever comes after them", async () => {
      const invitation = await invite(doctor.page, server.origin, "Ottilie Krämer");
      const strangers = new Strangers(server, invitation.room, invitation.code);
      assert.deepEqual(await strangers.attack(), new Set());
      await joinByCode(byCode.page, server.origin, "Ottilie Krämer", invitation.code);
      await allowDevices(byCode.page);
      await joinByLink(byLink.page, invitation);
      for (const { page } of [byCode, byLink]) await phase(page, "waiting");
      const seatLost = Promise.race(
        [byCode, byLink].map(({ page }) =>
          page.waitForRequest("**/api/join", { timeout: 0 }).then(() => "lost")
        ),
      ).catch(() => "closed");
      await strangers.attack(MINUTES - 1);
      const theirs = await Promise.all(
        strangers.seats.slice(-3 * ADDRESSES).map((seat) => new ApiClient(server).poll(seat, 0)),
      );
      const there = theirs.filter(({ status }) => status === 200).length;
      assert.ok(there > 0 && there < ROOM_LIMITS.unprovenSeats, `${there} strangers are there`);
      assert.equal(await Promise.race([seatLost, Promise.resolve("kept")]), "kept");
      for (const { page } of [byCode, byLink]) await phase(page, "waiting");

      await openRoom(doctor.page, server.origin, invitation);
      await doctor.page.getByText("Ottilie Krämer möchte eintreten.").nth(1).waitFor();
      await strangers.guess(); // the code is blocked; who has proved it stays
      await doctor.page.getByRole("button", { name: blockedCode.newCode }).waitFor();
      assert.equal(await doctor.page.getByText("Ottilie Krämer möchte eintreten.").count(), 2);
      await doctor.page.getByRole("button", { name: "Einlassen" }).first().click();
      await phase(doctor.page, "connected");
      await Promise.race([byCode, byLink].map(({ page }) => phase(page, "connected")));
    });

    await suite.step(
      "with the practice in the room: by the link at once, by a code with the next one",
      async () => {
        const invitation = await invite(doctor.page, server.origin, "Erika Beispiel");
        const strangers = new Strangers(server, invitation.room, invitation.code);
        await openRoom(doctor.page, server.origin, invitation);
        await strangers.attack();
        await strangers.guess();
        await doctor.page.getByRole("button", { name: blockedCode.newCode }).waitFor();
        await joinByLink(byLink.page, invitation);
        await doctor.page.getByText("Erika Beispiel möchte eintreten.").waitFor();

        await doctor.page.getByRole("button", { name: blockedCode.newCode }).click();
        const code = await doctor.page.getByRole("status", { name: blockedCode.code }).innerText();
        const told = await Promise.all(
          strangers.seats.slice(-3).map((seat) => new ApiClient(server).poll(seat, 0)),
        );
        assert.deepEqual(new Set(told.map(({ body }) => body.error)), new Set(["seat_replaced"]));
        assert.deepEqual(
          await strangers.attack(2),
          new Set(["consultation_unknown"]),
          "the old code is dead",
        );
        await joinByCode(byCode.page, server.origin, "Erika mit Code", code);
        await allowDevices(byCode.page);
        await doctor.page.getByText("Erika mit Code möchte eintreten.").waitFor();
        const knock = doctor.page.locator("div").filter({ hasText: "Erika mit Code möchte eintreten." })
          .last();
        await knock.getByRole("button", { name: "Einlassen" }).click();
        await Promise.all([doctor, byCode].map(({ page }) => phase(page, "connected")));
      },
    );
    assert.deepEqual([...doctor.errors, ...byCode.errors, ...byLink.errors], []);
  } finally {
    await browser.close();
  }
});
