import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { de } from "../../i18n/de/mod.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { ApiClient } from "../api/client.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { phase } from "./journey.ts";

const FRAGMENT = "#AAAAAAAAAAAAAAAAAAAAAA.T3R0aWxpZSBLcsOkbWVy";
const { call } = de;

/** Makes the first camera fail as if another program used it. */
async function takeFirstCamera(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await real(wanted);
      const [camera] = stream.getVideoTracks();
      if (!camera?.label.includes("0")) return stream;
      stream.getTracks().forEach((track) => track.stop());
      throw new DOMException("Could not start video source", "NotReadableError");
    };
  });
}

/** The name of the camera whose picture is shown. */
function shownCamera(page: Page): Promise<string> {
  return page.locator("video[data-video=self]").evaluate((video: HTMLVideoElement) =>
    (video.srcObject as MediaStream).getVideoTracks()[0]?.label ?? ""
  );
}

Deno.test("devices: another camera where one is in use, in the waiting room and on the check page, which lets choose", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  const { body: { room } } = await api.call<{ room: string }>("POST", "/api/practice/consultations", {
    cookie,
    body: { startsAtMs: Date.now() },
  });
  const browser = await launchChromium(["--use-fake-device-for-media-stream=device-count=2"]);
  try {
    const { context, page, errors } = await openPerson(browser);
    await context.grantPermissions(["camera", "microphone"]);
    await takeFirstCamera(page);
    await page.goto(`${server.origin}/r/${room}${FRAGMENT}`);
    await page.getByRole("button", { name: call.invite.join }).click();
    await phase(page, "waiting");
    await page.locator("[data-error=camera_in_use]").waitFor();
    const other = page.getByRole("button", { name: /^Kamera: .*1/ });
    await other.waitFor();
    await assertAccessible(page, "waiting room, camera in use");
    await other.click();
    await page.locator("[data-error=camera_in_use]").waitFor({ state: "detached" });
    await page.waitForFunction(() =>
      (document.querySelector<HTMLVideoElement>("video[data-video=self]")!.srcObject as MediaStream)
        .getVideoTracks().length === 1
    );
    assert.match(await shownCamera(page), /1/);

    await page.evaluate(() => localStorage.clear());
    await page.goto(`${server.origin}/check`);
    await page.getByRole("button", { name: de.check.start }).click();
    await page.locator("[data-step=camera] [data-error=camera_in_use]").waitFor();
    await assertAccessible(page, "check, camera in use");
    await page.getByRole("button", { name: /^Kamera: .*1/ }).click();
    await page.locator("[data-step=camera][data-outcome=good]").waitFor();
    const choice = page.getByLabel(call.controls.camera, { exact: true });
    assert.match(await choice.locator("option:checked").innerText(), /1/);
    assert.match(await shownCamera(page), /1/);
    await assertAccessible(page, "check, with a choice of cameras");
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
