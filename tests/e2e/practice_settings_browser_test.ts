import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { de } from "../../i18n/de/mod.ts";
import { assertAccessibleEverywhere } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { confirmByPassphrase, focused, PRACTITIONER, roomStatusOf, setUpPractice } from "./journey.ts";

const { practiceSettings: t, create } = de.practice;
const OWN_TEXT = "Liebe/r {name}, hier geht es zur Sprechstunde unserer Praxis: {link}";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

async function openSettings(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/practice/settings`);
  await page.locator("form[data-settings]").waitFor();
}

/** Saves; confirms who it is if that is asked. */
async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: t.save }).click();
  const saved = page.getByText(t.saved, { exact: true });
  const question = page.getByRole("dialog", { name: de.practice.proof.title });
  await saved.or(question).first().waitFor();
  if (await question.isVisible()) await confirmByPassphrase(page, PRACTITIONER.passphrase);
  await saved.waitFor();
}

/** A picture of many colours, larger than a logo may be. */
async function picture(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1600, 500);
    const context = canvas.getContext("2d")!;
    for (let x = 0; x < 1600; x += 8) {
      context.fillStyle = `hsl(${x} 80% ${30 + x % 40}%)`;
      context.fillRect(x, (x * 7) % 300, 8, 200);
    }
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  });
  return Buffer.from(base64, "base64");
}

Deno.test("settings: what a practice sets is in its invitations; the server cannot read its texts", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { context, page, errors } = await openPerson(browser);
    await setUpPractice(page, server.setUpLink);

    await suite.step("a mistake is told at its field, which is unfolded and has the focus", async () => {
      await openSettings(page, server.origin);
      await page.getByText("Deutsch", { exact: true }).click();
      await page.getByLabel(t.parts.sms).first().fill("Kommen Sie: {lnik}");
      await page.getByText("Deutsch", { exact: true }).click();
      await page.getByLabel(t.name).press("Enter");
      await page.locator("[data-error=place_unknown]").filter({ hasText: "{lnik}" }).waitFor();
      await focused(page.locator("textarea[name='de.sms']"));
      await assertAccessibleEverywhere(page, "settings with an error");
      await page.getByRole("button", { name: t.reset }).first().click();
    });

    await suite.step("only a picture becomes a logo, and a small one", async () => {
      const field = page.getByLabel(t.logo);
      await field.setInputFiles({ name: "a.txt", mimeType: "image/png", buffer: Buffer.from("no picture") });
      await page.locator("[data-error=logo_unreadable]").waitFor();
      await field.setInputFiles({ name: "a.png", mimeType: "image/png", buffer: await picture(page) });
      const logo = page.getByRole("img", { name: t.logoAlt });
      const source = (await logo.getAttribute("src"))!;
      assert.match(source, /^data:image\/webp;base64,/);
      assert.ok(source.length < 20 * 1024 * 4 / 3 + 40);
      assert.equal(await page.locator("[data-error=logo_unreadable]").count(), 0);
      await field.setInputFiles({ name: "a.svg", mimeType: "image/svg+xml", buffer: Buffer.from(SVG) });
      await page.locator("[data-error=logo_unreadable]").waitFor();
      assert.equal(await logo.getAttribute("src"), source, "the one before stays");
    });

    await suite.step("saved, they are there after a reload", async () => {
      await page.getByLabel(t.name).fill("Praxis am See");
      await page.getByLabel(t.phone).fill("089 555");
      await page.getByLabel(t.lobby).selectOption("60");
      await page.getByLabel(t.parts.body).first().fill(OWN_TEXT);
      await save(page);
      await openSettings(page, server.origin);
      assert.equal(await page.getByLabel(t.phone).inputValue(), "089 555");
      assert.equal(await page.getByLabel(t.lobby).inputValue(), "60");
      await page.getByText(`, ${t.ownText}`).waitFor();
      assert.equal(await page.getByLabel(t.parts.body).first().inputValue(), OWN_TEXT);
      await page.getByRole("img", { name: t.logoAlt }).waitFor();
      await assertAccessibleEverywhere(page, "settings");
    });

    await suite.step("what is changed while it is saved stays, and is not called saved", async () => {
      const answers = Promise.withResolvers<void>();
      await page.route("**/api/practice/settings", async (route) => {
        await answers.promise;
        await route.continue();
      });
      await page.getByLabel(t.phone).fill("089 55");
      await page.getByRole("button", { name: t.save }).click();
      await confirmByPassphrase(page, PRACTITIONER.passphrase);
      await page.getByRole("dialog", { name: de.practice.proof.title }).waitFor({ state: "hidden" });
      await page.getByRole("button", { name: t.save, disabled: true }).waitFor();
      await page.getByLabel(t.phone).fill("089 555");
      answers.resolve();
      await page.getByRole("button", { name: t.save, disabled: false }).waitFor();
      assert.equal(await page.getByLabel(t.phone).inputValue(), "089 555");
      assert.equal(await page.getByText(t.saved, { exact: true }).count(), 0);
      await page.unrouteAll();
      await save(page);
      await openSettings(page, server.origin);
      assert.equal(await page.getByLabel(t.phone).inputValue(), "089 555");
    });

    await suite.step("the next invitation has them: name, number, text, logo, opening", async () => {
      await page.goto(`${server.origin}/practice/new`);
      await page.getByText("Der Raum öffnet 60 Minuten vorher.").waitFor();
      await page.getByRole("button", { name: create.submit, disabled: false }).waitFor();
      assert.equal(await page.getByLabel(create.phone).inputValue(), "089 555");
      await page.getByLabel(create.name).fill("Ottilie Krämer");
      await page.getByLabel(create.name).press("Enter");
      const link = (await page.getByRole("link", { name: create.link }).getAttribute("href"))!;
      const text = await page.getByRole("textbox", { name: create.text }).inputValue();
      assert.equal(text, OWN_TEXT.replace("{name}", "Ottilie Krämer").replace("{link}", link));
      const roomStatus = await roomStatusOf(link);
      assert.equal(roomStatus.practiceName, "Praxis am See");
      assert.equal(roomStatus.waitingPhone, "089 555");
      assert.equal(roomStatus.startsAtMs - roomStatus.opensAtMs, 60 * 60_000);
      await page.emulateMedia({ media: "print" });
      const logo = page.locator("article img");
      assert.ok(await logo.isVisible());
      const { height = 0 } = (await logo.boundingBox())!;
      assert.ok(height > 20 && height <= 76, `${height} px`);
      const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
      assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, 1);
      await page.emulateMedia({ media: null });
    });

    await suite.step("two tabs: what both change is asked, what one changes stays", async () => {
      const other = await context.newPage();
      await openSettings(page, server.origin);
      await openSettings(other, server.origin);
      await other.getByLabel(t.phone).fill("089 666");
      await save(other);
      await page.getByLabel(t.lobby).selectOption("15");
      await save(page);
      assert.equal(await page.getByLabel(t.phone).inputValue(), "089 666", "the other tab's");
      await other.getByLabel(t.lobby).selectOption("5");
      await other.getByRole("button", { name: t.save }).click();
      await other.locator("[data-error=settings_conflict]").waitFor();
      await save(other);
      await other.close();
      await openSettings(page, server.origin);
      assert.equal(await page.getByLabel(t.lobby).inputValue(), "5");
    });

    await suite.step("a browser whose clock is wrong invites for now by the server's", async () => {
      const wrong = await context.newPage();
      await wrong.clock.setSystemTime(Date.now() - 3 * 3600_000);
      await wrong.goto(`${server.origin}/practice/new`);
      await wrong.locator("[data-error=clock_wrong]").waitFor();
      await wrong.getByLabel(create.name).fill("Zweite Person");
      await wrong.getByRole("button", { name: create.submit, disabled: false }).waitFor();
      await wrong.getByLabel(create.name).press("Enter");
      const link = (await wrong.getByRole("link", { name: create.link }).getAttribute("href"))!;
      const { startsAtMs } = await roomStatusOf(link);
      assert.ok(Math.abs(Date.now() - startsAtMs) < 6 * 60_000, new Date(startsAtMs).toISOString());
      await wrong.close();
    });

    await suite.step("without the settings an invitation has our texts, and says so", async () => {
      await page.route("**/api/practice/settings", (route) => route.abort());
      await page.goto(`${server.origin}/practice/new`);
      await page.getByLabel(create.name).fill("Dritte Person");
      await page.getByRole("button", { name: create.submit, disabled: false }).waitFor();
      await page.getByLabel(create.name).press("Enter");
      await page.locator("[data-error=settings_unread]").waitFor();
      await page.unroute("**/api/practice/settings");
    });

    await suite.step("nothing on the server's disk or in its log has the text", async () => {
      await server.stop();
      const directory = server.kvFile.replace(/\/[^/]*$/, "");
      const files = [...Deno.readDirSync(directory)].map(({ name }) =>
        Deno.readFileSync(`${directory}/${name}`)
      );
      const stored = files.map((bytes) => Buffer.from(bytes).toString("latin1")).join("\n");
      assert.ok(stored.includes("089 666"), "what it may know is there");
      for (const secret of ["hier geht es zur Sprechstunde", "data:image/webp"]) {
        assert.ok(!stored.includes(secret) && !server.log.join("\n").includes(secret), secret);
      }
      await server.restart();
    });
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
