import type { BrowserContext, Page } from "playwright-core";
import { mediaFlows, phase } from "./journey.ts";
import { inCall } from "./meeting.ts";

Deno.test("recovery: a tab that crashed, and one that was closed, come back into the call without a click", async (suite) => {
  await inCall(async ({ doctor, patient: { context, page } }) => {
    const isBack = async (reopened: Page) => {
      await Promise.all([doctor.page, reopened].map((each) => phase(each, "connected")));
      await Promise.all([mediaFlows(doctor.page), mediaFlows(reopened)]);
    };
    let tab = page;

    await suite.step("its process dies", async () => {
      const reopen = await rememberTab(context, tab);
      const session = await context.newCDPSession(tab);
      const crashed = tab.waitForEvent("crash");
      // Nobody is left to answer.
      session.send("Page.crash").catch(() => {});
      await crashed;
      await phase(doctor.page, "recovering");
      tab = await reopen();
      await isBack(tab);
    });

    await suite.step("it is closed by mistake", async () => {
      const reopen = await rememberTab(context, tab);
      await tab.close({ runBeforeUnload: true });
      await phase(doctor.page, "recovering");
      await isBack(await reopen());
    });
  });
});

/** What a browser restores of a closed tab: its address and its session storage. */
async function rememberTab(context: BrowserContext, tab: Page): Promise<() => Promise<Page>> {
  const kept = await tab.evaluate(() => Object.entries(sessionStorage) as [string, string][]);
  const address = tab.url();
  return async () => {
    const page = await context.newPage();
    await page.addInitScript((entries) => {
      // about:blank has no storage to restore.
      if (location.protocol !== "http:" || sessionStorage.length > 0) return;
      for (const [name, value] of entries) sessionStorage.setItem(name, value);
    }, kept);
    await page.goto(address);
    return page;
  };
}
