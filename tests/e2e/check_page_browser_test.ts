import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { de } from "../../i18n/de/mod.ts";
import { en } from "../../i18n/en/mod.ts";
import { assertAccessible, assertAccessibleEverywhere } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startCoturn } from "../support/coturn.ts";
import { startServer } from "../support/running_server.ts";
import { focused, pressUntilFocused } from "./journey.ts";

/** Waits until a step of the check has this result. */
function outcome(page: Page, step: string, ...outcomes: string[]): Promise<void> {
  return page.locator(outcomes.map((each) => `[data-step=${step}][data-outcome=${each}]`).join(","))
    .waitFor({ timeout: 40_000 });
}

Deno.test("check: by keyboard alone to a verdict; each relay by itself; the details name nobody", async () => {
  await using relay = await startCoturn();
  const { udp, tcp, tls } = relay.urls;
  // The last one is a port where nobody listens.
  const urls = [udp, tcp, tls, "turn:127.0.0.1:9?transport=tcp"];
  await using server = await startServer({ TURN_URLS: urls.join(","), TURN_SECRET: relay.secret });
  const browser = await launchChromium(["--ignore-certificate-errors"]);
  try {
    const { context, page, errors } = await openPerson(browser);
    await context.grantPermissions(["camera", "microphone", "clipboard-read", "clipboard-write"]);
    const hosts = new Set<string>();
    page.on("request", (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol !== "blob:") hosts.add(host); // the tone is made in the page
    });
    await page.goto(`${server.origin}/check`);
    await page.locator("html[data-started]").waitFor();
    await assertAccessibleEverywhere(page, "check, before it begins");
    await pressUntilFocused(page, de.check.start);
    await page.keyboard.press("Enter");
    await outcome(page, "microphone", "good");
    await focused(page.getByText(de.check.steps.loudspeaker, { exact: true }));
    await assertAccessible(page, "check, loudspeaker");
    await pressUntilFocused(page, de.check.loudspeaker.play);
    await page.keyboard.press("Enter");
    await page.getByText(de.check.loudspeaker.question).waitFor();
    await pressUntilFocused(page, de.check.loudspeaker.no);
    await page.keyboard.press("Enter");
    await page.locator("[data-error=not_heard]").waitFor();
    await pressUntilFocused(page, de.check.loudspeaker.yes, "Shift+Tab");
    await page.keyboard.press("Enter");
    await outcome(page, "network", "good");
    await page.locator("[data-verdict=ready]").waitFor();
    await focused(page.getByText(de.check.verdicts.ready.title, { exact: true }));
    const ways = await page.locator("[data-way]").allInnerTexts();
    const { ways: names, good, bad } = de.check.network;
    assert.deepEqual(ways, [
      `${names.server}: ${good}`,
      `${names.direct}: ${good}`,
      `${names.udp}: ${good}`,
      `${names.tcp}: ${good}`,
      `${names.tls}: ${good}`,
      `${names.tcp}: ${bad}`,
    ]);
    await pressUntilFocused(page, de.check.details);
    await page.keyboard.press("Enter");
    await pressUntilFocused(page, de.check.copy);
    await page.keyboard.press("Enter");
    await page.getByText(de.check.copied).waitFor();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(report, /^Vieraugen check \S+: ready\n/);
    assert.match(report, /^relay by tls: good \d+ ms$/m);
    assert.doesNotMatch(report, /127\.0\.0\.1|fake|credential|\d{9,}:/i);
    await assertAccessibleEverywhere(page, "check, at its end");
    assert.deepEqual([...hosts], [new URL(server.origin).host]);
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});

Deno.test("check: refused devices, a blocked network, no WebRTC: each a sentence, a way on, and an end", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    for (const [locale, t] of [["de-DE", de], ["en-GB", en]] as const) {
      await suite.step(`${locale} devices refused, then the network blocked`, async () => {
        const { context, page, errors } = await openPerson(browser, { locale });
        await page.addInitScript(() => {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotAllowedError"));
          navigator.permissions.query = () => Promise.resolve({ state: "denied" } as PermissionStatus);
          // No candidate ever reaches the other side.
          RTCPeerConnection.prototype.addIceCandidate = () => Promise.resolve();
        });
        await page.goto(`${server.origin}/check`);
        await page.getByRole("button", { name: t.check.start }).click();
        await page.locator("[data-error=media_denied]").waitFor();
        await page.getByRole("heading", { name: t.call.guide.undoTitle }).waitFor();
        await assertAccessible(page, `${locale} check, refused`);
        await page.getByRole("button", { name: t.call.permission.retry }).click();
        await page.locator("[data-error=media_denied]").waitFor();
        await page.getByRole("button", { name: t.check.goOn }).click();
        await outcome(page, "camera", "bad");
        await page.getByRole("button", { name: t.check.goOn }).click();
        await outcome(page, "loudspeaker", "weak");
        await outcome(page, "network", "bad");
        await page.locator("[data-error=network_blocks]").waitFor();
        await page.locator("[data-verdict=not_ready]").waitFor();
        await assertAccessible(page, `${locale} check, not ready`);
        assert.deepEqual(errors, []);
        await context.close();
      });
    }
    await suite.step("no WebRTC", async () => {
      const { context, page, errors } = await openPerson(browser);
      await page.addInitScript(() => Object.assign(globalThis, { RTCPeerConnection: undefined }));
      await page.goto(`${server.origin}/check`);
      await page.getByRole("button", { name: de.check.start }).click();
      await page.locator("[data-step=browser] [data-error=unsupported]").waitFor();
      await page.locator("[data-verdict=not_ready]").waitFor();
      assert.deepEqual(errors, []);
      await context.close();
    });
  } finally {
    await browser.close();
  }
});
