import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { makeAccessCode, parseAccessCode } from "../../e2ee/codes.ts";
import { MAX_FAILURES } from "../../e2ee/guesses.ts";
import { de } from "../../i18n/de/mod.ts";
import { pasteState } from "../stored/browser_state.ts";
import type { ConsultationName } from "../stored/fixture.ts";
import { startStoredPractice, type StoredPractice } from "../stored/stored_practice.ts";
import { launchChromium, type Person } from "../support/chromium.ts";
import { plugIn } from "./authenticator.ts";
import { allowDevices, joinByCode, mediaFlows, phase, writeDownRecoveryKey } from "./journey.ts";

const t = de.practice;
const NEW_PASSPHRASE = "dreizehn dunkle Dohlen drehen ab";
/** What the list shows; the cancelled one has left it. */
const LISTED: readonly ConsultationName[] = ["running", "guessed", "moved", "newCode", "byCode", "byLink"];

/** Runs `work` on what d894986 has stored, with one browser. */
async function onStored(
  work: (practice: StoredPractice, open: () => Promise<Person>) => Promise<void>,
): Promise<void> {
  await using practice = await startStoredPractice("d894986");
  const browser = await launchChromium();
  const people: Person[] = [];
  try {
    await work(practice, async () => {
      const person = await practice.openPerson(browser);
      people.push(person);
      return person;
    });
    assert.deepEqual(people.flatMap(({ errors }) => errors), []);
  } finally {
    await browser.close();
  }
}

async function signIn(
  page: Page,
  { origin }: StoredPractice,
  email: string,
  passphrase: string,
): Promise<void> {
  await page.goto(`${origin}/practice`);
  await page.getByLabel("E-Mail", { exact: true }).fill(email);
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: "Anmelden" }).click();
}

/** The list, which the page shows or will, has every consultation, with its name and code, and what was done with it. */
async function assertListed(page: Page, { fixture }: StoredPractice): Promise<void> {
  for (const which of LISTED) {
    const { name, room, code } = fixture.consultations[which];
    const item = page.locator(`li[data-room="${room}"]`);
    await item.getByRole("heading", { name }).waitFor();
    if (await item.getByRole("status", { name: "Zugangscode" }).count() === 0) {
      await item.getByRole("button", { name: t.list.showCode }).click();
    }
    const shown = await item.getByRole("status", { name: "Zugangscode" }).innerText();
    assert.equal(shown.replaceAll(" ", ""), code, which);
  }
  await page.getByText(fixture.note).waitFor();
  const moved = page.locator(`li[data-room="${fixture.consultations.moved.room}"]`);
  await moved.locator(`time[datetime="${new Date(fixture.movedToMs).toISOString()}"]`).waitFor();
  assert.equal(await page.locator(`li[data-room="${fixture.consultations.cancelled.room}"]`).count(), 0);
}

/** The host opens a consultation's room, and lets in who knocks there. */
async function letIn(
  { page }: Person,
  guest: Page,
  { fixture, origin }: StoredPractice,
  which: ConsultationName,
) {
  const { name, room } = fixture.consultations[which];
  await page.goto(`${origin}/r/${room}`);
  await allowDevices(page);
  await page.getByText(`${name} möchte eintreten.`).waitFor();
  await page.getByRole("button", { name: "Einlassen" }).click();
  await Promise.all([page, guest].map((one) => phase(one, "connected")));
  await Promise.all([page, guest].map(mediaFlows));
}

Deno.test("stored before: who was signed in and in a call goes on, without a click", () =>
  onStored(async (practice, open) => {
    const { fixture, origin, shiftMs } = practice;
    const [doctor, patient] = [await open(), await open()];
    for (
      const [{ page }, state] of [
        [doctor, fixture.browsers.doctor],
        [patient, fixture.browsers.patient],
      ] as const
    ) {
      await page.goto(`${origin}/robots.txt`);
      await pasteState(page, state, shiftMs);
    }
    const { room } = fixture.consultations.running;
    for (const { page } of [doctor, patient]) {
      await page.goto(`${origin}/r/${room}`);
      await allowDevices(page);
    }
    await Promise.all([doctor, patient].map(({ page }) => phase(page, "connected")));
    await Promise.all([doctor, patient].map(({ page }) => mediaFlows(page)));
    await doctor.page.goto(`${origin}/practice`);
    await assertListed(doctor.page, practice);
  }));

Deno.test("stored before: sign-in, settings, list, and calls by codes and links of before", () =>
  onStored(async (practice, open) => {
    const { fixture, origin } = practice;
    const { owner, settings, consultations } = fixture;
    const doctor = await open();
    await signIn(doctor.page, practice, owner.email, owner.passphrase);
    await assertListed(doctor.page, practice);
    await doctor.page.goto(`${origin}/practice/settings`);
    await doctor.page.locator("form[data-settings]").waitFor();
    const form = t.practiceSettings;
    assert.equal(await doctor.page.getByLabel(form.phone).inputValue(), settings.phone);
    assert.equal(await doctor.page.getByLabel(form.lobby).inputValue(), settings.lobbyMinutes);
    assert.equal(await doctor.page.getByLabel(form.parts.body).first().inputValue(), settings.body);
    await doctor.page.getByRole("img", { name: form.logoAlt }).waitFor();

    for (const which of ["byCode", "newCode"] as const) {
      const patient = await open();
      const { name, code } = consultations[which];
      await joinByCode(patient.page, origin, name, code);
      await allowDevices(patient.page);
      await letIn(doctor, patient.page, practice, which);
      await patient.context.close();
    }
    for (const which of ["byLink", "moved"] as const) {
      const patient = await open();
      await patient.page.goto(origin + consultations[which].link);
      await patient.page.getByRole("button", { name: "Raum beitreten" }).click();
      await allowDevices(patient.page);
      await letIn(doctor, patient.page, practice, which);
      await patient.context.close();
    }
  }));

Deno.test("stored before: the next sign-in pins the practice's keys; another key of a known epoch is refused, and told", () =>
  onStored(async (practice, open) => {
    const { fixture, origin, shiftMs } = practice;
    const { email, passphrase } = fixture.owner;
    const { page } = await open();
    await page.goto(`${origin}/robots.txt`);
    await pasteState(page, fixture.browsers.doctor, shiftMs);
    await page.goto(`${origin}/practice`);
    await assertListed(page, practice);
    const signOut = () => page.getByRole("button", { name: t.nav.signOut, disabled: false }).click();
    const pins = async () => Object.keys(await changePins(page, (pinned) => pinned));
    assert.deepEqual(await pins(), [], "it was signed in by the version before");
    for (const _ of [1, 2]) {
      await signOut();
      await page.getByLabel("Passphrase", { exact: true }).waitFor();
      await signIn(page, practice, email, passphrase);
      await assertListed(page, practice);
      assert.deepEqual(await pins(), ["key 1", "key 2"]);
    }
    await signOut();
    await page.getByLabel("Passphrase", { exact: true }).waitFor();
    // As if the server had another key now.
    const kept = await changePins(page, () => "another key's");
    await signIn(page, practice, email, passphrase);
    await page.getByRole("alert").filter({ hasText: t.errors.vault_invalid }).waitFor();
    await changePins(page, (_, name) => kept[name]!);
    await signIn(page, practice, email, passphrase);
    await assertListed(page, practice);
  }));

/** The fingerprints of practice keys that a page's browser has pinned, by name; changes them. */
async function changePins(
  page: Page,
  change: (pinned: string, name: string) => string,
): Promise<Record<string, string>> {
  const rows = await page.evaluate(() =>
    new Promise<[[string, string], { pinned?: string }][]>((resolve, reject) => {
      const request = indexedDB.open("vieraugen-practice");
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const rows: [[string, string], { pinned?: string }][] = [];
        const cursors = request.result.transaction("seen").objectStore("seen").openCursor();
        cursors.onsuccess = () => {
          const cursor = cursors.result;
          if (!cursor) {
            request.result.close();
            return resolve(rows);
          }
          rows.push([cursor.key as [string, string], cursor.value]);
          cursor.continue();
        };
      };
    })
  );
  const pinned = rows.filter(([, row]) => row.pinned !== undefined);
  const changed = pinned.map(([key, row]) => [key, { ...row, pinned: change(row.pinned!, key[1]) }] as const);
  await page.evaluate((changed) =>
    new Promise<void>((resolve, reject) => {
      const request = indexedDB.open("vieraugen-practice");
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const transaction = request.result.transaction("seen", "readwrite");
        for (const [key, row] of changed) transaction.objectStore("seen").put(row, key);
        transaction.oncomplete = () => resolve(request.result.close());
      };
    }), changed);
  return Object.fromEntries(pinned.map(([[, name], row]) => [name, row.pinned!]));
}

for (const device of ["the same browser, once", "another browser"] as const) {
  Deno.test(`stored before: a counted guess stays counted in ${device}`, () =>
    countsOn(device === "another browser"));
}

/** One guess was counted, in the vault and in the host's browser: as many fit as before. */
const countsOn = (isOther: boolean) =>
  onStored(async (practice, open) => {
    const { fixture, origin, shiftMs } = practice;
    const { room, code } = fixture.consultations.guessed;
    const doctor = await open();
    if (isOther) {
      await signIn(doctor.page, practice, fixture.owner.email, fixture.owner.passphrase);
      await doctor.page.getByRole("heading", { name: fixture.consultations.guessed.name }).waitFor();
    } else {
      await doctor.page.goto(`${origin}/robots.txt`);
      await pasteState(doctor.page, fixture.browsers.doctor, shiftMs);
    }
    await doctor.page.goto(`${origin}/r/${room}`);
    await allowDevices(doctor.page);
    await phase(doctor.page, "waiting");
    const parsed = parseAccessCode(code);
    assert.ok("locator" in parsed);
    const wrong = makeAccessCode(
      parsed.locator,
      String((Number(parsed.secret) + 1) % 1_000_000).padStart(6, "0"),
    );
    for (let guesses = 1; guesses < MAX_FAILURES; guesses++) {
      assert.equal(await doctor.page.locator("[data-error=secret_locked]").count(), 0);
      const stranger = await open();
      await joinByCode(stranger.page, origin, "Niemand", wrong);
      await allowDevices(stranger.page);
      await stranger.page.locator("[data-error=tag_mismatch]").waitFor();
      await stranger.context.close();
    }
    await doctor.page.locator("[data-error=secret_locked]").waitFor();
  });

Deno.test("stored before: a member's passphrase, a passkey, a recovery key; the link of an open invitation is over", () =>
  onStored(async (practice, open) => {
    const { fixture, origin } = practice;
    const { owner, member } = fixture;
    const carl = await open();
    await signIn(carl.page, practice, member.email, member.passphrase);
    await assertListed(carl.page, practice);

    const ada = await open();
    const authenticator = await plugIn(ada.page, { hasPrf: false });
    await authenticator.copyHere(owner.passkey);
    await ada.page.goto(`${origin}/practice`);
    await ada.page.getByRole("button", { name: t.signIn.usePasskey }).click();
    const openVault = ada.page.getByRole("button", { name: t.openVault.submit });
    await openVault.waitFor();
    await ada.page.getByLabel(t.signIn.passphrase, { exact: true }).fill(owner.passphrase);
    await openVault.click();
    await assertListed(ada.page, practice);

    // Its link carries the practice key, so it opens nothing any more: somebody invites once again.
    const emil = await open();
    await emil.page.goto(origin + fixture.memberLink);
    await emil.page.locator("[data-error=version_unsupported]").filter({ hasText: "gilt nicht mehr" })
      .waitFor();

    const lost = await open();
    await lost.page.goto(`${origin}/practice/recover`);
    await lost.page.getByLabel("E-Mail", { exact: true }).fill(owner.email);
    await lost.page.getByLabel(t.recover.key).fill(owner.recoveryKey);
    await lost.page.getByRole("button", { name: t.recover.submit }).click();
    await lost.page.getByLabel(t.recover.passphrase, { exact: true }).fill(NEW_PASSPHRASE);
    await lost.page.getByLabel(t.recover.repeat).fill(NEW_PASSPHRASE);
    await lost.page.getByRole("button", { name: t.recover.save }).click();
    await writeDownRecoveryKey(lost.page);
    await assertListed(lost.page, practice);
  }));
