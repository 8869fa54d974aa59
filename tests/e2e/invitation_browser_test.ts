import assert from "node:assert/strict";
import ICAL from "ical.js";
import jsQR from "jsqr";
import type { Locator, Page } from "playwright-core";
import { catalogueOf } from "../../i18n/mod.ts";
import { LIMITS } from "../../wire/limits.ts";
import { assertAccessibleEverywhere } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { PRACTITIONER, pressUntilFocused, roomStatusOf, setUpPractice } from "./journey.ts";

const { create: t, list } = catalogueOf("de").practice;
const PATIENT = "Ottilie Krämer; geb. O’Brien, Dr.";

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/** A month's Sunday, counted from 1, or from -1 for the last: "2027-03-28". */
function sunday(year: number, month: number, nth: number): string {
  const days = Array.from({ length: 31 }, (_, i) => new Date(Date.UTC(year, month - 1, i + 1)))
    .filter((day) => day.getUTCMonth() === month - 1 && day.getUTCDay() === 0);
  return days.at(nth > 0 ? nth - 1 : nth)!.toISOString().slice(0, 10);
}

/** A day of the year as it comes next; undefined if a start may not be planned so far ahead yet. */
function next(dayOf: (year: number) => string): string | undefined {
  const year = new Date().getUTCFullYear();
  return [year, year + 1].map(dayOf).find((day) => {
    const aheadMs = Date.parse(day) - Date.now();
    return aheadMs > 2 * DAY_MS && aheadMs < LIMITS.planAheadMs - 2 * DAY_MS;
  });
}

/** Where and when clocks go from 2 to 3 next, and how far ahead of UTC they are then. */
const SPRING = [
  { timezoneId: "Europe/Berlin", day: next((year) => sunday(year, 3, -1)), aheadHours: 2 },
  { timezoneId: "America/New_York", day: next((year) => sunday(year, 3, 2)), aheadHours: -4 },
].find(({ day }) => day !== undefined)!;
const WINTER_DAY = next((year) => `${year}-01-15`) ?? next((year) => `${year}-12-10`);

/** The moment that a date and time in a zone name. */
function momentOf(local: string, aheadHours: number): string {
  return new Date(Date.parse(`${local}Z`) - aheadHours * HOUR_MS).toISOString();
}

/** Fills in the form and waits for the code; the language stays chosen. */
async function invite(page: Page, origin: string, fields: { start?: string; lang?: string } = {}) {
  await page.goto(`${origin}/practice/new`);
  await page.getByRole("button", { name: t.submit, disabled: false }).waitFor();
  await page.getByLabel(t.name).fill(PATIENT);
  if (fields.start) await page.getByLabel(t.start).fill(fields.start);
  if (fields.lang) await page.getByLabel(t.lang).selectOption(fields.lang);
  await page.getByLabel(t.phone).fill("089 12345");
  await page.getByLabel(t.name).press("Enter");
  await page.getByRole("status", { name: t.code }).waitFor();
}

/** The calendar file as another program reads it. */
async function saveCalendar(page: Page) {
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: t.calendar }).click();
  const download = await saved;
  const text = await Deno.readTextFile(await download.path());
  const component = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent")!;
  return { name: download.suggestedFilename(), event: new ICAL.Event(component) };
}

/** What a QR code reader reads from the screen. */
async function readQr(picture: Locator): Promise<string | undefined> {
  const png = (await picture.screenshot()).toString("base64");
  const { width, height, pixels } = await picture.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return { width: image.width, height: image.height, pixels: [...data] };
  }, png);
  return jsQR.default(new Uint8ClampedArray(pixels), width, height)?.data;
}

Deno.test("invitation: code to read aloud, picture, calendar, letter", async (suite) => {
  await using server = await startServer({ TZ: "UTC" });
  const browser = await launchChromium();
  try {
    const { page, errors } = await openPerson(browser, { timezoneId: SPRING.timezoneId });
    await setUpPractice(page, server.setUpLink);
    await invite(page, server.origin, { start: `${SPRING.day}T03:15` });
    const link = (await page.getByRole("link", { name: t.link }).getAttribute("href"))!;
    const code = await page.getByRole("status", { name: t.code }).innerText();

    await suite.step("the words are those of the code", async () => {
      const words = await page.getByRole("list", { name: t.spoken }).getByRole("listitem").allInnerTexts();
      const { digits } = catalogueOf("de").practice.invitation;
      const said = words.map((line) =>
        line.replace(/^\d+\s*/, "").split(" ").map((word) => digits.indexOf(word)).join("")
      );
      assert.equal(said.join(" "), code);
    });

    await suite.step("another program reads the QR code: it is the link", async () => {
      const picture = page.getByRole("img", { name: t.qr });
      assert.equal(await readQr(picture), link);
      await page.emulateMedia({ colorScheme: "dark" });
      assert.equal(await readQr(picture), link, "in the dark, too");
      await page.emulateMedia({ colorScheme: null });
    });

    await suite.step("another program reads the calendar file", async () => {
      const { name, event } = await saveCalendar(page);
      assert.equal(name, `Videosprechstunde ${SPRING.day}.ics`);
      // The first hour of summer time.
      assert.equal(
        event.startDate.toJSDate().toISOString(),
        momentOf(`${SPRING.day}T03:15`, SPRING.aheadHours),
      );
      assert.equal(event.uid, new URL(link).pathname.split("/")[2]);
      assert.equal(event.sequence, 0);
      assert.ok(event.summary.includes(PRACTITIONER.practiceName));
      for (const part of [link, code, "089 12345"]) assert.ok(event.description.includes(part), part);
    });

    await suite.step("moved in the list, the calendar's entry is the same one, and a later one", async () => {
      const before = await saveCalendar(page);
      await page.getByRole("link", { name: t.toList }).click();
      await page.getByRole("button", { name: list.more, exact: true }).click();
      await page.getByRole("button", { name: list.move, exact: true }).click();
      await page.getByLabel(list.moveTo).fill(`${SPRING.day}T02:30`);
      await page.getByLabel(list.moveTo).press("Enter");
      await page.locator("[data-error=start_skipped]").waitFor();
      await page.getByLabel(list.moveTo).fill(`${WINTER_DAY}T10:00`);
      await page.getByLabel(list.moveTo).press("Enter");
      await page.getByLabel(list.moveTo).waitFor({ state: "detached" });
      await page.getByRole("link", { name: list.invitation, exact: true }).click();
      const after = await saveCalendar(page);
      assert.equal(after.event.uid, before.event.uid);
      assert.deepEqual([before.event.sequence, after.event.sequence], [0, 1]);
      assert.equal(
        after.event.startDate.toJSDate().toISOString(),
        momentOf(`${WINTER_DAY}T10:00`, SPRING.aheadHours - 1),
        "in winter",
      );
      assert.equal(await page.getByRole("link", { name: t.link }).getAttribute("href"), link);
    });

    await suite.step("the letter is one page of A4, with everything and nothing else", async () => {
      await page.emulateMedia({ media: "print" });
      const letter = page.locator("article");
      assert.ok(await letter.isVisible());
      for (
        const part of [PATIENT, PRACTITIONER.practiceName, code, new URL(server.origin).host, "089 12345"]
      ) {
        assert.ok(await letter.getByText(part).first().isVisible(), part);
      }
      assert.equal(await letter.locator("ol > li").count(), 3);
      assert.ok(!await page.getByRole("button", { name: t.letter }).isVisible());
      assert.ok(!await page.getByRole("link", { name: t.openRoom }).isVisible());
      assert.equal(await readQr(letter.getByRole("img")), link);
      assert.equal(await pagesOf(page), 1);
      await page.emulateMedia({ media: null });
      assert.ok(!await letter.isVisible());
    });

    await suite.step("the letter of the longest texts is one page, too", async () => {
      for (const lang of ["en", "de-simple"]) {
        await invite(page, server.origin, {
          lang,
          start: `${next((year) => `${year}-09-29`) ?? next((year) => `${year}-09-20`)}T10:15`,
        });
        assert.equal(await page.locator("article").getAttribute("lang"), lang);
        assert.equal(await pagesOf(page), 1);
      }
    });

    await suite.step("the button prints, by keyboard, and the page has no barriers", async () => {
      await page.evaluate(() => Object.assign(globalThis, { print: () => document.title = "printed" }));
      await page.getByRole("button", { name: t.letter }).waitFor();
      await pressUntilFocused(page, t.letter);
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.title === "printed");
      await assertAccessibleEverywhere(page, "invitation");
    });
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});

/** The number of A4 pages when printed. */
async function pagesOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

Deno.test("invitation: the practice's clock counts, wherever browser and server are", async () => {
  await using server = await startServer({ TZ: "UTC" });
  const browser = await launchChromium();
  try {
    const { page, context, errors } = await openPerson(browser);
    await setUpPractice(page, server.setUpLink);
    const session = await context.newCDPSession(page);
    const places: [timezoneId: string, day: string | undefined, time: string, aheadHours: number][] = [
      ["America/New_York", next((year) => sunday(year, 3, 2)), "03:30", -4], // clocks went from 2 to 3
      ["America/New_York", next((year) => sunday(year, 11, 1)), "00:59", -4], // they are about to go back
      ["Asia/Kolkata", next((year) => `${year}-01-01`), "00:00", 5.5], // another year on the server
    ];
    const plannable = places.filter(([, day]) => day !== undefined);
    assert.ok(plannable.length >= 2);
    for (const [timezoneId, day, time, aheadHours] of plannable) {
      const start = `${day}T${time}`;
      const moment = momentOf(start, aheadHours);
      await session.send("Emulation.setTimezoneOverride", { timezoneId });
      await invite(page, server.origin, { start });
      const { event } = await saveCalendar(page);
      assert.equal(event.startDate.toJSDate().toISOString(), moment);
      const text = await page.getByRole("textbox", { name: t.text }).inputValue();
      assert.ok(text.includes(start.slice(11)), text);
      const link = (await page.getByRole("link", { name: t.link }).getAttribute("href"))!;
      const roomStatus = await roomStatusOf(link);
      assert.equal(new Date(roomStatus.startsAtMs).toISOString(), moment);
    }
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
