import assert from "node:assert/strict";
import type { Page, Request } from "playwright-core";
import { decodeBase64Url, encodeBase64Url } from "../../e2ee/bytes.ts";
import { parseAccessCode } from "../../e2ee/codes.ts";
import { parseInviteFragment } from "../../e2ee/links.ts";
import { linkProof } from "../../e2ee/room_proof.ts";
import { parseRecoveryKey } from "../../e2ee/vault.ts";
import { de } from "../../i18n/de/mod.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { ApiClient } from "../api/client.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { focused } from "./journey.ts";

const PASSPHRASE = "vier blaue kleine Wale";
const PATIENT = "Zoë Ünver-O’Brien";
const NOTE = "Befund besprechen";
const t = de.practice;

/** Everything a page sends, in the form in which it is transferred. */
function recordRequests(page: Page): string[] {
  const sent: string[] = [];
  page.on("request", (request: Request) => {
    sent.push(`${request.url()}\n${JSON.stringify(request.headers())}\n${request.postData() ?? ""}`);
  });
  return sent;
}

/** Encodings in which a request could contain a text. */
function spellings(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const base64 = btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const escaped = JSON.stringify(text).slice(1, -1);
  const url = base64.replaceAll("+", "-").replaceAll("/", "_");
  return [text, escaped, encodeURIComponent(text), base64, url, hex];
}

function assertNeverSent(sent: readonly string[], secrets: Record<string, string>): void {
  // A moment in milliseconds is no secret, but its digits could look like one.
  const all = sent.join("\n").replace(/"startsAtMs":\d+/g, "").toLowerCase();
  for (const [what, secret] of Object.entries(secrets)) {
    for (const spelling of spellings(secret)) {
      assert.ok(!all.includes(spelling.toLowerCase()), `${what} was sent as ${spelling}`);
    }
  }
}

async function signIn(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel("E-Mail", { exact: true }).fill("anna@example.org");
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: "Anmelden" }).click();
}

/** Types a name, presses Enter, and returns the invitation. */
async function invite(
  page: Page,
  name: string,
  note = "",
): Promise<{ code: string; link: string; room: string }> {
  const field = page.getByRole("textbox", { name: "Name der eingeladenen Person" });
  await field.fill(name);
  if (note) await page.getByRole("textbox", { name: t.create.note }).fill(note);
  await field.press("Enter");
  const code = await page.getByRole("status", { name: "Zugangscode" }).innerText();
  const link = (await page.getByRole("link", { name: "Einladungslink" }).getAttribute("href"))!;
  return { code: code.replaceAll(" ", ""), link, room: new URL(link).pathname.split("/")[2]! };
}

Deno.test("practice: from the set-up link to the invitation", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { context, page, errors } = await openPerson(browser, { timezoneId: "Europe/Berlin" });
    const sent = recordRequests(page);
    const token = server.setUpLink.split("#")[1]!;
    let invitation!: Awaited<ReturnType<typeof invite>>;
    let recoveryKey!: string;
    const secrets: Record<string, string> = { PASSPHRASE, PATIENT, NOTE, third: "Dritte Person" };

    await suite.step("set-up: the token leaves the address bar and outlives a reload", async () => {
      await page.goto(server.setUpLink);
      await page.waitForURL((url) => url.hash === "");
      await page.reload();
      await page.getByRole("button", { name: "Praxis anlegen", disabled: false }).waitFor();
      assert.equal(await page.locator("[data-error]").count(), 0);
      await assertAccessible(page, "set-up");
    });

    await suite.step("set-up: what is wrong is said at the field, and what was typed stays", async () => {
      await page.getByLabel("Name der Praxis", { exact: true }).fill("Praxis Muster");
      await page.getByLabel("Ihr Name", { exact: true }).fill("Dr. Anna Muster");
      await page.getByLabel("E-Mail", { exact: true }).fill("anna");
      await page.getByLabel("Passphrase", { exact: true }).fill("zu kurz");
      await page.getByRole("button", { name: "Praxis anlegen" }).click();
      await page.locator("[data-error=email_malformed]").waitFor();
      await page.locator("[data-error=passphrase_short]").waitFor();
      await focused(page.locator("input[name=email]"));
      await page.getByLabel("E-Mail", { exact: true }).fill("anna@example.org");
      await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
      await page.getByLabel("Passphrase wiederholen", { exact: true }).fill(PASSPHRASE + "!");
      await page.getByRole("button", { name: "Praxis anlegen" }).click();
      await page.locator("[data-error=passphrase_mismatch]").waitFor();
      assert.equal(await page.getByLabel("Ihr Name", { exact: true }).inputValue(), "Dr. Anna Muster");
      await assertAccessible(page, "set-up with errors");
      assert.ok(!sent.some((request) => request.includes("/api/")), "Nothing was sent");
    });

    await suite.step("set-up: creates the practice and signs in", async () => {
      await page.getByLabel("Passphrase wiederholen", { exact: true }).fill(PASSPHRASE);
      await page.getByRole("button", { name: "Praxis anlegen" }).click();
      await page.waitForURL("**/practice");
      await page.locator("[data-recovery-key]").waitFor();
    });

    await suite.step("recovery key: shown until it is confirmed, and not again", async () => {
      const shown = () => page.getByRole("status", { name: t.recoveryKey.label }).innerText();
      recoveryKey = (await shown()).replace(/\D/g, "");
      assert.ok("key" in parseRecoveryKey(recoveryKey));
      await assertAccessible(page, "recovery key");
      await page.reload();
      assert.equal((await shown()).replace(/\D/g, ""), recoveryKey, "A reload does not lose it");
      await page.emulateMedia({ media: "print" });
      assert.ok(!await page.getByRole("button", { name: t.recoveryKey.print }).isVisible());
      assert.ok(await page.getByText("anna@example.org").isVisible());
      await page.emulateMedia({ media: "screen" });
      await page.getByRole("button", { name: t.recoveryKey.goOn }).click();
      await page.locator("[data-error=recovery_key_unconfirmed]").waitFor();
      await assertAccessible(page, "recovery key, not confirmed");
      await page.keyboard.press("Space"); // the focus is on the box
      await page.getByRole("button", { name: t.recoveryKey.goOn }).click();
      await page.locator("[data-empty]").waitFor();
      await page.reload();
      await page.locator("[data-empty]").waitFor();
      assert.equal(await page.locator("[data-recovery-key]").count(), 0);
      await assertAccessible(page, "empty list");
    });

    await suite.step("new: Enter makes the invitation; code and link belong together", async () => {
      await page.getByRole("link", { name: t.list.create }).first().click();
      await page.waitForURL("**/practice/new");
      const name = page.getByRole("textbox", { name: "Name der eingeladenen Person" });
      await page.getByRole("button", { name: "Einladung erstellen", disabled: false }).waitFor();
      await focused(name);
      await assertAccessible(page, "form");
      await name.press("Enter");
      await page.locator("[data-error=empty]").waitFor();
      invitation = await invite(page, PATIENT, NOTE);
      const parsed = parseAccessCode(invitation.code);
      assert.ok(!("error" in parsed));
      secrets["code secret"] = parsed.secret;
      secrets["link secret"] = encodeBase64Url(parseInviteFragment(new URL(invitation.link).hash).secret);
      await focused(page.locator("#invitation-title"));
      assert.equal(
        await page.getByRole("link", { name: "Raum öffnen" }).getAttribute("href"),
        `/r/${invitation.room}`,
      );
      const text = await page.getByRole("textbox", { name: t.create.text }).inputValue();
      for (const part of [PATIENT, invitation.link, "Praxis Muster"]) assert.ok(text.includes(part), part);
      await assertAccessible(page, "invitation");
    });

    await suite.step("new: a reload shows the same invitation", async () => {
      await page.reload();
      const code = await page.getByRole("status", { name: "Zugangscode" }).innerText();
      assert.equal(code.replaceAll(" ", ""), invitation.code);
    });

    await suite.step("new: copies code, link and text", async () => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
      await page.getByRole("button", { name: t.create.copyLink }).click();
      await page.getByText(t.create.copied).waitFor();
      assert.equal(await clipboard(), invitation.link);
      await page.getByRole("button", { name: t.create.copyText }).click();
      for (let looks = 0; !(await clipboard()).includes("\n"); looks++) {
        assert.ok(looks < 400, "the text is copied");
        await page.waitForTimeout(50);
      }
      assert.ok((await clipboard()).includes(PATIENT));
    });

    await suite.step("new: neither a double click nor a lost answer makes two", async () => {
      await page.getByRole("button", { name: t.create.another }).click();
      let lost = 0;
      await page.route("**/api/practice/consultations", async (route) => {
        if (route.request().method() !== "POST" || lost++ > 0) return route.continue();
        await route.fetch(); // the server made it; the answer is lost
        await route.abort();
      });
      await page.getByRole("textbox", { name: "Name der eingeladenen Person" }).fill("Zweite Person");
      await page.getByRole("button", { name: "Einladung erstellen" }).dblclick();
      await page.getByRole("status", { name: "Zugangscode" }).waitFor();
      await page.unroute("**/api/practice/consultations");
      assert.ok(lost >= 2);
      await page.getByRole("link", { name: t.nav.consultations, exact: true }).click();
      await page.locator("li[data-room]").nth(1).waitFor();
      assert.equal(await page.locator("li[data-room]").count(), 2);
    });

    await suite.step("list: the code on demand, cancel after one question", async () => {
      await assertAccessible(page, "list");
      const item = page.locator(`li[data-room="${invitation.room}"]`);
      await item.getByRole("heading", { name: PATIENT }).waitFor();
      await item.getByRole("button", { name: t.list.showCode }).click();
      const code = await item.getByRole("status", { name: "Zugangscode" }).innerText();
      assert.equal(code.replaceAll(" ", ""), invitation.code);
      const second = page.locator("li[data-room]").filter({ hasText: "Zweite Person" });
      await second.getByRole("button", { name: t.list.more, exact: true }).click();
      await second.getByRole("button", { name: t.list.cancel, exact: true }).click();
      const no = second.getByRole("button", { name: t.list.cancelNo });
      await focused(no); // the harmless answer
      await assertAccessible(page, "list with a question");
      await second.getByRole("button", { name: t.list.cancelYes }).click();
      await second.waitFor({ state: "detached" });
      await page.getByText("Abgesagt: Zweite Person.").waitFor();
      await page.reload();
      await item.waitFor();
      assert.equal(await page.locator("li[data-room]").count(), 1);
    });

    await suite.step("list: tells who waits, in a line and in the title", async () => {
      const api = new ApiClient(server);
      const code = parseAccessCode(invitation.code);
      assert.ok("locator" in code);
      await Promise.all([
        api.stranger(code.locator, invitation.room),
        api.stranger(code.locator, invitation.room),
      ]);
      await page.locator("li[data-state=waiting]").waitFor();
      // With a locator nobody has shown yet that they are the invited person.
      const unproven = t.list.announceUnproven.replace("{name}", PATIENT);
      await page.getByRole("status").filter({ hasText: unproven }).waitFor();
      await page.locator("li[data-state=waiting]").getByText("Zugangscode noch nicht geprüft").waitFor();
      await page.getByRole("button", { name: t.list.more, exact: true }).click();
      const strangers = page.getByRole("region", { name: t.list.unproven.title });
      await strangers.getByRole("button", { name: t.list.unproven.end, exact: true }).nth(1).waitFor();
      await assertAccessible(page, "list with unproven guests");
      await strangers.getByRole("button", { name: t.list.unproven.endAll }).click();
      await page.locator("li[data-state=open]").waitFor();
      await strangers.waitFor({ state: "detached" });
      await page.getByRole("button", { name: t.list.more, exact: true }).click();

      const proof = await linkProof(
        parseInviteFragment(new URL(invitation.link).hash).secret,
        decodeBase64Url(invitation.room),
      );
      const joined = await api.call("POST", "/api/join", {
        body: { room: invitation.room, proof, peerId: "A".repeat(22) },
      });
      assert.equal(joined.status, 201);
      await page.locator("li[data-state=waiting]").waitFor();
      await page.getByRole("status").filter({ hasText: `${PATIENT} wartet.` }).waitFor();
      assert.match(await page.title(), /^\(1\)/);
      assert.ok(!(await page.title()).includes("Zoë"));
    });

    await suite.step("list: says when the line is down, keeps what it knows, and recovers", async () => {
      await context.setOffline(true);
      await page.locator("[data-feed=offline]").waitFor();
      assert.equal(await page.locator("li[data-room]").count(), 1);
      await context.setOffline(false);
      await page.locator("[data-feed=online]").waitFor();
    });

    await suite.step("another browser of the practice sees the names too", async () => {
      const other = await openPerson(browser);
      const otherSent = recordRequests(other.page);
      await other.page.goto(new URL("/practice", server.origin).href);
      await signIn(other.page, PASSPHRASE);
      await other.page.getByRole("heading", { name: PATIENT }).waitFor();
      await other.page.getByText(NOTE).waitFor();
      await other.page.goto(new URL(`/practice/new#${invitation.room}`, server.origin).href);
      const code = await other.page.getByRole("status", { name: "Zugangscode" }).innerText();
      assert.equal(code.replaceAll(" ", ""), invitation.code);
      await other.page.goto(new URL("/practice/new#AAAAAAAAAAAAAAAAAAAAAA", server.origin).href);
      await other.page.locator("[data-error=invitation_unknown]").waitFor();
      assertNeverSent(otherSent, secrets);
      assert.deepEqual(other.errors, []);
      await other.context.close();
    });

    await suite.step("a browser that has lost the key says so, and opens it by the passphrase", async () => {
      const emptied = await openPerson(browser);
      await emptied.context.addCookies(await context.cookies());
      await emptied.page.goto(new URL("/practice", server.origin).href);
      await emptied.page.locator("[data-vault=locked]").waitFor();
      assert.equal(await emptied.page.getByText(PATIENT).count(), 0);
      await emptied.page.goto(new URL(`/r/${invitation.room}`, server.origin).href);
      await emptied.page.locator("main[data-error=vault_locked]").waitFor();
      await emptied.page.goto(new URL("/practice", server.origin).href);
      await emptied.page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
      await emptied.page.getByRole("button", { name: t.openVault.submit }).click();
      await emptied.page.getByRole("heading", { name: PATIENT }).waitFor();
      assert.deepEqual(emptied.errors, []);
      await emptied.context.close();
    });

    await suite.step("signs out; the pages are closed; a wrong passphrase is told", async () => {
      await page.getByRole("button", { name: t.nav.signOut }).click();
      await page.getByRole("button", { name: "Anmelden", disabled: false }).waitFor();
      assert.equal(await keptKeys(page), 0, "The key is gone with the sign-in");
      const closed = await page.goto(new URL("/practice/new", server.origin).href);
      assert.equal(new URL(page.url()).pathname, "/practice");
      assert.equal(closed?.headers()["cache-control"], "no-store");
      await assertAccessible(page, "sign-in");
      await signIn(page, "vier graue kleine Wale");
      await page.locator("[data-error=sign_in_wrong]").waitFor();
      assert.equal(await page.getByLabel("E-Mail", { exact: true }).inputValue(), "anna@example.org");
      await assertAccessible(page, "sign-in with an error");
    });

    await suite.step("signs in again, by keyboard alone, up to the next invitation", async () => {
      await page.getByLabel("Passphrase", { exact: true }).focus();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(PASSPHRASE);
      await page.keyboard.press("Enter");
      await page.locator("li[data-room]").waitFor();
      await tabTo(page, t.nav.create);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/practice/new");
      await page.getByRole("button", { name: "Einladung erstellen", disabled: false }).waitFor();
      await focused(page.getByLabel(t.create.name));
      await page.keyboard.type("Dritte Person");
      await page.keyboard.press("Enter");
      await page.getByRole("status", { name: "Zugangscode" }).waitFor();
      await tabTo(page, t.create.another);
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.name === "name");
    });

    await suite.step("no request carried a name, a note, a secret or the passphrase", () => {
      assert.ok(sent.length > 20);
      assertNeverSent(sent, { ...secrets, recoveryKey, grouped: recoveryKey.replace(/.{6}(?=.)/g, "$& ") });
      const withToken = sent.filter((request) => request.includes(token));
      assert.equal(withToken.length, 1, "The set-up token goes in one body and nowhere else");
    });

    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});

/** The number of practice keys stored in this browser. */
function keptKeys(page: Page): Promise<number> {
  return page.evaluate(() =>
    new Promise<number>((resolve) => {
      const open = indexedDB.open("vieraugen-practice");
      open.onsuccess = () => {
        const count = open.result.transaction("keys").objectStore("keys").count();
        count.onsuccess = () => {
          open.result.close();
          resolve(count.result);
        };
      };
    })
  );
}

/** Presses Tab until the element with that text has the focus. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let tabs = 0; tabs < 60; tabs++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.textContent?.trim()) === text) return;
  }
  assert.fail(`${text} cannot be reached by Tab`);
}
