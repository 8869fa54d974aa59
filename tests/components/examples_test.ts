import assert from "node:assert/strict";
import { LANGS } from "../../i18n/mod.ts";
import { assertAccessibleEverywhere } from "../accessibility.ts";
import { launchChromium, openPerson } from "../chromium.ts";

Deno.test("components: no barrier in any example, in every language and theme, and none from right to left", async () => {
  // The examples are a page of development, of a server within this process.
  const { app, handler } = await import(new URL("../../_fresh/server.js", import.meta.url).href);
  app.config.mode = "development";
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, handler);
  const browser = await launchChromium();
  try {
    const origin = `http://127.0.0.1:${server.addr.port}`;
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
    await server.shutdown();
    app.config.mode = "production";
  }
});
