import assert from "node:assert/strict";
import { GuessBudget } from "../../call/pairing/guess_budget.ts";
import { GuestChannel } from "../../call/pairing/guest_channel.ts";
import { makeAccessCode, parseAccessCode } from "../../e2ee/codes.ts";
import { MAX_FAILURES } from "../../e2ee/guesses.ts";
import { de } from "../../i18n/de/mod.ts";
import { randomSecret } from "../../kv/hashes.ts";
import type { GuestSeatAnswer } from "../../wire/rooms.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { ApiClient, type Seated } from "../api/client.ts";
import { openPerson } from "../support/chromium.ts";
import type { RunningServer } from "../support/running_server.ts";
import { allowDevices, hangUp, joinByCode, mediaFlows, phase, PRACTITIONER } from "./journey.ts";
import { inCall, PATIENT } from "./meeting.ts";

const t = de.practice;
const { newDevice, blockedCode, ended, safetyCode, status } = de.call;

/** Starts pairings with a wrong code secret, as often as the guess budget allows. */
async function guess(server: RunningServer, code: string): Promise<void> {
  const api = new ApiClient(server);
  const parsed = parseAccessCode(code);
  assert.ok("locator" in parsed);
  for (let i = 0; i < MAX_FAILURES; i++) {
    const peerId = randomSecret(128);
    const { body } = await api.call<GuestSeatAnswer>("POST", "/api/join", {
      body: { locator: parsed.locator, peerId },
    });
    const seat: Seated = { room: body.room, peerId, token: body.token };
    const { peers } = (await api.poll(seat, 0)).body;
    const host = peers.find(({ role }) => role === "host")!;
    const digits = String((Number(parsed.secret) + 1) % 1_000_000).padStart(6, "0");
    const channel = new GuestChannel({
      origin: server.origin,
      room: body.room,
      peerId,
      theirPeerId: host.peerId,
      fingerprint: crypto.getRandomValues(new Uint8Array(32)),
      name: "Niemand",
      secret: { method: "code", digits },
      budget: new GuessBudget({ change: (by) => Promise.resolve(by(0)) }, MAX_FAILURES),
      pin: { accepts: () => Promise.resolve(true) },
      resume: { load: () => Promise.resolve(undefined), save: () => Promise.resolve() },
    });
    const [hello] = await channel.open("secret");
    await api.send(seat, { ...seat, peerId: host.peerId }, 1, hello);
    assert.equal((await api.poll(seat, 0, 10_000, undefined)).body.messages.length, 1, "answered");
    await api.call("DELETE", `/api/rooms/${seat.room}/seat`, { token: seat.token });
  }
}

Deno.test("devices: the guest's second, the practice's second, and a code that was guessed at", async (suite) => {
  await inCall(async ({ server, browser, doctor, patient, invitation }) => {
    const [phone, tablet] = await Promise.all([openPerson(browser), openPerson(browser)]);

    await suite.step("a guest's second device knocks; the host replaces the first by it", async () => {
      await joinByCode(phone.page, server.origin, PATIENT.toUpperCase(), invitation.code);
      await allowDevices(phone.page);
      const question = doctor.page.getByRole("group", { name: newDevice.label });
      await question.waitFor();
      await phase(doctor.page, "connected");
      await assertAccessible(doctor.page, "a new device knocks");
      await question.getByRole("button", { name: newDevice.replace }).click();
      await phase(phone.page, "connected");
      await phase(patient.page, "ended");
      await patient.page.getByRole("heading", { name: ended.replaced }).waitFor();
      await mediaFlows(doctor.page);
    });

    await suite.step("the practice's second device opens the vault and takes the room over", async () => {
      await tablet.page.goto(`${server.origin}/practice`);
      await tablet.page.getByLabel("E-Mail", { exact: true }).fill(PRACTITIONER.email);
      await tablet.page.getByLabel("Passphrase", { exact: true }).fill(PRACTITIONER.passphrase);
      await tablet.page.getByRole("button", { name: "Anmelden" }).click();
      await tablet.page.getByRole("heading", { name: PATIENT }).waitFor();
      await tablet.page.getByRole("link", { name: "Raum öffnen" }).click();
      await allowDevices(tablet.page);
      // Only the server says so: the call goes on until the doctor hangs up.
      await doctor.page.getByText(status.openElsewhere).waitFor();
      await phase(tablet.page, "waiting");
      await mediaFlows(doctor.page);
      await assertAccessible(doctor.page, "open on another device");
      await hangUp(doctor.page);
      await phase(phone.page, "ended");
      // The tablet does not know the phone, which knocks because its owner said so.
      await phone.page.getByRole("button", { name: ended.rejoin }).click();
      await allowDevices(phone.page);
      await tablet.page.getByRole("button", { name: "Einlassen" }).click();
      await Promise.all([tablet, phone].map(({ page }) => phase(page, "connected")));
      await Promise.all([mediaFlows(tablet.page), mediaFlows(phone.page)]);
      // The phone has met this device by the code only.
      await phone.page.getByRole("alert", { name: safetyCode.title }).waitFor();
      await assertAccessible(phone.page, "the safety code has changed");
      await phone.page.getByRole("button", { name: safetyCode.read }).click();
      await phone.page.getByRole("alert", { name: safetyCode.title }).waitFor({ state: "detached" });
    });

    await suite.step("five wrong guesses lock the code, on every device of the practice", async () => {
      await guess(server, invitation.code);
      await hangUp(tablet.page);
      await doctor.page.goto(`${server.origin}/practice`);
      await doctor.page.locator("[data-error=secret_locked]").waitFor();
      await assertAccessible(doctor.page, "list with a blocked code");
      await tablet.page.goto(`${server.origin}/r/${invitation.room}`);
      await allowDevices(tablet.page);
      await tablet.page.locator("[data-error=secret_locked]").waitFor();
      await assertAccessible(tablet.page, "room with a blocked code");
    });

    await suite.step("a new code in one click from the list; the old one is dead at once", async () => {
      const item = doctor.page.locator(`li[data-room="${invitation.room}"]`);
      await item.getByRole("button", { name: t.list.newCode }).click();
      await doctor.page.locator("[data-error=secret_locked]").waitFor({ state: "detached" });
      const code = (await item.getByRole("status", { name: "Zugangscode" }).innerText()).replaceAll(" ", "");
      assert.notEqual(code, invitation.code);
      const old = parseAccessCode(invitation.code);
      assert.ok("locator" in old);
      const joined = await new ApiClient(server).call("POST", "/api/join", {
        body: { locator: old.locator, peerId: randomSecret(128) },
      });
      assert.equal(joined.status, 404);
      // The tablet's room stands open: it hears of the new secret with the next hello.
      await joinByCode(patient.page, server.origin, PATIENT, code);
      await allowDevices(patient.page);
      await tablet.page.getByText(`${PATIENT} möchte eintreten.`).waitFor();
      invitation.code = code;
    });

    await suite.step("and one from the room", async () => {
      await guess(server, invitation.code);
      await tablet.page.reload();
      await allowDevices(tablet.page);
      await tablet.page.getByRole("button", { name: blockedCode.newCode }).click();
      const shown = tablet.page.getByRole("status", { name: blockedCode.code });
      const code = (await shown.innerText()).replaceAll(" ", "");
      await assertAccessible(tablet.page, "room with a new code");
      const parsed = parseAccessCode(code);
      assert.ok("locator" in parsed);
      assert.notEqual(makeAccessCode(parsed.locator, parsed.secret), invitation.code);
      const visitor = await openPerson(browser); // the others would come back by their resume secrets
      await joinByCode(visitor.page, server.origin, "Emil Neu", code);
      await allowDevices(visitor.page);
      await tablet.page.getByText("Emil Neu möchte eintreten.").waitFor();
      assert.deepEqual(visitor.errors, []);
    });

    assert.deepEqual([...phone.errors, ...tablet.errors], []);
  });
});
