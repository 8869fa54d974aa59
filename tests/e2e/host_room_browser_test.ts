import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { de } from "../../i18n/de/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { assertAccessible, assertAccessibleEverywhere } from "../support/accessibility.ts";
import { launchChromium, openPerson, type Person } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import {
  allowDevices,
  focused,
  hangUp,
  type Invitation,
  invite,
  phase,
  setUpPractice,
  shownInTime,
} from "./journey.ts";

const { list } = de.practice;
const { entrance, failures, knock, waiting, panel, ended } = de.call;

Deno.test("host's room: on a slow line no button is shown before it works", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { page, errors } = await openPerson(browser);
    await setUpPractice(page, server.setUpLink);
    const { room } = await invite(page, server.origin, "Ada Eins");
    const arrives = Promise.withResolvers<void>();
    await page.route("**/HostSide-*.js", async (route) => {
      await arrives.promise;
      await route.continue();
    });
    await page.goto(`${server.origin}/r/${room}`);
    await page.locator("html[data-started]").waitFor();
    await page.getByRole("heading", { name: entrance.openingTitle }).waitFor();
    assert.equal(await page.locator("main button").count(), 0, "nothing to press that would be lost");
    arrives.resolve();
    await allowDevices(page);
    await phase(page, "waiting");
    assert.deepEqual(errors, []);

    await page.unrouteAll();
    await page.route("**/HostSide-*.js", (route) => route.abort());
    await page.goto(`${server.origin}/r/${room}`);
    await page.locator("main[data-phase=failed][data-error=network]").waitFor();
    await assertAccessible(page, "half of the room's program missing");

    await page.unrouteAll();
    await page.route("**/HostSide-*.js", () => {}); // never answered
    await page.clock.install();
    await page.goto(`${server.origin}/r/${room}`);
    await page.getByRole("heading", { name: entrance.openingTitle }).waitFor();
    await shownInTime(page.locator("main[data-phase=failed][data-error=network]"));
    await page.unrouteAll();
    await page.getByRole("button", { name: failures.retry }).click();
    await allowDevices(page);
    await phase(page, "waiting");
  } finally {
    await browser.close();
  }
});

/** Counts the sounds of each page besides the partner's: started oscillators and played files. */
async function countSounds(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const counted = globalThis as unknown as { sounds: number };
    counted.sounds = 0;
    // An audio device that starts late would make sounds fail, which is not tested here.
    Object.defineProperty(AudioContext.prototype, "state", { get: () => "running" });
    AudioContext.prototype.resume = () => Promise.resolve();
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      counted.sounds++;
      return start.call(this, when);
    };
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function () {
      if (!this.srcObject) counted.sounds++;
      return play.call(this);
    };
    const shown: string[] = (counted as unknown as { notifications: string[] }).notifications = [];
    globalThis.Notification = class extends EventTarget {
      static permission = "default";
      static requestPermission() {
        this.permission = "granted";
        return Promise.resolve("granted");
      }
      constructor(_: string, { body }: { body: string }) {
        super();
        shown.push(body);
      }
      close() {}
    } as unknown as typeof Notification;
    document.hasFocus = () => false; // somebody works in another program
  });
}

const soundsIn = (page: Page) => page.evaluate(() => (globalThis as unknown as { sounds: number }).sounds);
const notificationsIn = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { notifications: string[] }).notifications);

/** Opens the invite link and enters the waiting room. */
async function arrive(browser: Browser, { link }: Invitation): Promise<Person> {
  const person = await openPerson(browser);
  await person.page.goto(link);
  await person.page.getByRole("button", { name: "Raum beitreten" }).click();
  await allowDevices(person.page);
  await phase(person.page, "waiting", "knocking");
  return person;
}

Deno.test("host's room: three guests one after the other, and a fourth in between: nobody gets into a running call, and no sound plays in it", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const doctor = await openPerson(browser);
    await countSounds(doctor.context);
    const { page: listPage } = doctor;
    await setUpPractice(listPage, server.setUpLink);
    const made: Invitation[] = [];
    for (const name of ["Ada Eins", "Ben Zwei", "Cem Drei"]) {
      made.push(await invite(listPage, server.origin, name));
    }
    const [first, second, third] = made as [Invitation, Invitation, Invitation];
    await listPage.goto(`${server.origin}/practice`);
    await listPage.getByRole("button", { name: list.notify }).click();
    await listPage.getByRole("status").filter({ hasText: list.notifyOn }).waitFor();
    const room = await doctor.context.newPage();
    const people: Person[] = [];

    await suite.step("an arrival is heard and shown once, while nobody is in conversation", async () => {
      people.push(await arrive(browser, first));
      await listPage.locator(`li[data-room="${first.room}"][data-state=waiting]`).waitFor();
      await listPage.waitForFunction(() => (globalThis as unknown as { sounds: number }).sounds > 0);
      assert.equal(await soundsIn(listPage), 2, "two notes");
      const [told, ...more] = await notificationsIn(listPage);
      assert.match(told ?? "", /^Jemand wartet in der Sprechstunde von \d\d:\d\d\.$/);
      assert.equal(more.length, 0);
    });

    await suite.step(
      "later: the guest reads it and stays; the host's own picture is there before",
      async () => {
        await room.goto(`${server.origin}/r/${first.room}`);
        await allowDevices(room);
        await phase(room, "knocking");
        await room.locator("video[data-video=self]").waitFor();
        await room.getByRole("meter").waitFor();
        await assertAccessibleEverywhere(room, "host's lobby with a knock");
        await room.getByRole("button", { name: knock.later }).press("Enter");
        await people[0]!.page.getByRole("status").filter({ hasText: waiting.later }).waitFor();
        await room.getByText(knock.toldLater).waitFor();
        await assertAccessible(people[0]!.page, "told that it takes longer");
        await assertAccessible(room, "host's lobby, put off");
        await room.getByRole("button", { name: knock.admit }).click();
        await Promise.all([phase(room, "connected"), phase(people[0]!.page, "connected")]);
      },
    );

    await suite.step("who comes during a call is shown in both pages, and heard in none", async () => {
      const before = [await soundsIn(listPage), await soundsIn(room)];
      people.push(await arrive(browser, second));
      await listPage.locator(`li[data-room="${second.room}"][data-state=waiting]`).waitFor();
      await listPage.getByRole("status").filter({ hasText: "Ben Zwei wartet." }).waitFor();
      await room.locator("[data-next]").filter({ hasText: "Ben Zwei" }).waitFor();
      await assertAccessible(room, "call, the next one waits");
      // A fourth comes by the first one's link: outside, and the conversation goes on.
      const fourth = await arrive(browser, first);
      await room.getByText(fill(knock.busy, { name: "Ada Eins" })).or(
        room.getByRole("group", { name: de.call.newDevice.label }),
      ).waitFor();
      await phase(fourth.page, "knocking");
      await phase(room, "connected");
      await phase(people[0]!.page, "connected");
      assert.deepEqual([await soundsIn(listPage), await soundsIn(room)], before);
      assert.equal((await notificationsIn(listPage)).length, 1);
      assert.deepEqual(fourth.errors, []);
      const shown = room.getByText(fill(knock.busy, { name: "Ada Eins" })).or(
        room.getByRole("group", { name: de.call.newDevice.label }),
      );
      await fourth.context.close();
      await shown.waitFor({ state: "detached" });
    });

    await suite.step("removed: the guest reads why, and knocks like anybody to come back", async () => {
      await room.getByRole("button", { name: "Teilnehmer" }).click();
      await room.getByRole("button", { name: panel.remove }).press("Enter");
      const no = room.getByRole("button", { name: panel.removeNo });
      await focused(no);
      await assertAccessible(room, "asked to remove");
      await no.press("Enter");
      await focused(room.getByRole("button", { name: panel.remove }));
      await room.keyboard.press("Enter");
      await focused(no);
      await room.getByRole("button", { name: panel.removeYes }).click();
      const guest = people[0]!.page;
      await guest.getByRole("heading", { name: ended.removed }).waitFor();
      await assertAccessible(guest, "removed");
      await phase(room, "waiting", "knocking");
      await guest.getByRole("button", { name: ended.rejoin }).click();
      await Promise.all([phase(room, "knocking"), phase(guest, "knocking")]);
      await room.getByRole("button", { name: knock.refuse }).click();
      await phase(guest, "ended");
    });

    await suite.step("the other two, one after the other", async () => {
      for (const [place, invitation] of [[1, second], [2, third]] as const) {
        if (place === 2) people.push(await arrive(browser, invitation));
        await room.goto(`${server.origin}/r/${invitation.room}`);
        await allowDevices(room);
        await phase(room, "knocking");
        await room.getByRole("button", { name: knock.admit }).click();
        const guest = people[place]!.page;
        await Promise.all([phase(room, "connected"), phase(guest, "connected")]);
        await hangUp(room);
        await phase(guest, "ended");
      }
    });
    assert.deepEqual([doctor, ...people].flatMap(({ errors }) => errors), []);
  } finally {
    await browser.close();
  }
});
