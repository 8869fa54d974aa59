import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertAccessible } from "../support/accessibility.ts";
import { launchChromium } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { walkStates } from "../support/states.ts";

/** `deno task screenshots --axe` walks through every language, theme and width; this is what each run of the tests sees. */
Deno.test("states: no barrier in any state of the way in, the call and the practice; frames in forced colours", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  const seen = new Set<string>();
  try {
    const errors = await walkStates({
      server,
      browser,
      langs: ["de"],
      withPublicPages: false,
      async look(page, state) {
        seen.add(state);
        await page.setViewportSize({ width: 320, height: 640 });
        await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
        await assertAccessible(page, `${state}, 320 px, light`);
        await page.emulateMedia({ colorScheme: "dark", forcedColors: "active", reducedMotion: "reduce" });
        assert.deepEqual(await unframed(page), [], `${state}, forced colours`);
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.emulateMedia({ colorScheme: "dark", forcedColors: "none", reducedMotion: "reduce" });
        await assertAccessible(page, `${state}, 1280 px, dark`);
      },
    });
    assert.deepEqual(errors, []);
    assert.ok(seen.size >= 35, `${seen.size} states`);
  } finally {
    await browser.close();
  }
});

/** Controls that forced colours leave without a frame, and chosen ones that look as if they were not. */
function unframed(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const problems: string[] = [];
    const isFramed = (element: Element) => {
      const { borderBlockStartWidth, borderBlockStartStyle, borderBlockStartColor, backgroundColor } =
        getComputedStyle(element);
      return parseFloat(borderBlockStartWidth) >= 1 && borderBlockStartStyle !== "none" &&
        (borderBlockStartColor !== backgroundColor ||
          backgroundColor !== getComputedStyle(document.body).backgroundColor);
    };
    const controls = document.querySelectorAll(
      "button,.btn,select,textarea,input:not([type=checkbox],[type=radio],[type=file])",
    );
    for (const control of controls) {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.closest("[inert]")) continue;
      // Links are recognisable by their underline.
      if (getComputedStyle(control).textDecorationLine === "underline") continue;
      const frame = control.querySelector(".disc") ?? control;
      if (!isFramed(frame)) problems.push(`no frame: ${control.outerHTML.slice(0, 160)}`);
    }
    const lit = document.querySelector(".disc-lit");
    const usual = document.querySelector(".disc:not(.disc-lit)");
    if (
      lit && usual && getComputedStyle(lit).backgroundColor === getComputedStyle(usual).backgroundColor
    ) problems.push("what is on looks like what is off");
    return problems;
  });
}
