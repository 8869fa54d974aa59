/** The question whether it is the member, by keyboard on a phone: what was typed stays, and what is told is seen. */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { de } from "../../i18n/de/mod.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { focused, PRACTITIONER, setUpPractice } from "./journey.ts";

const { members, practiceSettings, proof } = de.practice;

async function assertInView(thing: Locator, what: string): Promise<void> {
  const { top, bottom } = await thing.evaluate((element) => element.getBoundingClientRect().toJSON());
  const height = await thing.page().evaluate(() => innerHeight);
  assert.ok(top >= 0 && bottom <= height, `${what}: from ${top} to ${bottom} of ${height} px`);
}

Deno.test("proof dialog: by keyboard on a phone, Escape gives the focus back, and the message above a long form is seen", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { page, errors } = await openPerson(browser, { viewport: { width: 360, height: 640 } });
    await setUpPractice(page, server.setUpLink);
    await page.goto(`${server.origin}/practice/settings`);
    const phone = page.getByLabel(practiceSettings.phone);
    await phone.fill("030 123 45 67");
    const save = page.getByRole("button", { name: practiceSettings.save });
    const dialog = page.getByRole("dialog", { name: proof.title, description: proof.leads.practice });
    const passphrase = dialog.getByLabel(proof.passphrase);
    const cancelled = page.locator("[data-error=proof_cancelled]");

    await save.press("Enter");
    await focused(passphrase);
    await page.keyboard.press("Escape");
    await cancelled.waitFor();
    await assertInView(cancelled, "settings");
    await focused(save);
    assert.equal(await phone.inputValue(), "030 123 45 67");

    await page.keyboard.press("Enter");
    await focused(passphrase);
    await page.keyboard.type("sieben stille Amseln singen");
    await page.keyboard.press("Enter");
    await dialog.locator("[data-error=passphrase_wrong]").waitFor();
    await focused(passphrase);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(PRACTITIONER.passphrase);
    await page.keyboard.press("Enter");
    await page.getByText(practiceSettings.saved, { exact: true }).waitFor();
    assert.equal(await cancelled.count(), 0);
    await focused(save);

    await page.goto(`${server.origin}/practice/members`);
    const end = page.getByRole("button", { name: members.endOwnSessions });
    await end.press("Enter");
    const question = page.getByRole("dialog", { name: members.questions.endOwnSessions.title });
    await question.getByRole("button", { name: members.questions.endOwnSessions.yes }).press("Enter");
    await focused(passphrase);
    await page.keyboard.press("Escape");
    await cancelled.waitFor();
    await assertInView(cancelled, "members");
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
