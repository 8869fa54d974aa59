import assert from "node:assert/strict";
import { makeAccessCode } from "../../e2ee/codes.ts";
import { de } from "../../i18n/de/mod.ts";
import { ApiClient } from "../api/client.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { phase } from "./journey.ts";
import { FRAGMENT } from "./open_room.ts";

Deno.test("forbidden storage: an invite link leads to the waiting room; the join page says what to do", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  const { body: { room, locator } } = await api.call<{ room: string; locator: string }>(
    "POST",
    "/api/practice/consultations",
    { cookie, body: { startsAtMs: Date.now() + 300_000 } },
  );
  const code = makeAccessCode(locator, "123456");
  const browser = await launchChromium();
  try {
    const { context, page, errors } = await openPerson(browser);
    await context.grantPermissions(["camera", "microphone"]);
    // What Chromium does when all sites are forbidden to store data.
    await page.addInitScript(() => {
      const forbid = () => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      };
      for (const name of ["sessionStorage", "localStorage"]) {
        Object.defineProperty(globalThis, name, { get: forbid });
      }
      indexedDB.open = forbid;
    });
    await page.goto(`${server.origin}/r/${room}${FRAGMENT}`);
    await page.getByRole("button", { name: de.call.invite.join }).click();
    await phase(page, "waiting");
    await page.getByText("Praxis", { exact: true }).waitFor();
    assert.equal(new URL(page.url()).hash, "");
    // The secret is gone with the page: what to do is said.
    await page.reload();
    await page.locator("[data-error=link_incomplete]").waitFor();

    await page.goto(server.origin);
    await page.getByLabel(de.join.name).fill("Ottilie Krämer");
    await page.getByLabel(de.join.code).fill(code);
    await page.getByRole("button", { name: de.join.submit }).click();
    await page.locator("[data-error=storage]").waitFor();
    await page.getByText(de.join.errors.storage).waitFor();
    assert.equal(await page.getByLabel(de.join.name).inputValue(), "Ottilie Krämer");
    await assertAccessible(page, "join page, storage forbidden");
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
