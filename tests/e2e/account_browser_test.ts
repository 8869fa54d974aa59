import assert from "node:assert/strict";
import { parseRecoveryKey } from "../../e2ee/vault.ts";
import { de } from "../../i18n/de/mod.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import {
  confirmByPassphrase,
  invite,
  PRACTITIONER,
  setUpPractice,
  signIn,
  writeDownRecoveryKey,
} from "./journey.ts";

const t = de.practice;
const PATIENT = "Zoë Ünver-O’Brien";
const CHANGED = "acht alte Amseln singen";
const REGAINED = "neun neue Nachtigallen";

Deno.test("account: a changed passphrase, a renewed recovery key, a lost passphrase", async (suite) => {
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
      await own.getByRole("button", { name: t.settings.renewRecoveryKey, disabled: false }).click();
      await confirmByPassphrase(page, CHANGED);
      recoveryKey = await writeDownRecoveryKey(page);
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
      // One digit: a carry would change two, which one in ten times fit the check digit.
      const mistyped = groups.with(2, groups[2]!.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)));
      await typeKey(mistyped.join("-"));
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
        const next = await writeDownRecoveryKey(lost.page);
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

Deno.test("account: the recovery key that is shown is the valid one, whichever answers are lost", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { context, page, errors } = await openPerson(browser);
    const sheet = page.getByRole("status", { name: t.recoveryKey.label });
    const signOut = async () => {
      await page.getByRole("button", { name: t.nav.signOut, disabled: false }).click();
      await page.getByRole("heading", { name: t.signIn.title, level: 1 }).waitFor();
    };
    /** The server does what it is asked for, and the answer is lost. */
    const loseAnswer = (path: string) =>
      page.route(`**${path}`, async (route) => {
        await route.fetch();
        await route.abort();
      }, { times: 1 });
    const renew = async (passphrase: string) => {
      await page.goto(`${server.origin}/practice/settings`);
      const own = page.getByRole("region", { name: t.settings.recoveryTitle });
      await own.getByRole("button", { name: t.settings.renewRecoveryKey, disabled: false }).click();
      await confirmByPassphrase(page, passphrase);
    };
    /** Regains the account with the key, and gives the next one. */
    const regain = async (key: string, passphrase: string) => {
      await page.goto(`${server.origin}/practice/recover`);
      await page.getByRole("button", { name: t.recover.submit, disabled: false }).waitFor();
      await page.getByLabel("E-Mail", { exact: true }).fill(PRACTITIONER.email);
      await page.getByLabel(t.recover.key).fill(key);
      await page.getByRole("button", { name: t.recover.submit }).click();
      await page.getByLabel(t.recover.passphrase, { exact: true }).fill(passphrase);
      await page.getByLabel(t.recover.repeat).fill(passphrase);
      await page.getByRole("button", { name: t.recover.save }).click();
      return await writeDownRecoveryKey(page);
    };
    let key!: string;

    await suite.step("the set-up's: it has happened, and the page goes on", async () => {
      await loseAnswer("/api/practice/setup");
      await setUpPractice(page, server.setUpLink);
      await renew(PRACTITIONER.passphrase);
      key = await writeDownRecoveryKey(page);
    });

    await suite.step("the recovery's: the new passphrase is in force, and the new key is shown", async () => {
      await signOut();
      await loseAnswer("/api/practice/recovery");
      key = await regain(key, CHANGED);
      await signOut();
      await signIn(page, server.origin, CHANGED);
      await page.locator("[data-empty]").waitFor();
    });

    await suite.step("a renewal's: the new key is shown, and opens", async () => {
      await loseAnswer("/api/practice/recovery-key");
      await renew(CHANGED);
      await page.locator("[data-error=network]").waitFor();
      await page.goto(`${server.origin}/practice`);
      key = await writeDownRecoveryKey(page);
      await signOut();
      key = await regain(key, REGAINED);
    });

    await suite.step("a renewal that did not arrive: nobody is shown a key that opens nothing", async () => {
      await page.route("**/api/practice/recovery-key", (route) => route.abort(), { times: 1 });
      await renew(REGAINED);
      await page.locator("[data-error=network]").waitFor();
      await page.goto(`${server.origin}/practice`);
      await page.locator("[data-error=recovery_key_refused]").waitFor();
      assert.equal(await sheet.count(), 0);
      await assertAccessible(page, "list, recovery key not renewed");
      await page.reload();
      await page.locator("[data-empty]").waitFor();
      assert.equal(await page.locator("[data-error]").count(), 0, "all is as before");
      await signOut();
      key = await regain(key, CHANGED);
    });

    await suite.step(
      "a key that nobody has confirmed: that is told until there is one on paper",
      async () => {
        await renew(CHANGED);
        await sheet.waitFor();
        await signOut();
        await signIn(page, server.origin, CHANGED);
        await page.locator("[data-error=recovery_key_unconfirmed]").waitFor();
        await assertAccessible(page, "list, recovery key never confirmed");
        await page.reload();
        await page.locator("[data-error=recovery_key_unconfirmed]").getByRole("link").click();
        await page.waitForURL(/settings#recovery-title$/);
        await renew(CHANGED);
        await writeDownRecoveryKey(page);
        await page.locator("[data-empty]").waitFor();
        assert.equal(await page.locator("[data-error]").count(), 0);
      },
    );

    await suite.step("by a link on another site one comes in, and another tab keeps its key", async () => {
      await using elsewhere = Deno.serve(
        { hostname: "127.0.0.1", port: 0, onListen() {} },
        () =>
          new Response(`<a href="${server.origin}/practice">Praxis</a>`, {
            headers: { "content-type": "text/html" },
          }),
      );
      const visitor = await context.newPage();
      await visitor.goto(`http://localhost:${elsewhere.addr.port}/`);
      await visitor.getByRole("link", { name: "Praxis" }).click();
      await visitor.locator("[data-empty]").waitFor();
      await page.reload();
      await page.locator("[data-empty]").waitFor();
    });
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
