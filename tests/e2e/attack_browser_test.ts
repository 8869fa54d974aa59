import assert from "node:assert/strict";
import { decodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { failureText } from "../../components/call/texts.ts";
import { catalogueOf } from "../../i18n/mod.ts";
import { AD, fieldsOf, flipped, kindOfBody, M2_FIELDS, replaced } from "../attack/scene.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { allowDevices, invite, joinByCode, phase, setUpPractice } from "./journey.ts";

const PATIENT = "Ottilie Krämer";

/** What the server changes in the practitioner's messages, and the error that the guest sees. */
const ATTACKS: { what: string; code: string; carry(body: string): string }[] = [
  {
    what: "the doctor's Y is another one",
    code: "tag_mismatch",
    carry: (body) => {
      if (kindOfBody(body) !== "M2") return body;
      const [, at] = fieldsOf(decodeBase64Url(body), 2, M2_FIELDS).find(([name]) => name === "share")!;
      return replaced(body, at, randomBytes(32));
    },
  },
  {
    what: "the doctor's certificate is another one",
    code: "tag_mismatch",
    carry: (body) => {
      if (kindOfBody(body) !== "M2") return body;
      const bytes = decodeBase64Url(body);
      const [, adAt, adEnd] = fieldsOf(bytes, 2, M2_FIELDS).find(([name]) => name === "ad")!;
      const [, at] = fieldsOf(bytes.subarray(0, adEnd), adAt, AD).find(([name]) => name === "fingerprint")!;
      return replaced(body, at, randomBytes(32));
    },
  },
  {
    what: "the doctor's signature is another one",
    code: "practice_unproved",
    carry: (body) => {
      if (kindOfBody(body) !== "M2") return body;
      const [, at] = fieldsOf(decodeBase64Url(body), 2, M2_FIELDS).find(([name]) => name === "signature")!;
      return replaced(body, at, randomBytes(64));
    },
  },
  {
    what: "M4 is changed in one bit",
    code: "box_invalid",
    carry: (body) => kindOfBody(body) === "box" ? flipped(body, 40) : body,
  },
];

Deno.test("attack: in real browsers, Y, certificate, signature or M4 changed by the server: no call, and the right sentence", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const doctor = await openPerson(browser);
    let carry = (body: string) => body;
    let changed = 0;
    await doctor.page.route("**/api/rooms/*/messages", async (route) => {
      const sent = route.request().postDataJSON() as { messages: { body: string }[] };
      for (const message of sent.messages) {
        const body = carry(message.body);
        if (body !== message.body) changed++;
        message.body = body;
      }
      await route.continue({ postData: JSON.stringify(sent) });
    });
    await setUpPractice(doctor.page, server.setUpLink);
    const { code } = await invite(doctor.page, server.origin, PATIENT);
    await doctor.page.getByRole("link", { name: "Raum öffnen" }).click();
    await allowDevices(doctor.page);
    await phase(doctor.page, "waiting");
    for (const attack of ATTACKS) {
      ({ carry } = attack);
      changed = 0;
      const patient = await openPerson(browser);
      await joinByCode(patient.page, server.origin, PATIENT, code);
      await allowDevices(patient.page);
      await patient.page.locator(`[role=alert][data-error=${attack.code}]`).waitFor();
      assert.equal(await patient.page.locator("main[data-phase=failed]").count(), 1, attack.what);
      const sentence = failureText({ code: attack.code }, catalogueOf("de").call, "de");
      await patient.page.getByText(sentence).waitFor();
      for (const { page } of [doctor, patient]) {
        assert.equal(await page.getByText("Ende-zu-Ende-verschlüsselt").count(), 0, attack.what);
        assert.equal(await page.locator("video[data-video=partner]").count(), 0, attack.what);
      }
      assert.ok(changed > 0, "the attack took place");
      assert.deepEqual(patient.errors, []);
      await phase(doctor.page, "waiting");
      await patient.context.close();
    }
    // Without an attack the same two people get into a call.
    carry = (body) => body;
    const patient = await openPerson(browser);
    await joinByCode(patient.page, server.origin, PATIENT, code);
    await allowDevices(patient.page);
    await doctor.page.getByRole("button", { name: "Einlassen" }).click();
    await patient.page.getByText("Ende-zu-Ende-verschlüsselt").waitFor();
    assert.deepEqual([...doctor.errors, ...patient.errors], []);
  } finally {
    await browser.close();
  }
});

Deno.test("attack: in real browsers, a description for another certificate is never sent", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const [doctor, patient] = await Promise.all([openPerson(browser), openPerson(browser)]);
    // The practitioner's browser gives the page a description with another fingerprint.
    await doctor.page.addInitScript(() => {
      const { get } = Object.getOwnPropertyDescriptor(RTCPeerConnection.prototype, "localDescription")!;
      Object.defineProperty(RTCPeerConnection.prototype, "localDescription", {
        get(this: RTCPeerConnection) {
          const description = Reflect.apply(get!, this, []) as RTCSessionDescription | null;
          return description && {
            type: description.type,
            sdp: description.sdp.replace(/(a=fingerprint:sha-256 )..:..:../g, (_, head) => `${head}00:00:00`),
          };
        },
      });
    });
    await setUpPractice(doctor.page, server.setUpLink);
    const { code } = await invite(doctor.page, server.origin, PATIENT);
    await joinByCode(patient.page, server.origin, PATIENT, code);
    await allowDevices(patient.page);
    await doctor.page.getByRole("link", { name: "Raum öffnen" }).click();
    await allowDevices(doctor.page);
    await doctor.page.getByRole("button", { name: "Einlassen" }).click();
    await doctor.page.locator("[role=alert][data-error=fingerprint_mismatch]").waitFor();
    for (const { page } of [doctor, patient]) {
      assert.equal(await page.getByText("Ende-zu-Ende-verschlüsselt").count(), 0);
      assert.equal(await page.locator("main[data-phase=connected]").count(), 0);
    }
  } finally {
    await browser.close();
  }
});
