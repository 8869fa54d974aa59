import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { stretchPassphrase } from "../../e2ee/passphrase.ts";
import { rewrapMemberKey } from "../../e2ee/vault.ts";
import { de } from "../../i18n/de/mod.ts";
import { findMemberByEmail } from "../../kv/members.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { plugIn } from "./authenticator.ts";
import { confirmByPassphrase, PRACTITIONER, setUpPractice, signIn, writeDownRecoveryKey } from "./journey.ts";

const t = de.practice;
const settings = t.practiceSettings;
const question = (page: Page) => page.getByRole("dialog", { name: t.proof.title });
const saved = (page: Page) => page.getByText(settings.saved, { exact: true });

async function openSettings(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/practice/settings`);
  await page.locator("form[data-settings]").waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: t.nav.signOut, exact: true }).click();
  await page.getByRole("heading", { name: t.signIn.title, level: 1 }).waitFor();
}

/** Asks the server with a browser's cookies, as somebody who has stolen them. */
async function askWithCookies(
  context: BrowserContext,
  origin: string,
  method: string,
  path: string,
  body: object,
) {
  const cookie = (await context.cookies(origin)).map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = { cookie, "content-type": "application/json" };
  const response = await fetch(`${origin}/api/practice/${path}`, {
    method,
    headers,
    body: JSON.stringify(body),
  });
  return [response.status, response.status === 204 ? undefined : (await response.json()).error];
}

Deno.test("fresh proofs: asked for once, nothing typed is lost, a stolen cookie decides nothing", async (suite) => {
  await using server = await startServer();
  const origin = server.origin.replace("127.0.0.1", "localhost"); // passkeys belong to a domain name
  const browser = await launchChromium();
  try {
    const { page, context, errors } = await openPerson(browser);
    await setUpPractice(page, server.setUpLink.replace(server.origin, origin));

    await suite.step("cancelled: told, and what was typed stays; confirmed: it goes on", async () => {
      await openSettings(page, origin);
      await page.getByLabel(settings.phone).fill("089 123");
      await page.getByRole("button", { name: settings.save }).click();
      await question(page).getByLabel(t.proof.passphrase).waitFor();
      await assertAccessible(page, "a question who is there");
      await question(page).getByRole("button", { name: t.proof.cancel }).click();
      await page.locator("[data-error=proof_cancelled]").waitFor();
      assert.equal(await page.getByLabel(settings.phone).inputValue(), "089 123");
      await page.getByRole("button", { name: settings.save }).click();
      await confirmByPassphrase(page, "ganz falsch geraten worden");
      await question(page).locator("[data-error=passphrase_wrong]").waitFor();
      await confirmByPassphrase(page, PRACTITIONER.passphrase);
      await saved(page).waitFor();
      await page.getByLabel(settings.phone).fill("089 124");
      await page.getByRole("button", { name: settings.save }).click();
      await saved(page).waitFor(); // not asked again
    });

    await suite.step("the cookie alone, right after that: refused", async () => {
      const asked = async (method: string, path: string, body: object = {}) =>
        assert.deepEqual(
          await askWithCookies(context, origin, method, path, body),
          [403, "proof_needed"],
          path,
        );
      await asked("PUT", "settings");
      await asked("POST", "member-invitations");
      await asked("POST", `members/${"A".repeat(22)}/removal`);
      await asked("POST", "key");
      await asked("DELETE", `members/${"A".repeat(22)}/sessions`);
      await asked("POST", "passkeys");
      await asked("DELETE", `passkeys/${"A".repeat(22)}`);
      await asked("PUT", "recovery-key");
    });

    await suite.step("a passkey confirms, too, and opens what a link for the team needs", async () => {
      await plugIn(page, { hasPrf: true });
      await page.getByRole("button", { name: t.passkeys.add, disabled: false }).click();
      await confirmByPassphrase(page, PRACTITIONER.passphrase);
      await page.locator("[data-added=opens]").waitFor();
      await page.goto(`${origin}/practice/members`);
      await page.locator("[data-members=ready]").waitFor();
      await page.getByRole("button", { name: t.members.makeLink, disabled: false }).click();
      await question(page).getByRole("button", { name: t.proof.usePasskey }).click();
      await page.locator("[data-member-link]").waitFor();
    });

    await suite.step("required passkeys: not before one is used oneself; then nobody without", async () => {
      await openSettings(page, origin);
      await page.getByLabel(settings.passkeysRequired).check();
      await page.getByRole("button", { name: settings.save }).click();
      await question(page).getByRole("button", { name: t.proof.usePasskey }).click();
      await page.locator("[data-error=passkey_needed]").waitFor();
      assert.ok(await page.getByLabel(settings.passkeysRequired).isChecked(), "what was chosen stays");
      await signOut(page);
      await page.getByRole("button", { name: t.signIn.usePasskey, disabled: false }).click();
      await page.locator("[data-empty]").waitFor();
      await openSettings(page, origin);
      await page.getByLabel(settings.passkeysRequired).check();
      await page.getByRole("button", { name: settings.save }).click();
      await question(page).getByRole("button", { name: t.proof.usePasskey }).click();
      await saved(page).waitFor();
      await assertAccessible(page, "settings, passkeys required");
      const other = await openPerson(browser);
      await signIn(other.page, origin, PRACTITIONER.passphrase);
      await other.page.locator("[data-error=passkey_needed]").waitFor();
      await other.context.close();
    });

    await suite.step("who joins is led to a passkey first", async () => {
      await page.goto(`${origin}/practice/members`);
      await page.getByRole("button", { name: t.members.makeLink, disabled: false }).click();
      await question(page).getByRole("button", { name: t.proof.usePasskey }).click();
      const link = (await page.locator("[data-member-link]").getAttribute("data-member-link"))!;
      const bea = await openPerson(browser);
      await bea.page.goto(link);
      await bea.page.getByLabel("Ihr Name", { exact: true }).fill("Bea Licht");
      await bea.page.getByLabel("E-Mail", { exact: true }).fill("bea@praxis.example");
      await bea.page.getByLabel("Passphrase", { exact: true }).fill("passwordpassword");
      await bea.page.getByLabel("Passphrase wiederholen", { exact: true }).fill("passwordpassword");
      await bea.page.getByRole("button", { name: t.join.submit }).click();
      await bea.page.locator("[data-error=passphrase_common]").waitFor();
      await bea.page.getByLabel("Passphrase", { exact: true }).fill("acht alte Amseln singen");
      await bea.page.getByLabel("Passphrase wiederholen", { exact: true }).fill("acht alte Amseln singen");
      await bea.page.getByRole("button", { name: t.join.submit }).click();
      await bea.page.locator("[data-passkey-needed]").waitFor();
      await assertAccessible(bea.page, "a passkey is needed");
      await plugIn(bea.page, { hasPrf: true });
      await bea.page.getByRole("button", { name: t.passkeys.add, disabled: false }).click();
      await confirmByPassphrase(bea.page, "acht alte Amseln singen");
      await writeDownRecoveryKey(bea.page);
      await bea.page.locator("[data-empty]").waitFor();
      await page.goto(`${origin}/practice/members`);
      const row = page.locator("li[data-member=assistant]");
      await row.getByRole("button", { name: t.members.endSessions }).click();
      await page.getByRole("dialog").getByRole("button", { name: t.members.questions.endSessions.yes })
        .click();
      await question(page).getByRole("button", { name: t.proof.usePasskey }).click();
      await page.getByText("Bea Licht ist überall abgemeldet.").waitFor();
      await bea.page.getByRole("button", { name: "Anmelden" }).waitFor();
      await row.waitFor(); // the account stays
      assert.deepEqual(bea.errors, []);
    });
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});

Deno.test("sign-in: parameters rise, a server cannot lower them, an old short passphrase is told", async (suite) => {
  const env: Record<string, string> = {};
  await using server = await startServer(env);
  const browser = await launchChromium();
  const kdfOf = async () => {
    using kv = await Deno.openKv(server.kvFile);
    return (await findMemberByEmail(kv, PRACTITIONER.email))!.kdf;
  };
  try {
    const [doctor, other] = [await openPerson(browser), await openPerson(browser)];
    const { page } = doctor;
    await setUpPractice(page, server.setUpLink);
    assert.deepEqual(await kdfOf(), { memoryMib: 64, passes: 3 });

    await suite.step("the installation's have risen: so do the member's, at the next sign-in", async () => {
      env["PASSPHRASE_PASSES"] = "4";
      await server.stop();
      await server.restart();
      await signIn(other.page, server.origin, PRACTITIONER.passphrase);
      await other.page.locator("[data-empty]").waitFor();
      assert.deepEqual(await kdfOf(), { memoryMib: 64, passes: 4 });
      await page.reload();
      await page.locator("[data-empty]").waitFor(); // still signed in here
      await signOut(other.page);
      await signIn(other.page, server.origin, PRACTITIONER.passphrase);
      await other.page.locator("[data-empty]").waitFor();
    });

    await suite.step("a server that asks for cheap ones gets nothing to try passphrases on", async () => {
      await signOut(other.page);
      const sent: string[] = [];
      other.page.on("request", (request) => sent.push(new URL(request.url()).pathname));
      await other.page.route("**/api/practice/sign-in-salt", async (route) => {
        const response = await route.fetch();
        const json = { ...await response.json(), kdf: { memoryMib: 1, passes: 1 } };
        await route.fulfill({ response, json });
      });
      await signIn(other.page, server.origin, PRACTITIONER.passphrase);
      await other.page.locator("[data-error=vault_invalid]").waitFor();
      assert.ok(sent.includes("/api/practice/sign-in-salt") && !sent.includes("/api/practice/sign-in"));
      await other.page.unroute("**/api/practice/sign-in-salt");
    });

    await suite.step("a passphrase of twelve characters, from before: signs in, and is told", async () => {
      const short = "zwölf Zeichn";
      await shortenPassphrase(doctor.context, server.origin, short);
      await signIn(other.page, server.origin, short);
      await other.page.locator("[data-error=passphrase_short]").getByRole("link").waitFor();
      await assertAccessible(other.page, "list, the passphrase is short");
    });
    assert.deepEqual([...doctor.errors, ...other.errors], []);
  } finally {
    await browser.close();
  }
});

/** Changes the passphrase as a page of the version before would, without parameters and without today's rules. */
async function shortenPassphrase(context: BrowserContext, origin: string, next: string): Promise<void> {
  const cookie = (await context.cookies(origin)).map(({ name, value }) => `${name}=${value}`).join("; ");
  const ask = async (method: string, path: string, body: object) => {
    const headers = { cookie, "content-type": "application/json" };
    const url = `${origin}/api/practice/${path}`;
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
    assert.ok(response.ok, `${path}: ${response.status}`);
    return response.status === 204 ? {} : await response.json();
  };
  const { kdfSalt, kdf } = await ask("POST", "sign-in-salt", { email: PRACTITIONER.email });
  const current = await stretchPassphrase(PRACTITIONER.passphrase, decodeBase64Url(kdfSalt), kdf);
  const { wrappedKey } = await ask("POST", "unlock", { authKey: current.authKey });
  const salt = randomBytes(16);
  const shorter = await stretchPassphrase(next, salt);
  await ask("PUT", "passphrase", {
    authKey: current.authKey,
    passphrase: {
      kdfSalt: encodeBase64Url(salt),
      authKey: shorter.authKey,
      wrappedKey: await rewrapMemberKey(wrappedKey, current.wrappingKey, shorter.wrappingKey),
    },
  });
}
