import assert from "node:assert/strict";
import { de } from "../../i18n/de/mod.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { launchChromium, openPerson, type Person } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { makeSmallDisk, MAY_MOUNT } from "../support/small_disk.ts";
import { allowDevices, invite, joinByCode, openJoinPage, phase, setUpPractice } from "./journey.ts";

/** A held poll, and the next one. */
const POLL_MS = 60_000;
const { signalingLost } = de.call.status;

Deno.test({
  name:
    "full disk: guest, host, list and whoever comes read it, and all goes on without a click when there is space",
  ignore: !MAY_MOUNT,
  fn: async () => {
    await using disk = await makeSmallDisk();
    await using server = await startServer({ KV_URL: `${disk.directory}/v.sqlite3` });
    const browser = await launchChromium();
    try {
      const people = await Promise.all([1, 2, 3, 4].map(() => openPerson(browser)));
      const [doctor, patient, late, typing] = people as [Person, Person, Person, Person];
      await setUpPractice(doctor.page, server.setUpLink);
      const other = await invite(doctor.page, server.origin, "Moritz Muster");
      const { code, room } = await invite(doctor.page, server.origin, "Erika Beispiel");
      const [host, guest, list] = [doctor.page, patient.page, await doctor.context.newPage()];
      await joinByCode(guest, server.origin, "Erika Beispiel", code);
      await allowDevices(guest);
      await phase(guest, "waiting");
      await list.goto(`${server.origin}/practice`);
      await list.locator(`li[data-room="${room}"][data-state=waiting]`).waitFor();
      await openJoinPage(typing.page, server.origin);

      await disk.fill();
      // Who waits hears of it when its poll ends.
      await guest.getByText(de.call.waiting.unavailable).waitFor({ timeout: POLL_MS });
      const problem = list.locator("[data-error=unavailable]");
      await problem.getByText(de.practice.errors.unavailable).waitFor({ timeout: POLL_MS });
      await assertAccessible(list, "list, disk full");
      // Who comes now reads it as well: the host, a guest by link, and one by code.
      await host.goto(`${server.origin}/r/${room}`);
      await host.getByRole("heading", { name: de.errors.unavailable.title }).waitFor();
      await late.page.goto(new URL(other.link, server.origin).href);
      await late.page.getByText(de.call.entrance.unreachable).waitFor();
      await typing.page.getByLabel("Ihr Name").fill("Moritz Muster");
      await typing.page.getByLabel("Ihr Zugangscode").fill(other.code);
      await typing.page.getByRole("button", { name: "Raum beitreten" }).click();
      await typing.page.getByText(de.join.errors.unavailable).waitFor();

      await disk.empty();
      await guest.getByText(de.call.waiting.unavailable).waitFor({ state: "detached" });
      await problem.waitFor({ state: "detached" });
      await late.page.getByRole("button", { name: "Raum beitreten" }).waitFor();
      await allowDevices(host);
      await phase(host, "knocking");
      await host.getByRole("button", { name: "Einlassen" }).click();
      for (const page of [host, guest]) await phase(page, "connected");

      // The same once more, for a host who was there before.
      await disk.fill();
      await host.getByText(signalingLost).waitFor({ timeout: POLL_MS });
      await phase(host, "connected");
      await disk.empty();
      await host.getByText(signalingLost).waitFor({ state: "detached" });
      assert.deepEqual(people.flatMap(({ errors }) => errors), []);
    } finally {
      await browser.close();
    }
  },
});
