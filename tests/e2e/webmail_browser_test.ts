import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { de } from "../../i18n/de/mod.ts";
import { launchChromium, openPerson, type Person } from "../support/chromium.ts";
import { clickOn, fillField, launchFirefox, openFirefoxPerson } from "../support/firefox.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import { invite, PRACTITIONER, setUpPractice } from "./journey.ts";

/**
 * A webmail on another site (localhost, where the server is 127.0.0.1), with two links to an address: one leads there, one by a
 * redirect of the webmail, as Safe Links does.
 */
function startWebmail() {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    const { pathname, searchParams } = new URL(url);
    const to = searchParams.get("to");
    if (to === null) return new Response(null, { status: 204 }); // the browser looks for an icon
    if (pathname === "/go") return new Response(null, { status: 302, headers: { location: to } });
    const link = `<a id="link" href="${to.replaceAll("&", "&amp;")}">the link</a>`;
    const by = `<a id="by" href="/go?to=${encodeURIComponent(to)}">by a redirect</a>`;
    return new Response(`<!doctype html><title>Mail</title>${link} ${by}`, {
      headers: { "content-type": "text/html" },
    });
  });
  return {
    mailWith: (to: string) => `http://localhost:${server.addr.port}/mail?to=${encodeURIComponent(to)}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Pages that depend on the sign-in, and something of each that only members see. */
const MEMBER_PAGES: Record<string, string> = {
  "/practice": "nav a[href='/practice/new']",
  "/practice/new": "nav a[href='/practice/settings']",
  "/practice/members": "nav a[href='/practice/settings']",
  "/practice/security": "nav a[href='/practice/settings']",
  "/practice/settings": "nav a[href='/practice/new']",
};

/** What both drivers' pages can do. */
interface AnyPage {
  goto(address: string): Promise<unknown>;
  url(): string;
  click(selector: string): Promise<void>;
  waitForSelector(selector: string): Promise<unknown>;
  $$(selector: string): Promise<unknown[]>;
}

/** Follows the links of a webmail as the member who is signed in there. */
async function followAsMember(page: AnyPage, origin: string, link: URL): Promise<void> {
  await using webmail = startWebmail();
  for (const by of ["#link", "#by"]) {
    for (const [path, shown] of Object.entries(MEMBER_PAGES)) {
      await page.goto(webmail.mailWith(origin + path));
      await page.click(by);
      await page.waitForSelector(shown);
      assert.equal(new URL(page.url()).pathname, path, by);
    }
    // The host's room, also by the patient's link, in which the practitioner looks after the invitation.
    for (const address of [origin + link.pathname, link.href]) {
      await page.goto(webmail.mailWith(address));
      await page.click(by);
      await page.waitForSelector("main[data-phase=permission], main[data-phase=waiting]");
      assert.deepEqual(
        await page.$$("[data-error=link_incomplete], input[name=name]"),
        [],
        `${address} ${by}`,
      );
    }
  }
}

/** The requests for pages that a page makes, by path and query. */
function documentsOf({ page }: Person): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { hostname, pathname, search } = new URL(request.url());
    if (request.isNavigationRequest() && hostname === "127.0.0.1") asked.push(pathname + search);
  });
  return asked;
}

Deno.test("webmail, in Chromium: a member who follows a link of another site is the member", async (suite) => {
  await using server = await startServer();
  const { origin } = server;
  await using webmail = startWebmail();
  const browser = await launchChromium();
  try {
    const doctor = await openPerson(browser);
    await setUpPractice(doctor.page, server.setUpLink);
    const invitation = await invite(doctor.page, origin, "Ottilie Krämer");
    const link = new URL(invitation.link, origin);

    await suite.step("every page of the practice, and the room", async () => {
      await followAsMember(doctor.page, origin, link);
    });

    await suite.step("without JavaScript, too", async () => {
      const context = await browser.newContext({
        javaScriptEnabled: false,
        storageState: await doctor.context.storageState(),
      });
      const page = await context.newPage();
      await page.goto(webmail.mailWith(`${origin}/practice/settings`));
      await page.click("#link");
      await page.waitForSelector(MEMBER_PAGES["/practice/settings"]!);
      await context.close();
    });

    await suite.step("a patient pays no second request, and keeps the link's secret", async () => {
      const patient = await openPerson(browser);
      const asked = documentsOf(patient);
      await patient.page.goto(webmail.mailWith(link.href));
      await patient.page.click("#link");
      await patient.page.getByRole("heading", { name: de.call.invite.title }).waitFor();
      assert.deepEqual(asked, [link.pathname]);
      assert.equal(await patient.page.getByLabel("Ihr Name").inputValue(), "Ottilie Krämer");
      assert.deepEqual(patient.errors, []);
      await patient.context.close();
    });

    await suite.step("a sign-in that has ended: asked twice at most, then the sign-in page", async () => {
      const former = await openPerson(browser, { storageState: await doctor.context.storageState() });
      const cookies = await former.context.cookies();
      await former.context.clearCookies({ name: "vieraugen" });
      assert.ok(cookies.some(({ name }) => name === "vieraugen-signed-in"));
      const asked = documentsOf(former);
      await former.page.goto(webmail.mailWith(`${origin}/practice/settings`));
      await former.page.click("#link");
      await former.page.getByRole("button", { name: "Anmelden" }).first().waitFor();
      assert.deepEqual(asked, ["/practice/settings", "/practice/settings?again", "/practice"]);
      await former.context.close();
    });

    await suite.step("signed out: the sign-in page at once", async () => {
      const { page } = doctor;
      await page.goto(`${origin}/practice`);
      await page.getByRole("button", { name: de.practice.nav.signOut }).click();
      await page.getByRole("button", { name: "Anmelden" }).first().waitFor();
      const asked = documentsOf(doctor);
      await page.goto(webmail.mailWith(`${origin}/practice`));
      await page.click("#link");
      await page.getByRole("button", { name: "Anmelden" }).first().waitFor();
      assert.deepEqual(asked, ["/practice"]);
    });
    assert.deepEqual(doctor.errors, []);
  } finally {
    await browser.close();
  }
});

Deno.test("webmail, in Firefox: a member who follows a link of another site is the member", async () => {
  await using server = await startServer();
  const [chromium, firefox] = [await launchChromium(), await launchFirefox()];
  try {
    const link = await makeInvitation(chromium, server);
    const { page, errors } = await openFirefoxPerson(firefox);
    await page.goto(`${server.origin}/practice`);
    await fillField(page, "E-Mail", PRACTITIONER.email);
    await fillField(page, "Passphrase", PRACTITIONER.passphrase);
    await clickOn(page, "button", "Anmelden");
    await page.waitForSelector(MEMBER_PAGES["/practice"]!);
    await followAsMember(page, server.origin, link);
    assert.deepEqual(errors, []);
  } finally {
    await Promise.all([chromium.close(), firefox.close()]);
  }
});

async function makeInvitation(browser: Browser, { origin, setUpLink }: RunningServer): Promise<URL> {
  const { page, context } = await openPerson(browser);
  await setUpPractice(page, setUpLink);
  const { link } = await invite(page, origin, "Ottilie Krämer");
  await context.close();
  return new URL(link, origin);
}
