import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { de } from "../../i18n/de/mod.ts";
import { hashSecret } from "../../kv/hashes.ts";
import type { JournalAnswer } from "../../wire/journal.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { confirmByPassphrase, PRACTITIONER, setUpPractice, signIn } from "./journey.ts";

const t = de.practice;
const JOURNAL = "**/api/practice/journal?*";

/** Has the server's answers changed on their way, as the server itself could. */
async function lie(page: Page, change: (answer: JournalAnswer) => void): Promise<void> {
  await page.route(JOURNAL, async (route) => {
    const response = await route.fetch();
    const answer = await response.json() as JournalAnswer;
    change(answer);
    await route.fulfill({ response, json: answer });
  });
}

Deno.test("security record: what was done is listed, a lie is told, and a member hears what concerned the account", async (suite) => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const browser = await launchChromium();
  try {
    const office = await openPerson(browser);
    const { page } = office;
    await setUpPractice(page, server.setUpLink);
    const kinds = async () =>
      await page.locator("[data-entry]").evaluateAll((items) =>
        items.map((item) => (item as HTMLElement).dataset.entry)
      );
    const openRecord = async () => {
      await page.goto(`${server.origin}/practice/security`);
      await page.locator("[data-journal=ready]").waitFor();
    };

    await suite.step("acts in the settings are listed, with who and when", async () => {
      await page.goto(`${server.origin}/practice/settings`);
      await page.getByLabel(t.practiceSettings.phone).fill("089 777");
      await page.getByRole("button", { name: t.practiceSettings.save }).click();
      await confirmByPassphrase(page, PRACTITIONER.passphrase);
      await page.getByText(t.practiceSettings.saved, { exact: true }).waitFor();
      await page.getByRole("link", { name: t.journal.link }).click();
      await page.locator("[data-entry]").first().waitFor();
      assert.deepEqual(await kinds(), ["settings_changed"]);
      await page.getByText(`${PRACTITIONER.name} hat die Einstellungen der Praxis geändert.`).waitFor();
      await assertAccessible(page, "security record");
    });

    await suite.step(
      "a sign-in at a new device and wrong tries are told at the next visit, once",
      async () => {
        const home = await openPerson(browser);
        await signIn(home.page, server.origin, PRACTITIONER.passphrase);
        await home.page.getByRole("link", { name: t.nav.create }).first().waitFor();
        const body = JSON.stringify({ email: PRACTITIONER.email, authKey: hashSecret("wrong") });
        for (let tries = 0; tries < 10; tries++) {
          // From one address there would not be so many.
          const headers = { "content-type": "application/json", "x-forwarded-for": `192.0.2.${tries}` };
          const wrong = await fetch(`${server.origin}/api/practice/sign-in`, {
            method: "POST",
            headers,
            body,
          });
          await wrong.body?.cancel();
        }
        await page.goto(`${server.origin}/practice`);
        await page.locator("[data-news]").waitFor();
        assert.deepEqual(await kinds(), ["sign_in_failed", "new_browser"]);
        await assertAccessible(page, "news of the account");
        const noted = page.waitForResponse((response) =>
          response.request().method() === "POST" && response.url().endsWith("/api/practice/journal")
        );
        await page.getByRole("button", { name: t.journal.seen }).click();
        assert.equal((await noted).status(), 204);
        await page.locator("[data-news]").waitFor({ state: "detached" });
        await openRecord();
        assert.ok((await kinds()).includes("told"));
        const asked = page.waitForResponse((response) => response.url().includes("/api/practice/journal?"));
        await page.goto(`${server.origin}/practice`);
        await asked;
        await page.getByText(t.list.empty).first().waitFor();
        assert.equal(await page.locator("[data-news]").count(), 0);
        await home.context.close();
      },
    );

    await suite.step("a server that leaves entries out, or changes one, is told", async () => {
      for (
        const [code, change] of [
          ["journal_missing", (answer: JournalAnswer) => answer.members.shift()],
          ["journal_missing", (answer: JournalAnswer) => answer.members.pop()],
          ["journal_missing", (answer: JournalAnswer) => answer.server.pop()],
          ["journal_changed", (answer: JournalAnswer) => answer.members[0]!.atMs--],
        ] as const
      ) {
        await lie(page, change);
        await openRecord();
        await page.locator(`[data-error=${code}]`).waitFor();
        await page.unroute(JOURNAL);
      }
      await openRecord();
      assert.equal(await page.locator("[data-error]").count(), 0);
    });
  } finally {
    await browser.close();
  }
});
