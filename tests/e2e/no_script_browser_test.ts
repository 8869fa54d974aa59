import assert from "node:assert/strict";
import { catalogueOf } from "../../i18n/mod.ts";
import { ROUTE_POLICIES } from "../../server/route_policy.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { setUpPractice } from "./journey.ts";

/** For machines, or in development only. */
const NO_PAGES = ["/design", "/healthz", "/readyz", "/metrics", "/.well-known/security.txt"];
const PAGES = Object.keys(ROUTE_POLICIES).filter((route) =>
  ROUTE_POLICIES[route]!.kind === "page" && !NO_PAGES.includes(route)
);
const ROOM = "AAAAAAAAAAAAAAAAAAAAAA";

Deno.test("without JavaScript: every page is whole, or says in the reader's language what it needs", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const doctor = await openPerson(browser);
    await setUpPractice(doctor.page, server.setUpLink);
    for (const [lang, locale] of [["de", "de-DE"], ["en", "en-GB"]] as const) {
      for (const who of ["a member", "somebody who is not signed in"]) {
        await suite.step(`${lang}, ${who}`, async () => {
          const t = catalogueOf(lang);
          const sentences = [
            t.join.noScript,
            t.practice.scriptNeeded,
            t.call.entrance.noScript,
            t.errors.changedLink.noScript,
          ];
          const context = await browser.newContext({
            locale,
            javaScriptEnabled: false,
            ...(who === "a member" ? { storageState: await doctor.context.storageState() } : {}),
          });
          const page = await context.newPage();
          for (const route of PAGES) {
            const where = `${route} in ${lang} for ${who}`;
            await page.goto(server.origin + route.replace(":room", ROOM));
            const notice = page.locator("[data-error=no_script]");
            const needsScript = await page.locator('script:not([type="application/json"])').count() > 0;
            assert.equal(await notice.count(), needsScript ? 1 : 0, where);
            if (!needsScript) {
              assert.ok(await page.locator("h1").first().isVisible(), where);
              continue;
            }
            assert.ok(await notice.isVisible(), where);
            assert.ok(sentences.includes((await notice.innerText()).trim()), where);
          }
          await context.close();
        });
      }
    }
    assert.deepEqual(doctor.errors, []);
  } finally {
    await browser.close();
  }
});
