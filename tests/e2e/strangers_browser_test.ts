import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { de } from "../../i18n/de/mod.ts";
import type { ConsultationSummary } from "../../wire/consultations.ts";
import { ROOM_LIMITS } from "../../wire/limits.ts";
import { ApiClient } from "../api/client.ts";
import { ADDRESSES, Strangers } from "../api/strangers.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { allowDevices, type Invitation, invite, joinByCode, phase, setUpPractice } from "./journey.ts";

const { blockedCode } = de.call;
const MINUTES = 10;

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
      await strangers.attack();
      await joinByCode(byCode.page, server.origin, "Ottilie Krämer", invitation.code);
      await allowDevices(byCode.page);
      await joinByLink(byLink.page, invitation);
      for (const { page } of [byCode, byLink]) await phase(page, "waiting");
      const invited = async () => {
        const guests = await doctor.page.evaluate(async (room) => {
          const answer = await fetch(`/api/practice/consultations/${room}`);
          return (await answer.json() as ConsultationSummary).guests.map(({ peerId }) => peerId);
        }, invitation.room);
        return guests.filter((peerId) => !strangers.seats.some((seat) => seat.peerId === peerId));
      };
      for (let looks = 0; (await invited()).length < 2; looks++) assert.ok(looks < 1_000, "both have a seat");
      const seats = await invited();
      await strangers.attack(MINUTES - 1);
      const theirs = await Promise.all(
        strangers.seats.slice(-3 * ADDRESSES).map((seat) => new ApiClient(server).poll(seat, 0)),
      );
      const there = theirs.filter(({ status }) => status === 200).length;
      assert.ok(there > 0 && there < ROOM_LIMITS.unprovenSeats, `${there} strangers are there`);
      assert.deepEqual(await invited(), seats, "the seats that they had");
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
