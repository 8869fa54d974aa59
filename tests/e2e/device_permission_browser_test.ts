import assert from "node:assert/strict";
import { de } from "../../i18n/de/mod.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { openPerson } from "../support/chromium.ts";
import { phase, pressUntilFocused } from "./journey.ts";
import { FRAGMENT, LANGS, withRoom } from "./open_room.ts";

Deno.test("permission: each refusal shows its own sentence and a way on, and keeps the invite link", () =>
  withRoom(async ({ server, browser, room }) => {
    for (const [locale, { call: t }] of LANGS) {
      const { context, page, errors } = await openPerson(browser, { locale });
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.addInitScript(() => {
        const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        const next = { name: "NotAllowedError", message: "", permission: "prompt", refuses: "both" };
        Object.assign(globalThis, { next });
        navigator.mediaDevices.getUserMedia = (wanted) =>
          next.refuses === "both" || (next.refuses === "video" && wanted?.video)
            ? Promise.reject(new DOMException(next.message, next.name))
            : real(wanted);
        navigator.permissions.query = () => Promise.resolve({ state: next.permission } as PermissionStatus);
      });
      await page.goto(`${server.origin}/r/${room}${FRAGMENT}`);
      await page.getByRole("button", { name: t.invite.join }).click();
      await page.getByText(t.guide.where.chrome_desktop).waitFor();
      await page.locator(".permission-picture .pp-yes").waitFor(); // drawn when it is needed
      await assertAccessible(page, `${locale} permission`);
      await pressUntilFocused(page, t.permission.allow);
      await page.keyboard.press("Enter");
      await page.locator("[data-error=media_dismissed]").waitFor();
      const states = [
        ["media_dismissed", { permission: "prompt" }, t.guide.where.chrome_desktop],
        ["media_denied", { permission: "denied" }, t.guide.undo.chrome_desktop[0]],
        ["media_system_denied", { message: "Permission denied by system" }, t.guide.system.other[0]],
        ["media_in_use", { name: "NotReadableError" }, t.permission.audioOnly],
        ["devices_missing", { name: "NotFoundError" }, t.permission.retry],
        ["media_blocked", { name: "SecurityError" }, t.guide.otherBrowser],
        ["media_failed", { name: "OverconstrainedError" }, t.permission.retry],
      ] as const;
      const ask = page.locator("main button.btn-primary").first();
      for (const [code, change, wayOn] of states) {
        await page.evaluate(
          (change) =>
            Object.assign((globalThis as unknown as { next: object }).next, {
              name: "NotAllowedError",
              message: "",
            }, change),
          change,
        );
        await ask.click();
        await page.locator(`[data-error=${code}]`).waitFor();
        await page.getByText(t.problems[code]).waitFor();
        await page.getByText(wayOn).first().waitFor();
        await assertAccessible(page, `${locale} ${code}`);
      }
      await page.getByText(t.guide.otherBrowser).click();
      await page.getByRole("button", { name: t.entrance.copyLink }).click();
      await page.getByText(t.entrance.copied).waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(link, `${server.origin}/r/${room}${FRAGMENT}`, "with its secret part");
      // The camera alone is in use: one waits with sound, is told so, and can switch it on later.
      await page.evaluate(() =>
        Object.assign((globalThis as unknown as { next: object }).next, {
          name: "NotReadableError",
          refuses: "video",
        })
      );
      await ask.click();
      await phase(page, "waiting");
      await page.locator("[data-error=camera_in_use]").waitFor();
      await assertAccessible(page, `${locale} waiting without a camera`);
      await page.evaluate(() =>
        Object.assign((globalThis as unknown as { next: object }).next, { refuses: "none" })
      );
      await page.getByRole("button", { name: t.controls.camera }).click();
      await page.locator("[data-error=camera_in_use]").waitFor({ state: "detached" });
      await page.waitForFunction(() =>
        document.querySelector<HTMLVideoElement>("video[data-video=self]")!.videoWidth > 0
      );
      assert.deepEqual(errors, []);
      await context.close();
    }
  }));

Deno.test("browser without WebRTC: the page says so, keeps the fragment in the address, and copies the whole invite link", () =>
  withRoom(async ({ server, browser, room }) => {
    for (const [locale, { call: { entrance }, join }] of LANGS) {
      const { context, page, errors } = await openPerson(browser, { locale });
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.addInitScript(() => Object.assign(globalThis, { RTCPeerConnection: undefined }));
      const link = `${server.origin}/r/${room}${FRAGMENT}`;
      await page.goto(link);
      await page.locator("[data-error=unsupported]").waitFor();
      assert.equal(page.url(), link, "“open in browser” hands on what stands there");
      await assertAccessible(page, `${locale} unsupported`);
      await page.getByRole("button", { name: entrance.copyLink }).click();
      await page.getByText(entrance.copied).waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
      await page.goto(server.origin);
      await page.getByRole("alert").filter({ hasText: join.unsupported }).waitFor();
      assert.deepEqual(errors, []);
      await context.close();
    }
    // A program that never arrives: the page says so by itself.
    const { page, context } = await openPerson(browser);
    await page.route("**/_fresh/**", (route) => route.abort());
    await page.goto(`${server.origin}/r/${room}${FRAGMENT}`);
    await page.locator("[data-error=not_started]").waitFor();
    await page.unroute("**/_fresh/**");
    await page.getByRole("button", { name: de.call.entrance.reload }).click();
    await page.locator("html[data-started]").waitFor();
    await page.getByRole("button", { name: "Raum beitreten" }).waitFor();
    assert.ok(!await page.locator("#stuck").isVisible());
    await context.close();
  }));
