import assert from "node:assert/strict";
import { LANGS } from "../../i18n/mod.ts";
import { assertAccessibleEverywhere } from "../support/accessibility.ts";
import { startServer } from "../support/running_server.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";

Deno.test("components: no barrier in any example, in every language and theme, and none from right to left", async () => {
  // The page of examples exists in development only.
  await using server = await startServer({}, { args: ["run", "-A", "dev.ts"] });
  const browser = await launchChromium();
  try {
    const { origin } = server;
    const { context, page, errors } = await openPerson(browser);
    for (const lang of LANGS) {
      await context.addCookies([{ name: "lang", value: lang, url: origin }]);
      await page.goto(`${origin}/design`);
      assert.ok(await page.locator("[data-example]").count() >= 14);
      await assertAccessibleEverywhere(page, `examples in ${lang}`);
    }
    await page.evaluate(() => document.documentElement.dir = "rtl");
    await assertAccessibleEverywhere(page, "examples from right to left");
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
