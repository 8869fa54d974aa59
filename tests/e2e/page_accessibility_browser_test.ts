import assert from "node:assert/strict";
import { LANGS } from "../../i18n/mod.ts";
import { assertAccessible, assertAccessibleEverywhere } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { PUBLIC_PAGES } from "./public_pages.ts";

const PAGES = [...PUBLIC_PAGES, "/practice/setup", "/no-such-page"];

Deno.test("pages: no barrier in any language, at any width, in any theme", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { context, page, errors } = await openPerson(browser);
    for (const lang of LANGS) {
      await context.addCookies([{ name: "lang", value: lang, url: server.origin }]);
      for (const path of PAGES) {
        await page.goto(server.origin + path);
        assert.equal(await page.locator("html").getAttribute("lang"), lang);
        await assertAccessibleEverywhere(page, `${path} in ${lang}`);
      }
    }
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});

Deno.test("join page: what is wrong stands at the fields, and is told apart by its colour, too", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { page, errors } = await openPerson(browser);
    await page.goto(server.origin);
    await page.getByRole("button", { name: "Raum beitreten" }).click();
    await page.locator("#name-error").waitFor();
    await assertAccessibleEverywhere(page, "join page with errors");
    const colorOf = (selector: string) =>
      page.locator(selector).evaluate((element) => getComputedStyle(element).color);
    assert.equal(await colorOf("#name-error"), await colorOf("#summary"));
    assert.notEqual(await colorOf("#name-error"), await colorOf("#name-hint"));
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});

Deno.test("assertAccessible: finds a missing label, a small target, poor contrast and an overflow", async () => {
  const browser = await launchChromium();
  try {
    const { page } = await openPerson(browser, { viewport: { width: 320, height: 640 } });
    const barrier = async (html: string) => {
      await page.setContent(`<html lang="de"><title>x</title><main><h1>x</h1>${html}</main></html>`);
      return await assertAccessible(page, "x").then(() => "", (error: Error) => error.message);
    };
    assert.equal(await barrier("<p>Text"), "");
    assert.match(await barrier('<input style="width:60px;height:60px">'), /label:/);
    assert.match(await barrier('<button style="width:60px;height:30px">x</button>'), /too small \(60 × 30\)/);
    assert.match(await barrier('<p style="color:#999">Text'), /color-contrast:/);
    assert.match(await barrier('<p style="width:400px">Text'), /scrolls sideways \(4\d\d px\)/);
  } finally {
    await browser.close();
  }
});
