import assert from "node:assert/strict";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { PUBLIC_PAGES } from "./public_pages.ts";

/**
 * What Lighthouse looks at beyond what has tests of its own: axe-core's rules and targets (page_accessibility_browser_test.ts); title,
 * description, language, viewport, icon, links, pictures and robots (site_browser_test.ts); speed (bench/join_page.ts). By the
 * names of its audits. Source: GoogleChrome/lighthouse, core/audits.
 */
Deno.test("pages: what Lighthouse would check, in its phone's size", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { page, errors } = await openPerson(browser, { viewport: { width: 412, height: 823 } });
    const failed: string[] = [];
    let isLeaving = false;
    page.on("requestfailed", (request) => {
      // What a page fetches ahead ends with it.
      if (!isLeaving) failed.push(request.url());
    });
    page.on("response", (response) => {
      if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
    });
    for (const path of PUBLIC_PAGES) {
      const response = await page.goto(server.origin + path, { waitUntil: "networkidle" });
      const headers = response!.headers();
      const policy = headers["content-security-policy"] ?? "";
      assert.match(policy, /script-src 'self'/, `${path}: csp-xss`);
      assert.doesNotMatch(policy, /'unsafe-(?:inline|eval)'/, `${path}: csp-xss`);
      assert.equal(headers["cross-origin-opener-policy"], "same-origin", `${path}: origin-isolation`);
      assert.match(headers["content-encoding"] ?? "", /^(?:br|gzip)$/, `${path}: uses-text-compression`);
      const found = await page.evaluate(() => {
        const count = (selector: string, is: (element: HTMLElement) => boolean = () => true) =>
          [...document.querySelectorAll<HTMLElement>(selector)].filter(is).length;
        return {
          "doctype": Number(document.doctype?.name !== "html" || document.compatMode !== "CSS1Compat"),
          "charset": Number(document.characterSet !== "UTF-8"),
          "render-blocking": count("link[rel=stylesheet],script[src]:not([async],[defer],[type=module])"),
          "link-text": count("a[href]", (link) => !(link.textContent.trim() || link.ariaLabel)),
          "paste-preventing-inputs": count("[onpaste]"),
          "font-size": count("main *", (element) => parseFloat(getComputedStyle(element).fontSize) < 12),
          "content-width": document.documentElement.scrollWidth - innerWidth,
          "dom-size": Math.max(0, count("*") - 1_400),
        };
      });
      assert.deepEqual(Object.entries(found).filter(([, wrong]) => wrong > 0), [], path);
      isLeaving = true;
      await page.goto("about:blank");
      isLeaving = false;
    }
    assert.deepEqual([...failed, ...errors], [], "errors-in-console");
  } finally {
    await browser.close();
  }
});
