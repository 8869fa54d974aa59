import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "playwright-core";

type AxeWindow = { axe: typeof axe };

/** WCAG 2.2 AA and what axe-core counts as good practice. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Rules whose result may change with the theme; all others check names, roles and structure. */
const THEME_RULES = ["color-contrast", "link-in-text-block"];

/** The narrowest phone (also 1280 px at 400 % zoom), 1280 px at 200 % zoom, and the desktop; in px. */
const WIDTHS = [320, 640, 1280];

/** Smallest width and height of a target, in px: our own rule; WCAG 2.2 asks for 24. */
const TARGET_PX = 48;

/** Fails for any violation on the page as it is now: axe-core's rules, and our own on width and size of targets. */
export async function assertAccessible(page: Page, where: string): Promise<void> {
  const told = [...await axeViolations(page, { values: TAGS, type: "tag" }), ...await layoutProblems(page)];
  assert.deepEqual(told, [], where);
}

/**
 * The same for phone and desktop, light and dark, and at 200 % zoom. The page's state must survive a change of
 * its size. Leaves the page light, at its former width.
 */
export async function assertAccessibleEverywhere(page: Page, where: string): Promise<void> {
  const former = page.viewportSize();
  try {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width < 600 ? 640 : 800 });
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      // What axe looks at besides size and colours is the same at 640 px.
      if (width === 640) assert.deepEqual(await layoutProblems(page), [], `${where}, ${width} px`);
      else await assertAccessible(page, `${where}, ${width} px, light`);
      if (width === 640) continue;
      await page.emulateMedia({ colorScheme: "dark" });
      const dark = await axeViolations(page, { values: THEME_RULES, type: "rule" });
      assert.deepEqual(dark, [], `${where}, ${width} px, dark`);
    }
  } finally {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
    if (former) await page.setViewportSize(former);
  }
}

async function axeViolations(page: Page, runOnly: axe.RunOnly): Promise<string[]> {
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(axe.source);
  // A colour measured during a transition belongs to no state of the page.
  await page.waitForFunction(() =>
    !document.getAnimations().some((running) =>
      running instanceof CSSTransition && running.playState === "running"
    )
  );
  const { violations } = await page.evaluate(
    (runOnly) =>
      (globalThis as unknown as AxeWindow).axe.run(document, {
        runOnly,
        resultTypes: ["violations"],
        elementRef: false,
      }),
    runOnly,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Elements that make the page scroll sideways, and targets smaller than TARGET_PX. */
function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate((targetPx) => {
    const problems: string[] = [];
    const root = document.documentElement;
    const tell = (element: Element) => element.outerHTML.slice(0, 160);
    if (root.scrollWidth > root.clientWidth) {
      const wide = [...document.body.querySelectorAll("*")].filter((element) => {
        const { right, width } = element.getBoundingClientRect();
        return width > 0 && right > root.clientWidth + 0.5;
      });
      problems.push(`scrolls sideways (${root.scrollWidth} px): ${wide.slice(0, 3).map(tell).join(" ")}`);
    }
    const targets = document.querySelectorAll("a[href],button,input,select,textarea,summary,[role=button]");
    for (const target of targets) {
      if (!target.checkVisibility({ visibilityProperty: true }) || target.closest("[inert]")) continue;
      const style = getComputedStyle(target);
      // Links within sentences are as tall as their line; a check box is hit by its label.
      if (target.matches("a") && style.display === "inline") continue;
      const box = target.matches("[type=checkbox],[type=radio]") ? target.closest("label") ?? target : target;
      const { width, height, bottom } = box.getBoundingClientRect();
      if (bottom < 0) continue; // the way to the content, while it has no focus
      if (width < targetPx - 0.5 || height < targetPx - 0.5) {
        problems.push(`too small (${Math.round(width)} × ${Math.round(height)}): ${tell(target)}`);
      }
    }
    return problems;
  }, TARGET_PX);
}
