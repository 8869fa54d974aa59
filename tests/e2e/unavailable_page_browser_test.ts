import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { App } from "fresh";
import { catalogueOf } from "../../i18n/mod.ts";
import Document from "../../routes/_app.tsx";
import { parseConfig } from "../../server/config.ts";
import { Refusal } from "../../server/errors.ts";
import { errorAnswers } from "../../server/middlewares/error_answers.tsx";
import { language } from "../../server/middlewares/language.ts";
import { pageNonce } from "../../server/middlewares/page_nonce.ts";
import { pageStyles } from "../../server/middlewares/page_styles.ts";
import { securityHeaders } from "../../server/middlewares/security_headers.ts";
import type { State } from "../../server/state.ts";
import { assertAccessibleEverywhere } from "../support/accessibility.ts";
import { launchChromium } from "../support/chromium.ts";
import { launchFirefox, openFirefoxPerson } from "../support/firefox.ts";
import { requireBuild } from "../support/build.ts";

const FRAGMENT = "#AAAAAAAAAAAAAAAAAAAAAA.T3R0aWxpZSBLcsOkbWVy";

/** The app's own middlewares around a store that is away until `comeBack`. */
function startOutage() {
  requireBuild();
  let isAway = true;
  const asked: string[] = [];
  const app = new App<State>()
    .use((ctx) => {
      Object.assign(ctx.state, { config: parseConfig({}) });
      return ctx.next();
    })
    .use(securityHeaders, language, pageStyles, pageNonce, errorAnswers)
    .appWrapper(Document as Parameters<App<State>["appWrapper"]>[0])
    .all("/:path*", (ctx) => {
      // Browsers look for an icon by themselves.
      if (!/icon/.test(ctx.url.pathname)) {
        asked.push(`${ctx.req.method} ${ctx.url.pathname}${ctx.url.search}`);
      }
      if (isAway) throw new Refusal("unavailable");
      const headers = { "content-type": "text/html" };
      return new Response("<!doctype html><title>It is back</title>", { headers });
    });
  const handler = app.handler();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request, info) => handler(request, info),
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    asked,
    comeBack: () => void (isAway = false),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("503: its answer is kept by no cache, and says when to come again", async () => {
  await using outage = startOutage();
  for (const path of ["/r/AAAAAAAAAAAAAAAAAAAAAA", "/practice", "/practice/new"]) {
    const answer = await fetch(outage.origin + path);
    const html = await answer.text();
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get("cache-control"), "no-store");
    assert.equal(answer.headers.get("retry-after"), "10");
    assert.match(html, /<noscript><meta http-equiv="refresh" content="30"/);
    assert.ok(!html.includes("AAAAAAAAAAAAAAAAAAAAAA"), "it repeats nothing of the address");
  }
});

/** What both drivers' pages can do. */
interface AnyPage {
  goto(address: string): Promise<unknown>;
  url(): string;
  click(selector: string): Promise<void>;
  waitForFunction(condition: () => boolean): Promise<unknown>;
  evaluate<Result>(work: () => Result): Promise<Result>;
}

async function comesBack(open: () => Promise<AnyPage>): Promise<void> {
  for (const path of ["/r/AAAAAAAAAAAAAAAAAAAAAA", "/practice/settings"]) {
    await using outage = startOutage();
    const byItself = await open();
    await byItself.goto(outage.origin + path + FRAGMENT);
    await byItself.waitForFunction(() => performance.getEntriesByType("resource").length > 0);
    outage.comeBack();
    await byItself.waitForFunction(() => document.title === "It is back");
    assert.equal(byItself.url(), outage.origin + path + FRAGMENT);
    assert.deepEqual([outage.asked[0], outage.asked.at(-1)], [`GET ${path}`, `GET ${path}`]);
    const between = outage.asked.slice(1, -1);
    assert.ok(between.length > 0 && between.every((line) => line === `HEAD ${path}`), between.join(" "));

    await using other = startOutage();
    const byButton = await open();
    await byButton.goto(other.origin + path + FRAGMENT);
    const first = await byButton.evaluate(() => document.querySelector("main a, main button")!.textContent);
    assert.equal(first, catalogueOf("de").errors.unavailable.tryAgain);
    other.comeBack();
    await byButton.click("main a");
    await byButton.waitForFunction(() => document.title === "It is back");
    assert.equal(byButton.url(), other.origin + path + FRAGMENT);
  }
}

Deno.test("503 in Chromium: comes back by itself, the fragment kept; its first button tries again at once", async () => {
  const browser = await launchChromium();
  try {
    await comesBack(async () => await (await browser.newContext({ locale: "de-DE" })).newPage());
  } finally {
    await browser.close();
  }
});

Deno.test("503 in Firefox: comes back by itself, the fragment kept; its first button tries again at once", async () => {
  const browser = await launchFirefox();
  try {
    await comesBack(async () => (await openFirefoxPerson(browser)).page);
  } finally {
    await browser.close();
  }
});

Deno.test("503: without JavaScript its button leads to the same address; it has no barriers", async () => {
  await using outage = startOutage();
  const browser = await launchChromium();
  try {
    const path = "/r/AAAAAAAAAAAAAAAAAAAAAA";
    const page = await openPage(browser, outage.origin + path, false);
    outage.comeBack();
    await page.locator("main a").first().click();
    await page.waitForURL(outage.origin + path);
    assert.equal(await page.title(), "It is back");
    await page.context().close();
    await using other = startOutage();
    const seen = await openPage(browser, other.origin + path);
    await assertAccessibleEverywhere(seen, "the page of an outage");
  } finally {
    await browser.close();
  }
});

async function openPage(browser: Browser, address: string, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ locale: "de-DE", javaScriptEnabled });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}
