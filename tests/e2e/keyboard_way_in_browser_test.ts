import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertAccessible } from "../support/accessibility.ts";
import { openPerson } from "../support/chromium.ts";
import { phase, pressUntilFocused } from "./journey.ts";
import { LANGS, NAME, withRoom } from "./open_room.ts";

/** Compares the page's accessibility tree with the committed snapshot; `UPDATE_SNAPSHOTS=1` writes it. */
async function assertHeard(page: Page, name: string): Promise<void> {
  const file = new URL(`snapshots/${name}.txt`, import.meta.url);
  const heard = (await page.locator("body").ariaSnapshot())
    .replace(/\d{1,2}:\d{2}( [AP]M)?/g, "<time>").replace(/(meter "[^"]+").*/g, "$1");
  if (Deno.env.get("UPDATE_SNAPSHOTS") === "1") Deno.writeTextFileSync(file, `${heard}\n`);
  assert.equal(`${heard}\n`, Deno.readTextFileSync(file), `${name} is heard as committed`);
}

Deno.test("way in: by keyboard alone from the join page to the waiting room, as a screen reader tells it", () =>
  withRoom(async ({ server, browser, code }) => {
    for (const [locale, t] of LANGS) {
      const { context, page, errors } = await openPerson(browser, { locale });
      await context.grantPermissions(["camera", "microphone"]);
      await page.goto(server.origin);
      await assertHeard(page, `join.${locale}`);
      await assertAccessible(page, `${locale} join page`);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), t.common.skip);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.equal(
        await page.evaluate(() => document.activeElement?.id),
        "name",
        "the skip link leads to the form",
      );
      await page.keyboard.type(NAME);
      await page.keyboard.press("Tab");
      await page.keyboard.type(code);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/r/*");
      await phase(page, "waiting");
      await page.getByText(t.call.waiting.guestLead).waitFor();
      await page.waitForFunction(
        (title) => document.title === title,
        `${t.call.waiting.tabTitle} · ${t.call.pageTitle}`,
      );
      const meter = page.getByRole("meter", { name: t.call.waiting.level });
      await page.waitForFunction((label) => {
        const meter = document.querySelector(`[role=meter][aria-label="${label}"]`);
        return Number(meter?.getAttribute("aria-valuenow")) > 0;
      }, t.call.waiting.level);
      assert.equal(await meter.count(), 1);
      await page.waitForFunction(() =>
        document.querySelector<HTMLVideoElement>("video[data-video=self]")!.currentTime > 0
      );
      await assertHeard(page, `waiting.${locale}`);
      await assertAccessible(page, `${locale} waiting room`);
      // The connection to the server is lost and comes back: the page says so both times.
      await context.setOffline(true);
      await page.getByRole("status").filter({ hasText: t.call.waiting.offline }).waitFor({ timeout: 60_000 });
      await assertAccessible(page, `${locale} waiting room without a line`);
      await context.setOffline(false);
      await page.getByRole("status").filter({ hasText: t.call.waiting.guestLead }).waitFor({
        timeout: 60_000,
      });
      await pressUntilFocused(page, t.call.waiting.leave);
      await page.keyboard.press("Enter");
      await phase(page, "ended");
      assert.deepEqual(errors, []);
      await context.close();
    }
  }));
