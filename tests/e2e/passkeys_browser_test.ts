import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { decodeBase64Url } from "../../e2ee/bytes.ts";
import { lv } from "../../e2ee/lv.ts";
import { passkeyWrappingKey } from "../../e2ee/passkey.ts";
import { de } from "../../i18n/de/mod.ts";
import { findMemberByEmail } from "../../kv/members.ts";
import { listPasskeys } from "../../kv/passkeys.ts";
import { assertAccessible, assertAccessibleEverywhere } from "../support/accessibility.ts";
import { launchChromium, openPerson, type Person } from "../support/chromium.ts";
import { recordTraffic } from "../support/recording_proxy.ts";
import { startServer } from "../support/running_server.ts";
import { dump } from "../support/store_dump.ts";
import { findTraces, type Secret } from "../support/traces.ts";
import { plugIn } from "./authenticator.ts";
import { confirmByPassphrase, invite, PRACTITIONER, pressUntilFocused, setUpPractice } from "./journey.ts";

const t = de.practice;
const PATIENT = "Ottilie Krämer";
const CHANGED = "acht alte Amseln singen";

/** Records the PRF outputs of passkeys before the page wipes them. */
async function notePrf({ page }: Person, outputs: Uint8Array[]): Promise<void> {
  await page.exposeFunction("notePrf", (output: number[]) => outputs.push(Uint8Array.from(output)));
  await page.addInitScript(() => {
    const { getClientExtensionResults } = PublicKeyCredential.prototype;
    PublicKeyCredential.prototype.getClientExtensionResults = function (this: PublicKeyCredential) {
      const results = Reflect.apply(getClientExtensionResults, this, []);
      const first = results.prf?.results?.first as ArrayBuffer | undefined;
      if (first) {
        (globalThis as unknown as { notePrf(output: number[]): void }).notePrf([...new Uint8Array(first)]);
      }
      return results;
    };
  });
}

async function openSettings(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/practice/settings`);
  await page.locator("[data-passkeys=ready]").waitFor();
}

async function addPasskey(page: Page, passphrase: string): Promise<string | null> {
  const section = page.getByRole("region", { name: t.passkeys.title });
  await section.getByRole("button", { name: t.passkeys.add, disabled: false }).click();
  await confirmByPassphrase(page, passphrase);
  return await section.locator("[data-added]").getAttribute("data-added");
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: t.nav.signOut, exact: true }).click();
  await page.getByRole("button", { name: t.signIn.usePasskey, disabled: false }).waitFor();
}

const signInByPasskey = (page: Page) => page.getByRole("button", { name: t.signIn.usePasskey }).click();
const seesPatient = (page: Page) => page.getByRole("heading", { name: PATIENT }).waitFor();

async function typePassphrase(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel(t.signIn.passphrase, { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: t.openVault.submit }).click();
}

/** Opens what the server keeps for the one passkey there is, as docs/protocol.md says. */
async function memberKeyOf(kvFile: string, prf: Uint8Array): Promise<Uint8Array> {
  const kv = await Deno.openKv(kvFile);
  const { id } = (await findMemberByEmail(kv, PRACTITIONER.email))!;
  const [passkey] = await listPasskeys(kv, id);
  kv.close();
  const wrapped = decodeBase64Url(passkey!.wrappedKey!);
  const parameters = { name: "AES-GCM", iv: wrapped.slice(0, 12), additionalData: lv("vc1 member key") };
  const wrappingKey = await passkeyWrappingKey(Uint8Array.from(prf));
  const body = wrapped.slice(12);
  const key = await crypto.subtle.unwrapKey("raw", body, wrappingKey, parameters, "AES-GCM", true, [
    "encrypt",
  ]);
  return new Uint8Array(await crypto.subtle.exportKey("raw", key));
}

Deno.test("passkeys: with and without PRF, at other devices, removed; the server sees no key", async (suite) => {
  await using server = await startServer();
  await using proxy = recordTraffic(server.port);
  const browser = await launchChromium();
  const outputs: Uint8Array[] = [];
  let memberKey!: Uint8Array;
  // Passkeys belong to a domain name, so not to 127.0.0.1.
  const origin = proxy.origin.replace("127.0.0.1", "localhost");
  try {
    const [doctor, tablet] = await Promise.all([openPerson(browser), openPerson(browser)]);
    const { page } = doctor;
    await notePrf(doctor, outputs);
    await setUpPractice(page, server.setUpLink.replace(server.origin, origin));
    await invite(page, origin, PATIENT);
    const first = await plugIn(page, { hasPrf: true });

    await suite.step("added in the settings, by keyboard alone; a wrong passphrase is told", async () => {
      await openSettings(page, origin);
      await page.getByRole("button", { name: t.passkeys.add, disabled: false }).waitFor();
      await assertAccessibleEverywhere(page, "settings without a passkey");
      const section = page.getByRole("region", { name: t.passkeys.title });
      await pressUntilFocused(page, t.passkeys.add);
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: t.proof.title });
      await dialog.getByLabel(t.proof.passphrase).waitFor();
      await assertAccessibleEverywhere(page, "a question who is there");
      await page.keyboard.press("Enter");
      await dialog.locator("[data-error=empty]").waitFor();
      await page.keyboard.type("ganz falsch geraten");
      await page.keyboard.press("Enter");
      await dialog.locator("[data-error=passphrase_wrong]").waitFor();
      await page.keyboard.press("Control+A");
      await page.keyboard.type(PRACTITIONER.passphrase);
      await page.keyboard.press("Enter");
      await section.locator("[data-added=opens]").waitFor();
      await section.locator("[data-passkey=opens]").waitFor();
      await assertAccessible(page, "settings with a passkey");
    });

    await suite.step("one at a device: told before the server is asked", async () => {
      await page.getByRole("button", { name: t.passkeys.add }).click(); // it has just been confirmed who it is
      await page.locator("[data-error=passkey_exists]").waitFor();
    });

    await suite.step("alone signs in and opens the names; an assertion is good for once", async () => {
      memberKey = await memberKeyOf(server.kvFile, outputs[0]!);
      await signOut(page);
      await assertAccessibleEverywhere(page, "sign-in with a passkey");
      const posted = page.waitForRequest((request) =>
        request.url().endsWith("/api/practice/passkey-sign-in")
      );
      await signInByPasskey(page);
      await seesPatient(page);
      const replayed = await fetch(`${origin}/api/practice/passkey-sign-in`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: (await posted).postData(),
      });
      assert.equal((await replayed.json()).error, "passkey_expired");
    });

    await suite.step("goes on opening after the passphrase has changed", async () => {
      await openSettings(page, origin);
      await page.getByLabel(t.settings.currentPassphrase).fill(PRACTITIONER.passphrase);
      await page.getByLabel(t.settings.newPassphrase, { exact: true }).fill(CHANGED);
      await page.getByLabel(t.settings.repeatPassphrase).fill(CHANGED);
      await page.getByRole("button", { name: t.settings.changePassphrase }).click();
      await page.locator("[data-done=passphrase]").waitFor();
      await signOut(page);
      await signInByPasskey(page);
      await seesPatient(page);
    });

    await suite.step(
      "at a device without its PRF: signs in, and the passphrase opens the names",
      async () => {
        await tablet.page.goto(`${origin}/practice`);
        const copy = await plugIn(tablet.page, { hasPrf: true });
        for (const passkey of await first.passkeys()) await copy.copyHere(passkey);
        await signInByPasskey(tablet.page);
        await tablet.page.locator("[data-vault=locked]").waitFor();
        await assertAccessibleEverywhere(tablet.page, "signed in, and locked");
        assert.equal(await tablet.page.getByText(PATIENT).count(), 0);
        await typePassphrase(tablet.page, PRACTITIONER.passphrase);
        await tablet.page.locator("[data-error=passphrase_wrong]").waitFor();
        await typePassphrase(tablet.page, CHANGED);
        await seesPatient(tablet.page);
        await tablet.page.reload();
        await seesPatient(tablet.page);
      },
    );

    await suite.step("a device is signed out by itself; one's own is marked", async () => {
      await openSettings(page, origin);
      const other = page.locator("li[data-session=other]");
      await page.locator("li[data-session=current]").getByText(t.settings.thisDevice).waitFor();
      await other.getByRole("button", { name: t.settings.endOne }).click();
      await other.waitFor({ state: "detached" });
      await tablet.page.getByRole("button", { name: t.signIn.usePasskey, disabled: false }).waitFor();
    });

    await suite.step("nothing was confirmed: told, and the passphrase is still there", async () => {
      await signOut(page);
      // What browsers say when their window is closed, or nobody came: it cannot be reached from here.
      await page.evaluate(() =>
        navigator.credentials.get = () => Promise.reject(new DOMException("", "NotAllowedError"))
      );
      await signInByPasskey(page);
      await page.locator("[data-error=passkey_cancelled]").waitFor();
      const options = "**/api/practice/passkey-sign-in/options";
      await page.route(options, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...await response.json(), timeout: 0 } });
      });
      await signInByPasskey(page);
      await page.locator("[data-error=passkey_timed_out]").waitFor();
      await assertAccessible(page, "sign-in, cancelled");
      await page.unroute(options);
    });

    await suite.step("a copy has been used: found out by the counter, and told", async () => {
      await page.reload();
      await page.getByRole("button", { name: t.signIn.usePasskey, disabled: false }).waitFor();
      await signInByPasskey(page);
      await page.locator("[data-error=passkey_copied]").waitFor();
      await signInByPasskey(page);
      await seesPatient(page);
    });

    await suite.step(
      "an authenticator without PRF: told before and after, and opened by passphrase",
      async () => {
        await first.remove();
        await openSettings(page, origin);
        await page.getByText(t.passkeys.before).waitFor();
        await plugIn(page, { hasPrf: false });
        assert.equal(await addPasskey(page, CHANGED), "signs-in");
        await assertAccessible(page, "settings with a passkey that only signs in");
        await signOut(page);
        await signInByPasskey(page);
        await page.locator("[data-vault=locked]").waitFor();
        await typePassphrase(page, CHANGED);
        await seesPatient(page);
      },
    );

    await suite.step("removed: signs nobody in", async () => {
      await openSettings(page, origin);
      const item = page.locator("[data-passkey=opens]");
      await item.getByRole("button", { name: t.passkeys.remove }).click();
      await assertAccessible(page, "removing a passkey");
      await page.getByRole("dialog").getByRole("button", { name: t.passkeys.removeYes }).click();
      await confirmByPassphrase(page, CHANGED);
      await item.waitFor({ state: "detached" });
      await signInByPasskey(tablet.page); // by the copy
      await tablet.page.locator("[data-error=passkey_unknown]").waitFor();
    });

    await suite.step("under an address instead of a name: told", async () => {
      await tablet.page.goto(`${proxy.origin}/practice`);
      await tablet.page.getByRole("button", { name: t.signIn.usePasskey, disabled: false }).waitFor();
      await signInByPasskey(tablet.page);
      await tablet.page.locator("[data-error=passkey_origin]").waitFor();
    });

    assert.deepEqual([...doctor.errors, ...tablet.errors], []);
  } finally {
    await browser.close();
  }

  await suite.step("the server has never seen what the PRF makes, nor the member key", async () => {
    assert.ok(outputs.length >= 3 && new Set(outputs.map(String)).size === 1, "one PRF, each time the same");
    await server.stop();
    const { text: stored } = await dump(server.kvFile);
    const secrets: Secret[] = [
      { name: "PRF", value: outputs[0]! },
      { name: "member key", value: memberKey },
      { name: "passphrase", value: CHANGED },
      { name: "patient", value: PATIENT },
    ];
    const places = { wire: proxy.heard().join("\n"), store: stored, log: server.log.join("\n") };
    assert.match(places.wire, /passkey-sign-in/);
    for (const [place, text] of Object.entries(places)) {
      assert.ok(text.length > 1000, place);
      assert.deepEqual(findTraces(text, secrets), [], place);
    }
  });
});
