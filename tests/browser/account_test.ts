import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { parseRecoveryKey } from "../../e2ee/vault.ts";
import { de } from "../../i18n/de.ts";
import { assertAccessible } from "../accessibility.ts";
import { launchChromium, openPerson } from "../chromium.ts";
import { startServer } from "../server/running_server.ts";
import { invite, PRACTITIONER, setUpPractice } from "./journey.ts";

const t = de.practice;
const PATIENT = "Zoë Ünver-O’Brien";
const CHANGED = "acht alte Amseln singen";
const REGAINED = "neun neue Nachtigallen";

async function signIn(page: Page, origin: string, passphrase: string): Promise<void> {
  await page.goto(`${origin}/practice`);
  await page.getByLabel("E-Mail", { exact: true }).fill(PRACTITIONER.email);
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: "Anmelden" }).click();
}

/** Reads the recovery key that is shown and says that it is on paper. */
async function writeDown(page: Page): Promise<string> {
  const key = await page.getByRole("status", { name: t.recoveryKey.label }).innerText();
  await page.getByLabel(t.recoveryKey.kept).check();
  await page.getByRole("button", { name: t.recoveryKey.goOn }).click();
  return key.trim();
}

Deno.test("an account: a changed passphrase, a renewed recovery key, a lost passphrase", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const [doctor, second] = await Promise.all([openPerson(browser), openPerson(browser)]);
    const { page } = doctor;
    await setUpPractice(page, server.setUpLink);
    await invite(page, server.origin, PATIENT);
    let recoveryKey!: string;

    await suite.step("settings: a wrong current passphrase is told, and nothing changes", async () => {
      await signIn(second.page, server.origin, PRACTITIONER.passphrase);
      await second.page.getByRole("heading", { name: PATIENT }).waitFor();
      await page.goto(`${server.origin}/practice`);
      await page.getByRole("link", { name: t.nav.settings }).click();
      await page.getByRole("button", { name: t.settings.changePassphrase, disabled: false }).waitFor();
      await assertAccessible(page, "settings");
      await page.getByLabel(t.settings.currentPassphrase).fill("ganz falsch geraten");
      await page.getByLabel(t.settings.newPassphrase, { exact: true }).fill("zu kurz");
      await page.getByRole("button", { name: t.settings.changePassphrase }).click();
      await page.locator("[data-error=passphrase_short]").waitFor();
      await page.getByLabel(t.settings.newPassphrase, { exact: true }).fill(CHANGED);
      await page.getByLabel(t.settings.repeatPassphrase).fill(CHANGED);
      await page.getByRole("button", { name: t.settings.changePassphrase }).click();
      await page.locator("[data-error=passphrase_wrong]").waitFor();
      await assertAccessible(page, "settings with an error");
    });

    await suite.step(
      "settings: the changed one opens the same names; other devices are signed out",
      async () => {
        await page.getByLabel(t.settings.currentPassphrase).fill(PRACTITIONER.passphrase);
        await page.getByRole("button", { name: t.settings.changePassphrase }).click();
        await page.locator("[data-done=passphrase]").waitFor();
        await assertAccessible(page, "settings, changed");
        await second.page.getByRole("button", { name: "Anmelden" }).waitFor();
        await page.goto(`${server.origin}/practice`);
        await page.getByRole("heading", { name: PATIENT }).waitFor();
        await signIn(second.page, server.origin, PRACTITIONER.passphrase);
        await second.page.locator("[data-error=sign_in_wrong]").waitFor();
        await signIn(second.page, server.origin, CHANGED);
        await second.page.getByRole("heading", { name: PATIENT }).waitFor();
      },
    );

    await suite.step("settings: a new recovery key is shown once", async () => {
      await page.goto(`${server.origin}/practice/settings`);
      const own = page.getByRole("region", { name: t.settings.recoveryTitle });
      await own.getByLabel(t.settings.passphrase).fill(CHANGED);
      await own.getByRole("button", { name: t.settings.renewRecoveryKey }).click();
      recoveryKey = await writeDown(page);
      assert.ok("key" in parseRecoveryKey(recoveryKey));
      await page.getByRole("heading", { name: PATIENT }).waitFor();
    });

    const lost = await openPerson(browser);
    const posted: string[] = [];
    lost.page.on("request", (request) => {
      if (request.method() !== "GET") posted.push(`${request.url()} ${request.postData() ?? ""}`);
    });
    const typeKey = async (key: string) => {
      await lost.page.getByLabel(t.recover.key).fill(key);
      await lost.page.getByRole("button", { name: t.recover.submit }).click();
    };

    await suite.step("lost passphrase: a typo is told by its group, before anything is sent", async () => {
      await lost.page.goto(`${server.origin}/practice`);
      await lost.page.getByRole("link", { name: t.signIn.forgotten }).click();
      await lost.page.getByRole("button", { name: t.recover.submit, disabled: false }).waitFor();
      await assertAccessible(lost.page, "recovery");
      await lost.page.getByLabel("E-Mail", { exact: true }).fill(PRACTITIONER.email);
      const groups = recoveryKey.split(/\s+/);
      const swapped = groups.with(2, String((Number(groups[2]) + 1) % 1_000_000).padStart(6, "0"));
      await typeKey(swapped.join("-"));
      await lost.page.locator("[data-error=mistyped]").filter({ hasText: "3." }).waitFor();
      await assertAccessible(lost.page, "recovery with an error");
      assert.deepEqual(posted, []);
    });

    await suite.step(
      "lost passphrase: another key is refused, the right one leads to a new passphrase",
      async () => {
        await typeKey("000000 ".repeat(8));
        await lost.page.locator("[data-error=recovery_wrong]").waitFor();
        await typeKey(recoveryKey.replaceAll(/\s+/g, "."));
        await lost.page.getByLabel(t.recover.passphrase, { exact: true }).fill(REGAINED);
        await lost.page.getByLabel(t.recover.repeat).fill(REGAINED);
        await assertAccessible(lost.page, "recovery, the key fits");
        await lost.page.getByRole("button", { name: t.recover.save }).click();
        const next = await writeDown(lost.page);
        assert.notEqual(next, recoveryKey, "A used key is replaced by a new one");
        await lost.page.getByRole("heading", { name: PATIENT }).waitFor();
        for (const key of [recoveryKey, next]) {
          for (const spelling of [key, key.replaceAll(/\D/g, "")]) {
            assert.ok(!posted.some((request) => request.includes(spelling)), "A recovery key was sent");
          }
        }
      },
    );

    await suite.step("lost passphrase: everybody else is out, the used key is worth nothing", async () => {
      await page.getByRole("button", { name: "Anmelden" }).waitFor();
      await page.goto(`${server.origin}/practice/recover`);
      await page.getByLabel("E-Mail", { exact: true }).fill(PRACTITIONER.email);
      await page.getByLabel(t.recover.key).fill(recoveryKey);
      await page.getByRole("button", { name: t.recover.submit }).click();
      await page.locator("[data-error=recovery_wrong]").waitFor();
      await signIn(page, server.origin, CHANGED);
      await page.locator("[data-error=sign_in_wrong]").waitFor();
      await signIn(page, server.origin, REGAINED);
      await page.getByRole("heading", { name: PATIENT }).waitFor();
    });

    assert.deepEqual([...doctor.errors, ...second.errors, ...lost.errors], []);
  } finally {
    await browser.close();
  }
});
