import assert from "node:assert/strict";
import { de } from "../../i18n/de/mod.ts";
import { assertAccessibleEverywhere } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { launchFirefox, openFirefoxPerson } from "../support/firefox.ts";
import { METRICS } from "../support/gauges.ts";
import { startServer } from "../support/running_server.ts";
import {
  allowDevices,
  confirmByPassphrase,
  invite,
  mediaFlows,
  phase,
  PRACTITIONER,
  setUpPractice,
} from "./journey.ts";

const PATIENT = "Ottilie Krämer";

/** What mail programs make of a link. */
const MANGLINGS: Record<string, (link: URL) => string> = {
  "Safe Links": ({ origin, pathname, hash }) => `${origin}${pathname}%23${hash.slice(1)}`,
  "two gateways": ({ origin, pathname, hash }) => `${origin}${pathname}%2523${hash.slice(1)}`,
  "a tracker behind Safe Links": ({ origin, pathname, hash }) =>
    `${origin}${pathname}%23${hash.slice(1)}?utm_source=mail&lang=en`,
  "a tracker in front": ({ origin, pathname, hash }) => `${origin}${pathname}?utm_source=mail${hash}`,
  "a tracker in front of Safe Links": ({ origin, pathname, hash }) =>
    `${origin}${pathname}?utm_source=mail%23${hash.slice(1)}`,
  "a bracket": ({ href }) => `${href}>`,
  "a bracket and a quotation mark, encoded": ({ href }) => `${href}%22%3E`,
  "a line break and a soft hyphen": ({ href, hash }) => {
    const at = href.length - hash.length + 12;
    return `${href.slice(0, at)}\n\u00ad${href.slice(at)}`;
  },
  "an invisible mark in the path": ({ origin, pathname, hash }) =>
    `${origin}${pathname.slice(0, 6)}\u200b${pathname.slice(6)}${hash}`,
  "a fragment that is encoded as a whole": ({ origin, pathname, hash }) =>
    `${origin}${pathname}#${
      [...hash.slice(1)].map((char) => `%${char.charCodeAt(0).toString(16)}`).join("")
    }`,
};

Deno.test("links as mail programs leave them lead into the call, and the server keeps nothing of them", async (suite) => {
  await using server = await startServer(METRICS);
  const { origin } = server;
  const browser = await launchChromium();
  const secrets: string[] = [];
  try {
    const doctor = await openPerson(browser);
    await suite.step("the set-up link", async () => {
      const link = new URL(server.setUpLink);
      secrets.push(link.hash.slice(1));
      await setUpPractice(doctor.page, MANGLINGS["Safe Links"]!(link));
    });

    const invitation = await invite(doctor.page, origin, PATIENT);
    const link = new URL(invitation.link, origin);
    secrets.push(...link.hash.slice(1).split("."));

    for (const [how, mangle] of Object.entries(MANGLINGS)) {
      await suite.step(`an invite link, by ${how}`, async () => {
        const { context, page, errors } = await openPerson(browser);
        await page.goto(mangle(link));
        await page.getByRole("heading", { name: de.call.invite.title }).waitFor();
        assert.equal(await page.getByLabel("Ihr Name").inputValue(), PATIENT);
        assert.equal(new URL(page.url()).pathname, link.pathname);
        assert.ok(!page.url().includes(link.hash.slice(1, 20)), page.url());
        await page.goBack();
        assert.equal(page.url(), "about:blank", "the changed link is no entry of its own");
        assert.deepEqual(errors, []);
        await context.close();
      });
    }

    await suite.step("cut in the name: the person types it, and is in the call", async () => {
      const patient = await openPerson(browser);
      await patient.page.goto(MANGLINGS["Safe Links"]!(new URL(link.href.slice(0, -2))));
      await patient.page.getByRole("heading", { name: de.call.invite.title }).waitFor();
      await patient.page.getByLabel("Ihr Name").fill(PATIENT);
      await patient.page.getByRole("button", { name: "Raum beitreten" }).click();
      await allowDevices(patient.page);
      await doctor.page.goto(`${origin}/r/${invitation.room}`);
      await allowDevices(doctor.page);
      await doctor.page.getByRole("button", { name: "Einlassen" }).click();
      await phase(patient.page, "connected");
      await mediaFlows(patient.page);
      await patient.context.close();
    });

    await suite.step("cut in the secret: it says that a part is missing", async () => {
      const { context, page } = await openPerson(browser);
      for (const mangle of [MANGLINGS["Safe Links"]!, ({ href }: URL) => href]) {
        await page.goto("about:blank");
        await page.goto(mangle(new URL(link.href.slice(0, link.href.indexOf("#") + 20))));
        await page.getByRole("heading", { name: de.call.entrance.incomplete.title }).waitFor();
      }
      for (const path of ["/practice/join", "/practice/setup"]) {
        await page.goto(`${origin}${path}%23AAAAAAAAAAAAAAAA`);
        await page.getByText(de.practice.errors.link_incomplete).waitFor();
      }
      await context.close();
    });

    await suite.step("a member link", async () => {
      await doctor.page.goto(`${origin}/practice/members`);
      const { page } = doctor;
      await page.locator("[data-members=ready]").waitFor();
      await page.getByLabel(`${de.practice.members.roles.assistant}:`).check();
      await page.getByRole("button", { name: de.practice.members.makeLink, disabled: false }).click();
      await confirmByPassphrase(page, PRACTITIONER.passphrase);
      const made = await page.locator("[data-member-link]").getAttribute("data-member-link");
      const memberLink = new URL(made!);
      secrets.push(memberLink.hash.slice(1));
      for (const how of ["Safe Links", "two gateways", "a bracket", "a tracker behind Safe Links"]) {
        const { context, page, errors } = await openPerson(browser);
        // A link is opened in one tab only: the others read it and leave.
        await page.goto(MANGLINGS[how]!(memberLink));
        await page.getByText(PRACTITIONER.practiceName).first().waitFor();
        assert.deepEqual(errors, []);
        await context.close();
      }
    });

    await suite.step("without JavaScript the page says what to do", async () => {
      const context = await browser.newContext({ locale: "de-DE", javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(MANGLINGS["Safe Links"]!(link));
      assert.equal(await page.locator("[data-error=no_script]").innerText(), de.errors.changedLink.noScript);
      assert.equal(await page.locator('a[href^="?"]').count(), 0, "no link that would send it again");
      await context.close();
    });

    await suite.step("in Firefox", async () => {
      const firefox = await launchFirefox();
      try {
        for (const how of ["Safe Links", "an invisible mark in the path", "a line break and a soft hyphen"]) {
          const { page, context } = await openFirefoxPerson(firefox);
          await page.goto(MANGLINGS[how]!(link));
          await page.waitForSelector("input[name=name]");
          assert.equal(
            await page.$eval("input[name=name]", (field) => (field as HTMLInputElement).value),
            PATIENT,
          );
          await context.close();
        }
      } finally {
        await firefox.close();
      }
    });

    await suite.step("neither the log nor the metrics have any of it", async () => {
      const metrics = await (await fetch(`${origin}/metrics`, {
        headers: { authorization: `Bearer ${METRICS.METRICS_TOKEN}` },
      })).text();
      assert.match(metrics, /route="\/changed-link"/);
      // The server prints its own set-up link, for the operator.
      const log = server.log.filter((line) => !line.startsWith("Set-up link:")).join("\n");
      for (const secret of secrets) {
        assert.ok(secret.length > 10 && !log.includes(secret) && !metrics.includes(secret), secret);
      }
    });
    assert.deepEqual(doctor.errors, []);
  } finally {
    await browser.close();
  }
});

Deno.test("the page of a changed link has no barriers", async () => {
  await using server = await startServer({}, { isSetUp: true });
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ locale: "de-DE" });
    const page = await context.newPage();
    // Without its script, which leads away from it.
    await page.route("**/r/*", async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        body: (await response.text()).replace(/<script\b[^]*?<\/script>/g, ""),
      });
    });
    await page.goto(`${server.origin}/r/AAAAAAAAAAAAAAAAAAAAAA%23AAAA`);
    await page.getByRole("heading", { name: de.errors.changedLink.title }).waitFor();
    await assertAccessibleEverywhere(page, "a changed link");
  } finally {
    await browser.close();
  }
});
