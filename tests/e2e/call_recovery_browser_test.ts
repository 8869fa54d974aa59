import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { de } from "../../i18n/de/mod.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { mediaFlows, phase } from "./journey.ts";
import { inCall, PATIENT } from "./meeting.ts";

const { recovery, ended } = de.call;
const PHONE = "030 123 45 67";

Deno.test("recovery: a camera that is plugged in late, a phone call, a laptop that sleeps, a second tab, a minute without a connection", async (suite) => {
  await inCall(async ({ server, doctor, patient }) => {
    let { page } = patient;
    await page.getByRole("button", { name: "Verstanden" }).click();
    const flow = () => Promise.all([mediaFlows(doctor.page), mediaFlows(page)]);

    await suite.step("a camera that is plugged in only now is offered, and seen by the other", async () => {
      await doctor.page.getByText(`${PATIENT} hat die Kamera aus.`).waitFor();
      await page.evaluate(() => {
        sessionStorage.setItem("camera", "there");
        navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
      });
      await page.getByRole("button", { name: /^Kamera: fake_device/ }).click();
      await doctor.page.getByText(`${PATIENT} hat die Kamera aus.`).waitFor({ state: "detached" });
      await flow();
    });

    await suite.step(
      "tracks that a phone call has muted are asked for anew, those it has ended at once",
      async () => {
        const former = await ownTracks(page);
        await page.evaluate(() => {
          const own = document.querySelector<HTMLVideoElement>("video[data-video=self]")!
            .srcObject as MediaStream;
          for (const track of own.getTracks()) Object.defineProperty(track, "muted", { value: true });
          document.dispatchEvent(new Event("visibilitychange"));
        });
        await tracksAreOther(page, former);
        await flow();
        const second = await ownTracks(page);
        await page.evaluate(() => {
          const own = document.querySelector<HTMLVideoElement>("video[data-video=self]")!
            .srcObject as MediaStream;
          for (const track of own.getTracks()) {
            track.stop();
            track.dispatchEvent(new Event("ended"));
          }
        });
        await tracksAreOther(page, second);
        await flow();
      },
    );

    await suite.step("a page whose timers stood still goes on where it was", async () => {
      const session = await patient.context.newCDPSession(page);
      await session.send("Page.setWebLifecycleState", { state: "frozen" });
      await server.kill();
      await server.restart();
      await session.send("Page.setWebLifecycleState", { state: "active" });
      await Promise.all([doctor.page, page].map((each) => phase(each, "connected")));
      await page.getByRole("button", { name: "Mikrofon" }).click();
      await doctor.page.getByRole("heading").getByText("Mikrofon aus").waitFor();
      await page.getByRole("button", { name: "Mikrofon" }).click();
      await flow();
    });

    await suite.step("a second tab with the same seat takes the call over; the first says so", async () => {
      const [second] = await Promise.all([
        patient.context.waitForEvent("page"),
        page.evaluate(() => void open(location.href)),
      ]);
      await phase(second, "connected");
      await phase(page, "ended");
      await page.getByRole("heading", { name: ended.replaced }).waitFor();
      await page.close();
      page = second;
      await flow();
    });

    await suite.step("after a minute without a connection: a retry and the practice's number", async () => {
      await server.kill();
      await doctor.page.close();
      await phase(page, "recovering");
      await page.locator("[data-trouble=offline]").waitFor();
      await page.clock.fastForward(61_000);
      const way = page.getByRole("alert").filter({ hasText: recovery.stuck });
      await way.waitFor();
      assert.equal(
        await way.getByRole("link", { name: recovery.phone.replace("{phone}", PHONE) }).getAttribute("href"),
        "tel:0301234567",
      );
      await assertAccessible(page, "no connection for a minute");
      patient.errors.splice(0); // the check's own style sheets
      await way.getByRole("button", { name: recovery.retry }).click();
      await way.waitFor({ state: "detached" });
      await phase(page, "recovering");
    });
  }, {
    phone: PHONE,
    prepare: async ({ context }, who) => {
      if (who === "doctor") return;
      await context.clock.install();
      await context.addInitScript(hideCamera);
    },
  });
});

/** There is no camera until the page is told so; a page without storage (about:blank) has nothing to hide. */
function hideCamera(): void {
  const { mediaDevices } = navigator;
  if (!mediaDevices) return;
  const isThere = () => sessionStorage.getItem("camera") === "there";
  const [ask, list] = [mediaDevices.getUserMedia.bind(mediaDevices), mediaDevices.enumerateDevices];
  mediaDevices.getUserMedia = (constraints) =>
    constraints?.video && !isThere()
      ? Promise.reject(new DOMException("", "NotFoundError"))
      : ask(constraints);
  mediaDevices.enumerateDevices = async () =>
    (await list.call(mediaDevices)).filter(({ kind }) => kind !== "videoinput" || isThere());
}

function ownTracks(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    (document.querySelector<HTMLVideoElement>("video[data-video=self]")!.srcObject as MediaStream)
      .getTracks().map(({ id }) => id)
  );
}

function tracksAreOther(page: Page, former: string[]): Promise<unknown> {
  return page.waitForFunction((former) => {
    const own = document.querySelector<HTMLVideoElement>("video[data-video=self]")!.srcObject as MediaStream;
    const tracks = own.getTracks();
    return tracks.length === former.length &&
      tracks.every(({ id, readyState }) => !former.includes(id) && readyState === "live");
  }, former);
}
