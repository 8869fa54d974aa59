import assert from "node:assert/strict";
import type { Lang } from "../../i18n/mod.ts";
import { launchChromium, openPerson } from "../chromium.ts";
import { startServer } from "../server/running_server.ts";

/** The pages that somebody may find, or be sent to. */
const PAGES = [
  "/",
  "/check",
  "/help",
  "/faq",
  "/imprint",
  "/privacy",
  "/terms",
  "/accessibility",
  "/practice",
];

/**
 * What Lighthouse looks at beyond axe-core (accessibility_test.ts) and the speed of the join page (bench/join_page.ts),
 * by the names of its audits. Source: github.com/GoogleChrome/lighthouse, core/audits.
 */
Deno.test("pages: what Lighthouse would check", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  const titles = new Map<string, string>();
  try {
    for (const lang of ["de", "en"] satisfies Lang[]) {
      const { context, page, errors } = await openPerson(browser, { viewport: { width: 412, height: 823 } });
      await context.addCookies([{ name: "lang", value: lang, url: server.origin }]);
      const failed: string[] = [];
      page.on("requestfailed", (request) => failed.push(request.url()));
      page.on("response", (response) => {
        if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
      });
      for (const path of PAGES) {
        await suite.step(`${path} in ${lang}`, async () => {
          const response = await page.goto(server.origin + path, { waitUntil: "networkidle" });
          const headers = response!.headers();
          assert.equal(response!.status(), 200, "http-status-code");
          assert.match(headers["content-type"]!, /^text\/html; charset=utf-8$/, "charset");
          const policy = headers["content-security-policy"]!;
          assert.match(policy, /script-src 'self'/, "csp-xss");
          assert.doesNotMatch(policy, /'unsafe-(?:inline|eval)'/, "csp-xss");
          assert.equal(headers["cross-origin-opener-policy"], "same-origin", "origin-isolation");
          assert.equal(headers["x-frame-options"], "DENY", "clickjacking-mitigation");
          assert.ok(!headers["x-robots-tag"]?.includes("noindex"), "is-crawlable");
          assert.match(headers["content-encoding"] ?? "", /^(br|gzip)$/, "uses-text-compression");
          const facts = await page.evaluate(() => ({
            doctype: document.doctype?.name === "html" && document.compatMode === "CSS1Compat",
            charset: document.characterSet,
            lang: document.documentElement.lang,
            title: document.title,
            description: document.querySelector("meta[name=description]")?.getAttribute("content") ?? "",
            viewport: document.querySelector("meta[name=viewport]")?.getAttribute("content") ?? "",
            themeColors: document.querySelectorAll("meta[name=theme-color]").length,
            icon: document.querySelector<HTMLLinkElement>("link[rel=icon]")?.href ?? "",
            /** Nothing between the request and the paint: no style sheet, no script that the parser waits for. */
            blocking: document.querySelectorAll(
              "link[rel=stylesheet],script[src]:not([async],[defer],[type=module])",
            ).length,
            images: [...document.images].filter(({ alt, width, height }) => !alt || !width || !height).length,
            emptyLinks: [...document.links].filter((link) => !(link.textContent.trim() || link.ariaLabel))
              .length,
            deadLinks: [...document.links].filter(({ href }) => !/^(https?|mailto|tel):/.test(href)).length,
            strangers: [...document.links].filter((link) =>
              link.target === "_blank" && !link.rel.includes("noopener")
            ).length,
            forbidsPaste: document.querySelectorAll("[onpaste]").length,
            elements: document.querySelectorAll("*").length,
            smallText: [...document.querySelectorAll("main :is(p,li,dd,a,label,button)")].filter((element) =>
              parseFloat(getComputedStyle(element).fontSize) < 12
            ).length,
            overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          }));
          assert.ok(facts.doctype, "doctype");
          assert.equal(facts.charset, "UTF-8", "charset");
          assert.equal(facts.lang, lang, "html-has-lang, html-lang-valid");
          assert.ok(facts.title.length >= 10, `document-title: ${facts.title}`);
          assert.ok(
            facts.description.length >= 20 && facts.description.length <= 250,
            `meta-description: ${facts.description}`,
          );
          assert.equal(facts.viewport, "width=device-width, initial-scale=1", "viewport, meta-viewport");
          assert.equal(facts.themeColors, 2, "themed-omnibox");
          assert.equal(new URL(facts.icon).origin, server.origin, "favicon");
          for (const never of ["blocking", "images", "emptyLinks", "deadLinks", "strangers"] as const) {
            assert.equal(facts[never], 0, never);
          }
          assert.equal(facts.forbidsPaste, 0, "paste-preventing-inputs");
          assert.equal(facts.smallText, 0, "font-size");
          assert.equal(facts.overflow, 0, "content-width");
          assert.ok(facts.elements < 800, `dom-size: ${facts.elements}`);
          titles.set(`${lang} ${path}`, facts.title);
        });
      }
      assert.deepEqual(failed, [], "errors-in-console");
      assert.deepEqual(errors, [], "errors-in-console");
      await context.close();
    }
    assert.equal(new Set(titles.values()).size >= PAGES.length, true, "each page has a title of its own");
    const robots = await fetch(`${server.origin}/robots.txt`);
    assert.equal(robots.status, 200, "robots-txt");
    assert.match(await robots.text(), /^User-agent: /m, "robots-txt");
  } finally {
    await browser.close();
  }
});
