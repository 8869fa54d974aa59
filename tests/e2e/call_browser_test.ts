import assert from "node:assert/strict";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import {
  allowDevices,
  hangUp,
  invite,
  joinByCode,
  mediaFlows,
  phase,
  resumeKept,
  setUpPractice,
} from "./journey.ts";
import { inCall, PATIENT } from "./meeting.ts";

Deno.test("call: name and code, knock, admission, picture and sound both ways, proved to be encrypted", async () => {
  await inCall(async ({ doctor, patient }) => {
    await Promise.all([mediaFlows(doctor.page), mediaFlows(patient.page)]);
    const codes = [];
    for (const { page } of [doctor, patient]) {
      await page.getByRole("button", { name: "Ende-zu-Ende-verschlüsselt" }).waitFor();
      await page.getByRole("button", { name: "Teilnehmer" }).click();
      const panel = page.getByRole("region", { name: "Teilnehmer" });
      await panel.getByText("Ende-zu-Ende-verschlüsselt").waitFor();
      codes.push(await panel.getByRole("list", { name: "Sicherheitscode" }).innerText());
      await panel.getByRole("button", { name: "Schließen" }).click();
    }
    assert.equal(codes[0]!.match(/\p{Emoji_Presentation}/gu)?.length, 4, codes[0]);
    assert.equal(codes[0], codes[1], "both see the same four pictures");
  });
});

Deno.test("call: camera and microphone off are seen by the other, and on again", async () => {
  await inCall(async ({ doctor, patient }) => {
    await mediaFlows(doctor.page);
    const camera = patient.page.getByRole("button", { name: "Kamera" });
    assert.equal(await camera.getAttribute("aria-pressed"), "true");
    await camera.click();
    await doctor.page.getByText(`${PATIENT} hat die Kamera aus.`).waitFor();
    assert.equal(await camera.getAttribute("aria-pressed"), "false");
    // The camera's light is out.
    await patient.page.waitForFunction(() =>
      (document.querySelector<HTMLVideoElement>("video[data-video=self]")!.srcObject as MediaStream)
        .getVideoTracks().length === 0
    );
    await patient.page.getByRole("button", { name: "Mikrofon" }).click();
    await doctor.page.getByRole("heading").getByText("Mikrofon aus").waitFor();
    await camera.click();
    await patient.page.getByRole("button", { name: "Mikrofon" }).click();
    await doctor.page.getByText(`${PATIENT} hat die Kamera aus.`).waitFor({ state: "detached" });
    await mediaFlows(doctor.page);

    // On, and off again before the browser has answered: no camera lights behind a button that says "off".
    await camera.click();
    await patient.page.evaluate(() => {
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wanted) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        const stream = await real(wanted);
        Object.assign(globalThis, { late: stream });
        return stream;
      };
    });
    await camera.click();
    await camera.click();
    await patient.page.waitForFunction(() =>
      (globalThis as unknown as { late?: MediaStream }).late?.getTracks()
        .every(({ readyState }) => readyState === "ended")
    );
    assert.equal(await camera.getAttribute("aria-pressed"), "false");
    assert.equal(
      await patient.page.locator("video[data-video=self]").evaluate((video: HTMLVideoElement) =>
        (video.srcObject as MediaStream).getVideoTracks().length
      ),
      0,
    );
    await camera.click();
    await mediaFlows(doctor.page);
  });
});

Deno.test("call: what the server does not answer is asked for again", async () => {
  const waits: string[] = [];
  const again: Promise<unknown>[] = [];
  await inCall(async ({ doctor, patient }) => {
    assert.deepEqual(waits.sort(), ["doctor", "patient"]);
    await Promise.all([mediaFlows(doctor.page), mediaFlows(patient.page)]);
  }, {
    // The first request for relays is never answered.
    beforeAdmission: () => Promise.all(again),
    async prepare({ page }, who) {
      await page.route("**/api/ice", () => void waits.push(who), { times: 1 });
      again.push(page.waitForResponse("**/api/ice", { timeout: 90_000 }));
    },
  });
});

Deno.test("call: hang up asks once; the same code brings the patient back", async () => {
  await inCall(async ({ server, doctor, patient, invitation }) => {
    await patient.page.getByRole("button", { name: "Auflegen" }).click();
    await patient.page.getByRole("button", { name: "Weiter sprechen" }).click();
    await patient.page.getByRole("dialog").waitFor({ state: "detached" });
    await phase(patient.page, "connected");
    await hangUp(patient.page);
    await phase(doctor.page, "waiting");
    await joinByCode(patient.page, server.origin, PATIENT, invitation.code);
    await allowDevices(patient.page);
    await Promise.race([
      phase(patient.page, "connected"),
      doctor.page.getByRole("button", { name: "Einlassen" }).click(),
    ]);
    await Promise.all([doctor, patient].map(({ page }) => phase(page, "connected")));
    await mediaFlows(doctor.page);
  });
});

Deno.test("call: a reload on either side leads back without a click", async () => {
  await inCall(async ({ doctor, patient }) => {
    let kept: string | undefined;
    for (const { page } of [patient, doctor]) {
      kept = await resumeKept(doctor.page, patient.page, kept);
      await page.reload();
      await allowDevices(page);
      await Promise.all([doctor, patient].map((person) => phase(person.page, "connected")));
      await Promise.all([mediaFlows(doctor.page), mediaFlows(patient.page)]);
    }
  });
});

Deno.test("call: a reload leaves camera and microphone off", async () => {
  await inCall(async ({ doctor, patient: { page } }) => {
    const switches = ["Kamera", "Mikrofon"].map((name) => page.getByRole("button", { name, exact: true }));
    for (const device of switches) await device.click();
    await resumeKept(doctor.page, page);
    await page.reload();
    await allowDevices(page);
    await Promise.all([doctor.page, page].map((one) => phase(one, "connected")));
    for (const device of switches) assert.equal(await device.getAttribute("aria-pressed"), "false");
    await doctor.page.getByText(`${PATIENT} hat die Kamera aus.`).waitFor();
    await doctor.page.getByRole("heading").getByText("Mikrofon aus").waitFor();
    const own = await page.locator("video[data-video=self]").evaluate((video: HTMLVideoElement) =>
      (video.srcObject as MediaStream).getVideoTracks().length
    );
    assert.equal(own, 0, "the camera's light stays out");
  });
});

Deno.test("call: the server dies in the middle; the call goes on, and a new one is possible after", async () => {
  await inCall(async ({ server, browser, doctor, patient, invitation }) => {
    await server.kill();
    await mediaFlows(doctor.page);
    await doctor.page.getByText("Der Server ist gerade nicht erreichbar").waitFor();
    await phase(doctor.page, "connected");
    await server.restart();
    await doctor.page.getByText("Der Server ist gerade nicht erreichbar").waitFor({ state: "detached" });
    await Promise.all([mediaFlows(doctor.page), mediaFlows(patient.page)]);
    const second = await openPerson(browser);
    await joinByCode(second.page, server.origin, "Emil Neu", invitation.code);
    await allowDevices(second.page);
    await phase(second.page, "knocking");
    await doctor.page.getByText("Emil Neu wartet draußen.").waitFor();
    await phase(doctor.page, "connected");
    await hangUp(patient.page);
    await doctor.page.getByRole("button", { name: "Einlassen" }).click();
    await phase(second.page, "connected");
    await mediaFlows(second.page);
    assert.deepEqual(second.errors, []);
  });
});

Deno.test("call: an invite link needs one tap, and its secret leaves the address bar", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const [doctor, patient] = await Promise.all([openPerson(browser), openPerson(browser)]);
    await setUpPractice(doctor.page, server.setUpLink);
    const { link } = await invite(doctor.page, server.origin, PATIENT);
    await patient.page.goto(new URL(link, server.origin).href);
    await patient.page.getByRole("button", { name: "Raum beitreten" }).click();
    assert.equal(new URL(patient.page.url()).hash, "");
    await allowDevices(patient.page);
    await doctor.page.getByRole("link", { name: "Raum öffnen" }).click();
    await allowDevices(doctor.page);
    await doctor.page.getByText(`${PATIENT} möchte eintreten.`).waitFor();
    await doctor.page.getByRole("button", { name: "Einlassen" }).click();
    await Promise.all([doctor, patient].map(({ page }) => phase(page, "connected")));
    assert.deepEqual([...doctor.errors, ...patient.errors], []);
  } finally {
    await browser.close();
  }
});
