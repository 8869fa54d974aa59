import assert from "node:assert/strict";
import { parseAccessCode } from "../../e2ee/codes.ts";
import { de } from "../../i18n/de/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { focused, PRACTITIONER, pressUntilFocused, setUpPractice, shownInTime, signIn } from "./journey.ts";

const { list, create } = de.practice;

Deno.test("invitation form: thirty invitations in a row, by keyboard alone", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { page, errors } = await openPerson(browser);
    await page.addInitScript(paintLate);
    await setUpPractice(page, server.setUpLink);
    await page.goto(`${server.origin}/practice/new`);
    await page.getByRole("button", { name: "Einladung erstellen", disabled: false }).waitFor();
    await focused(page.getByLabel(create.name));
    const codes: string[] = [];
    for (let number = 1; number <= 30; number++) {
      await page.keyboard.type(`Person ${number}`);
      await page.keyboard.press("Enter");
      const code = await page.getByRole("status", { name: "Zugangscode" }).innerText();
      codes.push(code.replaceAll(" ", ""));
      await pressUntilFocused(page, create.another);
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.name === "name");
    }
    assert.equal(new Set(codes).size, 30);
    for (const code of codes) assert.ok(!("error" in parseAccessCode(code)), code);
    await page.goto(`${server.origin}/practice`);
    await page.locator("li[data-room]").nth(29).waitFor().catch(async (error) => {
      throw new Error(`The page says: ${await page.locator("main").innerText()}`, { cause: error });
    });
    const names = await page.locator("li[data-room] h3").allInnerTexts();
    assert.deepEqual(
      names.sort(),
      Array.from({ length: 30 }, (_, i) => `Person ${i + 1}`).sort(),
    );
    // The filter finds each by its code.
    await page.getByLabel(list.filter).fill(codes[16]!);
    await page.getByText(fill(list.found, { count: 1, total: 30 })).waitFor();
    assert.deepEqual(await page.locator("li[data-room] h3").allInnerTexts(), ["Person 17"]);
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});

/** Runs in the page: delays rendering, as on a busy machine where people type faster than it renders. */
function paintLate(): void {
  const LATE_MS = 100;
  const soon = globalThis.setTimeout as unknown as (work: () => void, ms?: number) => number;
  globalThis.requestAnimationFrame = (frame) => soon(() => frame(performance.now()), LATE_MS);
  globalThis.cancelAnimationFrame = clearTimeout;
  // Timers that libraries use in place of a frame are delayed as well.
  globalThis.setTimeout =
    ((work: () => void, ms = 0) =>
      soon(work, ms && Math.max(ms, LATE_MS))) as unknown as typeof globalThis.setTimeout;
}

Deno.test("invitation form: a request that is never answered is reported, and the input is kept", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { page, errors } = await openPerson(browser);
    await setUpPractice(page, server.setUpLink);
    await page.clock.install();
    await page.goto(`${server.origin}/practice/new`);
    await page.route("**/api/practice/consultations", () => {}); // never answered
    const name = page.getByLabel("Name der eingeladenen Person");
    const make = page.getByRole("button", { name: "Einladung erstellen" });
    await name.fill("Ada Eins");
    // What is sealed and stored before takes real time.
    await Promise.all([page.waitForRequest("**/api/practice/consultations"), make.click()]).catch(
      async (error) => {
        const said = await page.locator("main").innerText();
        throw new Error(`No request; the page says: ${said}; and has met: ${errors}`, { cause: error });
      },
    );
    await shownInTime(page.getByText(de.practice.errors.network));
    assert.equal(await name.inputValue(), "Ada Eins");
    await page.unrouteAll();
    await make.click();
    await page.getByRole("status", { name: "Zugangscode" }).waitFor();
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});

Deno.test("invitation form: a sign-in that has ended is told, and the form goes on after another one, with what was typed", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { page, context } = await openPerson(browser);
    await setUpPractice(page, server.setUpLink);
    await page.goto(`${server.origin}/practice/new`);
    const name = page.getByLabel(create.name);
    const make = page.getByRole("button", { name: create.submit, disabled: false });
    await make.waitFor();
    await name.fill("Ada Eins");
    await page.getByLabel(create.note).fill("bringt den Befund mit");
    const [session] = (await context.cookies()).filter(({ name }) => name.includes("vieraugen"));
    await context.clearCookies({ name: session!.name });
    await make.click();
    await page.getByText(de.practice.errors.signed_out).waitFor();
    const opening = context.waitForEvent("page");
    await page.getByRole("link", { name: create.signIn }).click();
    const other = await opening;
    await signIn(other, server.origin, PRACTITIONER.passphrase);
    await other.getByRole("link", { name: de.practice.nav.create }).first().waitFor();
    assert.equal(await name.inputValue(), "Ada Eins");
    await make.click();
    await page.getByRole("status", { name: "Zugangscode" }).waitFor();
    await page.goto(`${server.origin}/practice`);
    await page.getByText("bringt den Befund mit").first().waitFor();
    assert.equal(await page.locator("li[data-room]").count(), 1);
  } finally {
    await browser.close();
  }
});
