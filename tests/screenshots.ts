// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * Makes a picture of each page and state in `.screenshots/`, on phone and desktop, light and dark, in every language:
 * `<state>.<language>.<width>.<theme>.png`. With the real server, and test cameras for the room. To be looked at.
 */
import type { BrowserContext, Page } from "playwright-core";
import { catalogueOf, type Lang, LANGS } from "../i18n/mod.ts";
import { launchChromium, openPerson } from "./chromium.ts";
import { phase, setUpPractice } from "./browser/journey.ts";
import { startServer } from "./server/running_server.ts";

const DIRECTORY = new URL("../.screenshots/", import.meta.url).pathname;
const SIZES = [{ width: 360, height: 740 }, { width: 1280, height: 800 }];
const THEMES = ["light", "dark"] as const;
const PATIENT = "Ottilie Krämer";

const PAGES = {
  join: "/",
  check: "/check",
  help: "/help",
  faq: "/faq",
  privacy: "/privacy",
  imprint: "/imprint",
  terms: "/terms",
  accessibility: "/accessibility",
  "not-found": "/no-such-page",
  "sign-in": "/practice",
  "invite-incomplete": "/r/AAAAAAAAAAAAAAAAAAAAAA",
};

let count = 0;

/** The page as it is, in each size and theme. */
async function shoot(page: Page, state: string, lang: Lang, fullPage = true): Promise<void> {
  for (const size of SIZES) {
    for (const colorScheme of THEMES) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({
        path: `${DIRECTORY}${state}.${lang}.${size.width}.${colorScheme}.png`,
        fullPage,
      });
      count++;
    }
  }
}

async function speak(context: BrowserContext, origin: string, lang: Lang): Promise<void> {
  await context.addCookies([{ name: "lang", value: lang, url: origin }]);
}

await Deno.mkdir(DIRECTORY, { recursive: true });
await using server = await startServer();
const { origin } = server;
const browser = await launchChromium();
try {
  const visitor = await openPerson(browser);
  const doctor = await openPerson(browser);
  for (const lang of LANGS) {
    await speak(visitor.context, origin, lang);
    await visitor.page.goto("about:blank"); // only the part behind the # would differ: no new page
    await visitor.page.goto(server.setUpLink);
    await visitor.page.getByRole("button", { name: catalogueOf(lang).practice.setUp.submit }).waitFor();
    await shoot(visitor.page, "set-up", lang);
  }
  await setUpPractice(doctor.page, server.setUpLink);
  for (const lang of LANGS) {
    await speak(visitor.context, origin, lang);
    for (const [state, path] of Object.entries(PAGES)) {
      await visitor.page.goto(origin + path, { waitUntil: "networkidle" });
      await shoot(visitor.page, state, lang);
    }
    await shootJoinErrors(visitor.page, lang);
    await shootConsultation(doctor.page, visitor.page, lang);
  }
} finally {
  await browser.close();
}
console.log(`${count} pictures in ${DIRECTORY}`);

async function shootJoinErrors(page: Page, lang: Lang): Promise<void> {
  const { join } = catalogueOf(lang);
  await page.goto(origin);
  await page.getByLabel(join.code).fill("1234 5678 9013");
  await page.getByRole("button", { name: join.submit }).click();
  await page.locator("#summary:not([hidden])").waitFor();
  await shoot(page, "join-errors", lang);
  await page.evaluate(() => sessionStorage.clear());
}

/** A consultation from the form to its end, seen from both sides. */
async function shootConsultation(doctor: Page, patient: Page, lang: Lang): Promise<void> {
  const { practice, call, join } = catalogueOf(lang);
  await speak(doctor.context(), origin, lang);
  await doctor.goto(`${origin}/practice`, { waitUntil: "domcontentloaded" });
  await doctor.getByRole("link", { name: practice.list.create }).first().waitFor();
  await shoot(doctor, "list", lang);
  await doctor.goto(`${origin}/practice/new`);
  await doctor.getByRole("button", { name: practice.create.submit, disabled: false }).waitFor();
  await shoot(doctor, "form", lang);
  await doctor.getByLabel(practice.create.name).fill(PATIENT);
  await doctor.getByRole("button", { name: practice.create.submit }).click();
  const code = await doctor.getByRole("status", { name: practice.create.code }).innerText();
  const link = await doctor.getByRole("link", { name: practice.create.link }).getAttribute("href");
  await shoot(doctor, "invitation", lang);
  await patient.goto(new URL(link!, origin).href);
  await patient.getByRole("button", { name: call.invite.join }).waitFor();
  await shoot(patient, "invite", lang);
  await patient.goto(origin);
  await patient.getByLabel(join.name).fill(PATIENT);
  await patient.getByLabel(join.code).fill(code);
  await patient.getByRole("button", { name: join.submit }).click();
  await phase(patient, "permission", "waiting");
  await shoot(patient, "permission", lang);
  await allow(patient, lang);
  await phase(patient, "waiting");
  await shoot(patient, "waiting", lang);
  await doctor.getByRole("link", { name: practice.create.openRoom }).click();
  await allow(doctor, lang);
  await phase(doctor, "knocking");
  await shoot(doctor, "knocking-host", lang);
  await shoot(patient, "knocking", lang);
  await doctor.getByRole("button", { name: call.knock.admit }).click();
  await Promise.all([phase(doctor, "connected"), phase(patient, "connected")]);
  await shoot(patient, "connected", lang, false);
  for (const panel of ["participants", "settings", "chat"] as const) {
    await patient.getByRole("button", { name: call.controls[panel], exact: true }).click();
    await shoot(patient, panel, lang, false);
    await patient.getByRole("button", { name: call.panel.close, exact: true }).first().click();
  }
  await patient.getByRole("button", { name: call.controls.hangUp }).click();
  await shoot(patient, "hang-up", lang, false);
  await patient.getByRole("dialog").getByRole("button", { name: call.controls.hangUp }).click();
  await phase(patient, "ended");
  await shoot(patient, "ended", lang);
  await phase(doctor, "waiting");
  await shoot(doctor, "waiting-host", lang);
  await patient.evaluate(() => sessionStorage.clear());
}

async function allow(page: Page, lang: Lang): Promise<void> {
  const button = page.getByRole("button", { name: catalogueOf(lang).call.permission.allow });
  await Promise.race([
    button.click().catch(() => {}), // gone: the browser had allowed it before
    phase(page, "waiting", "knocking", "connecting", "connected"),
  ]);
}
