import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { de } from "../../i18n/de/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { assertAccessible, assertAccessibleEverywhere } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { allowDevices, focused, invite, joinByCode, openMore, phase, setUpPractice } from "./journey.ts";

const t = de.practice.list;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How far the place is ahead of UTC in which it is about midday now: no day ends while the tests run. */
const AHEAD_HOURS = 12 - new Date().getUTCHours();
/** That place. The signs of these names are the other way round: POSIX. */
const timezoneId = AHEAD_HOURS === 0
  ? "Etc/GMT"
  : `Etc/GMT${AHEAD_HOURS > 0 ? "-" : "+"}${Math.abs(AHEAD_HOURS)}`;

/** As it is typed there. */
function toLocalInput(ms: number): string {
  return new Date(ms + AHEAD_HOURS * HOUR).toISOString().slice(0, 16);
}

/** Moves a consultation by keyboard; `toMs` is a full minute. */
async function move(page: Page, room: string, toMs: number): Promise<void> {
  const item = await openMore(page, room);
  await item.getByRole("button", { name: t.move, exact: true }).press("Enter");
  const field = item.getByLabel(t.moveTo);
  await focused(field);
  await field.fill(toLocalInput(toMs));
  await field.press("Enter");
  await page.getByRole("status").filter({ hasText: "Verschoben: " }).waitFor();
  await item.locator(`time[datetime="${new Date(toMs).toISOString()}"]`).waitFor();
}

Deno.test("list: a consultation is moved, cancelled and restored; a waiting guest is told at once", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const practice = await openPerson(browser, { timezoneId });
    const { page } = practice;
    await setUpPractice(page, server.setUpLink);
    const { link, room } = await invite(page, server.origin, "Erika Beispiel");
    const patient = await openPerson(browser, { timezoneId: "America/New_York" });
    await patient.page.goto(link);
    await patient.page.getByRole("button", { name: "Raum beitreten" }).click();
    await allowDevices(patient.page);
    await phase(patient.page, "waiting");
    await page.goto(`${server.origin}/practice`);
    await page.locator(`li[data-room="${room}"][data-state=waiting]`).waitFor();
    const beforeMs = Date.parse((await page.locator("time").getAttribute("datetime"))!);
    const moved = (of: Page) =>
      of.getByRole("status").filter({ hasText: de.call.entrance.early.moved.split("{")[0]!.trim() });
    const undo = () => page.getByRole("button", { name: t.undo });

    await suite.step("by ten minutes: the guest stays in the waiting room and reads it there", async () => {
      await openMore(page, room);
      await assertAccessibleEverywhere(page, "list, more open");
      await move(page, room, beforeMs + 10 * MINUTE);
      await moved(patient.page).waitFor();
      await phase(patient.page, "waiting");
      await assertAccessible(patient.page, "moved in the waiting room");
      await assertAccessible(page, "list, moved");
      const other = await openPerson(browser);
      await other.page.goto(link);
      await moved(other.page).waitFor(); // the invitation, opened later
      await other.context.close();
    });

    await suite.step("to tomorrow: the camera goes off, and the page says when it opens", async () => {
      await move(page, room, beforeMs + 24 * 60 * MINUTE);
      await patient.page.locator("[data-error=not_open_yet]").waitFor();
      await moved(patient.page).waitFor();
      assert.equal(await patient.page.locator("video").count(), 0);
      await page.locator("li[data-group=coming]").waitFor();
    });

    await suite.step("undone: the guest is back in the waiting room without a click", async () => {
      await focused(undo());
      await page.keyboard.press("Enter");
      await page.getByRole("status").filter({ hasText: t.undone }).waitFor();
      await phase(patient.page, "waiting");
      await page.locator(`li[data-room="${room}"][data-state=waiting]`).waitFor();
    });

    await suite.step(
      "what cannot be is said at the field, and Escape leaves everything as it is",
      async () => {
        const item = await openMore(page, room);
        await item.getByRole("button", { name: t.move, exact: true }).click();
        const field = item.getByLabel(t.moveTo);
        await field.fill(toLocalInput(beforeMs - 3 * 24 * 60 * MINUTE));
        await field.press("Enter");
        await item.locator("[data-error=start_past]").waitFor();
        assert.equal(await field.inputValue(), toLocalInput(beforeMs - 3 * 24 * 60 * MINUTE), "it stays");
        await assertAccessible(page, "list, moving with an error");
        await field.press("Escape");
        await focused(item.getByRole("button", { name: t.more, exact: true }));
      },
    );

    await suite.step("cancelled, and that taken back: the guest reads both", async () => {
      const item = await openMore(page, room);
      await item.getByRole("button", { name: t.cancel, exact: true }).click();
      await item.getByRole("button", { name: t.cancelYes }).click();
      await patient.page.locator("[data-error=consultation_cancelled]").waitFor();
      await undo().waitFor();
      await assertAccessible(page, "list, cancelled");
      await undo().click();
      await phase(patient.page, "waiting");
      await page.locator(`li[data-room="${room}"][data-state=waiting]`).waitFor();
    });

    await suite.step(
      "a new code takes a click: by the old one nobody waits on, by the link one does",
      async () => {
        const codeField = page.locator(`li[data-room="${room}"]`).getByRole("status", {
          name: "Zugangscode",
        });
        const lists = /\/api\/practice\/consultations(\?|$)/;
        const makeCode = async () => {
          const before = await codeField.count() === 0 ? "none" : await codeField.innerText();
          // Whatever the list is told, and when: what is shown is the new one.
          const listAnswers = Promise.withResolvers<void>();
          await page.route(lists, async (route) => {
            await listAnswers.promise;
            await route.continue();
          });
          await (await openMore(page, room)).getByRole("button", { name: t.newCode }).click();
          await page.getByRole("status").filter({ hasText: fill(t.codeReplaced, { name: "Erika Beispiel" }) })
            .waitFor();
          await codeField.filter({ hasNotText: before }).waitFor();
          const code = await codeField.innerText();
          listAnswers.resolve();
          await page.unrouteAll({ behavior: "wait" });
          return code;
        };
        const { page: relative, context } = await openPerson(browser);
        const come = async (code: string) => {
          await joinByCode(relative, server.origin, "Karl Beispiel", code);
          await allowDevices(relative);
          await phase(relative, "waiting");
        };
        await come(await makeCode());
        const second = await makeCode();
        await relative.locator("[data-error=code_replaced]").waitFor({ timeout: 5_000 });
        await assertAccessible(relative, "code replaced");
        await relative.getByRole("link", { name: de.call.ended.toStart }).click();
        await come(second);
        await context.close();
        await phase(patient.page, "waiting");
      },
    );

    await suite.step("invited once more: the form knows the name, the start is new", async () => {
      const item = await openMore(page, room);
      await item.getByRole("link", { name: t.inviteAgain }).click();
      const name = page.getByLabel("Name der eingeladenen Person");
      await page.waitForFunction(() =>
        document.querySelector<HTMLInputElement>("[name=name]")?.value === "Erika Beispiel"
      );
      await name.press("Enter");
      await page.getByRole("status", { name: "Zugangscode" }).waitFor();
      // The next one is somebody else: nothing of this one stands in the form.
      await page.getByRole("button", { name: de.practice.create.another }).click();
      await focused(name);
      assert.equal(await name.inputValue(), "");
      await page.goto(`${server.origin}/practice`);
      await page.locator("li[data-room]").nth(1).waitFor();
    });

    await suite.step("two windows: what one has cancelled the other cannot move, and says so", async () => {
      const second = await practice.context.newPage();
      await second.goto(`${server.origin}/practice`);
      const stale = await openMore(second, room);
      // It hears of nothing any more: the line is down for the list, and for the list only.
      await second.route(/\/api\/practice\/consultations(\?|$)/, (route) => route.abort());
      await second.evaluate(() => dispatchEvent(new Event("online")));
      await second.locator("[data-feed=offline]").waitFor();
      await stale.getByRole("button", { name: t.move, exact: true }).click();
      await stale.getByLabel(t.moveTo).fill(toLocalInput(beforeMs + 20 * MINUTE));
      const item = await openMore(page, room);
      await item.getByRole("button", { name: t.cancel, exact: true }).click();
      await item.getByRole("button", { name: t.cancelYes }).click();
      await undo().waitFor();
      await stale.getByLabel(t.moveTo).press("Enter");
      await stale.locator("[data-error=consultation_unknown]").waitFor();
      await undo().click();
      await page.locator(`li[data-room="${room}"]`).waitFor();
      await second.close();
    });
    assert.deepEqual([...practice.errors, ...patient.errors], []);
  } finally {
    await browser.close();
  }
});

Deno.test("list: the focus stays on its consultation while the list changes", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const practice = await openPerson(browser, { timezoneId });
    const { page } = practice;
    await setUpPractice(page, server.setUpLink);
    const first = await invite(page, server.origin, "Ada Eins");
    const second = await invite(page, server.origin, "Berta Zwei");
    const itemOf = (room: string) => page.locator(`li[data-room="${room}"]`);
    const moreOf = (room: string) => itemOf(room).getByRole("button", { name: t.more, exact: true });
    const inOrder = (...rooms: string[]) =>
      page.locator(rooms.map((room) => `li[data-room="${room}"]`).join(" + ")).waitFor();
    await page.clock.install();
    await page.goto(`${server.origin}/practice`);
    await moreOf(second.room).waitFor();
    const startsAtMs = Date.parse((await page.locator("time").first().getAttribute("datetime"))!);

    await suite.step("another window moves one past the other: either keeps it", async () => {
      const other = await practice.context.newPage();
      await other.goto(`${server.origin}/practice`);
      await move(other, second.room, startsAtMs + 10 * MINUTE);
      await inOrder(first.room, second.room);
      await moreOf(second.room).focus();
      await move(other, first.room, startsAtMs + 20 * MINUTE);
      await inOrder(second.room, first.room);
      await focused(moreOf(second.room));
      await moreOf(first.room).focus();
      await move(other, first.room, startsAtMs + 5 * MINUTE);
      await inOrder(first.room, second.room);
      await focused(moreOf(first.room));
      await other.close();
    });

    await suite.step(
      "somebody arrives, and their consultation goes to the top: what is being done with it stays",
      async () => {
        await moreOf(second.room).focus();
        const guest = await openPerson(browser);
        await guest.page.goto(second.link);
        await guest.page.getByRole("button", { name: "Raum beitreten" }).click();
        await allowDevices(guest.page);
        const inGroup = (group: string) =>
          page.locator(`li[data-group=${group}][data-room="${second.room}"]`).waitFor();
        await inGroup("now");
        await focused(moreOf(second.room));
        await openMore(page, second.room);
        await itemOf(second.room).getByRole("button", { name: t.move, exact: true }).press("Enter");
        const field = itemOf(second.room).getByLabel(t.moveTo);
        await field.fill(toLocalInput(startsAtMs + 30 * MINUTE));
        assert.deepEqual(guest.errors, []);
        await guest.context.close();
        await inGroup("today");
        assert.equal(await field.inputValue(), toLocalInput(startsAtMs + 30 * MINUTE), "what was typed");
        await focused(field);
        await field.press("Escape");
      },
    );

    await suite.step("the time to take something back is over: whoever went on stays there", async () => {
      const item = await openMore(page, first.room);
      await item.getByRole("button", { name: t.cancel, exact: true }).press("Enter");
      await item.getByRole("button", { name: t.cancelYes }).press("Enter");
      const undo = page.getByRole("button", { name: t.undo });
      await focused(undo);
      await moreOf(second.room).focus();
      await page.clock.runFor(20_000);
      await undo.waitFor({ state: "detached" });
      await focused(moreOf(second.room));
    });
    assert.deepEqual(practice.errors, []);
  } finally {
    await browser.close();
  }
});

Deno.test("list: the room's scripts, which no other page shares, are there before a consultation is opened", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { page, errors } = await openPerson(browser, { timezoneId });
    await setUpPractice(page, server.setUpLink);
    const script = page.waitForEvent("requestfinished", {
      predicate: (request) => new URL(request.url()).pathname.startsWith("/_fresh/Call-"),
    });
    await page.goto(`${server.origin}/practice`);
    await script;
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
