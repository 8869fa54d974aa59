import type { Locator, Page } from "playwright-core";
import { decodeBase64Url } from "../../e2ee/bytes.ts";
import { parseInviteFragment } from "../../e2ee/links.ts";
import { linkProof } from "../../e2ee/room_proof.ts";
import { de } from "../../i18n/de/mod.ts";
import type { RoomStatusAnswer } from "../../wire/rooms.ts";
import { ApiClient } from "../api/client.ts";

/** What people do in the pages, by labels and names in German. */

export const PRACTITIONER = {
  practiceName: "Praxis am Park",
  name: "Dr. Ada Berg",
  email: "ada@praxis.example",
  passphrase: "sieben stille Störche singen",
};

/** An invitation as the practice's browser shows it. */
export interface Invitation {
  code: string;
  link: string;
  room: string;
}

/** What the server tells whoever has the invite link. */
export async function roomStatusOf(link: string): Promise<RoomStatusAnswer> {
  const { origin, pathname, hash } = new URL(link);
  const room = pathname.split("/")[2]!;
  const token = await linkProof(parseInviteFragment(hash).secret, decodeBase64Url(room));
  const { body } = await new ApiClient({ origin, setUpLink: "" })
    .call<RoomStatusAnswer>("GET", `/api/rooms/${room}`, { token });
  return body;
}

/** Opens the set-up link and creates the practice; ends on the list, signed in. */
export async function setUpPractice(page: Page, setUpLink: string): Promise<void> {
  await page.goto(setUpLink);
  await page.getByLabel("Name der Praxis").fill(PRACTITIONER.practiceName);
  await page.getByLabel("Ihr Name").fill(PRACTITIONER.name);
  await page.getByLabel("E-Mail").fill(PRACTITIONER.email);
  await page.getByLabel("Passphrase", { exact: true }).fill(PRACTITIONER.passphrase);
  await page.getByLabel("Passphrase wiederholen").fill(PRACTITIONER.passphrase);
  await page.getByRole("button", { name: "Praxis anlegen" }).click();
  await page.waitForURL((url) => url.pathname === "/practice");
  await page.getByLabel("Ich habe den Schlüssel ausgedruckt oder aufgeschrieben.").check();
  const done = page.getByRole("button", { name: "Weiter zu den Sprechstunden" });
  await done.click();
  await done.waitFor({ state: "detached" });
}

/** Signs the practitioner in, from the sign-in page. */
export async function signIn(page: Page, origin: string, passphrase: string): Promise<void> {
  await page.goto(`${origin}/practice`);
  await page.getByLabel("E-Mail", { exact: true }).fill(PRACTITIONER.email);
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: "Anmelden" }).click();
}

/** Reads the recovery key that is shown, and confirms that it is on paper. */
export async function writeDownRecoveryKey(page: Page): Promise<string> {
  const key = await page.getByRole("status", { name: de.practice.recoveryKey.label }).innerText();
  await page.getByLabel(de.practice.recoveryKey.kept).check();
  const goOn = page.getByRole("button", { name: de.practice.recoveryKey.goOn });
  await goOn.click();
  await goOn.waitFor({ state: "detached" }); // that it is on paper has been noted
  return key.trim();
}

/** Answers the question whether it is the member, by passphrase; without one it is not asked again for some minutes. */
export async function confirmByPassphrase(page: Page, passphrase: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: de.practice.proof.title });
  await dialog.getByLabel(de.practice.proof.passphrase).fill(passphrase);
  await dialog.getByRole("button", { name: de.practice.proof.confirm }).click();
}

/** Fills in the form and reads the invitation. `phone`: a number for whoever waits. */
export async function invite(page: Page, origin: string, patient: string, phone = ""): Promise<Invitation> {
  await page.goto(`${origin}/practice/new`);
  await page.getByLabel("Name der eingeladenen Person").fill(patient);
  await page.getByLabel("Telefonnummer beim Warten (freiwillig)").fill(phone);
  await page.getByRole("button", { name: "Einladung erstellen" }).click();
  const code = await page.getByRole("status", { name: "Zugangscode" }).innerText();
  const link = await page.getByRole("link", { name: "Einladungslink" }).getAttribute("href") ?? "";
  return { code: code.trim(), link, room: new URL(link, origin).pathname.split("/").at(-1)! };
}

/** The list's item of a room, with its further actions open. */
export async function openMore(page: Page, room: string): Promise<Locator> {
  const item = page.locator(`li[data-room="${room}"]`);
  const more = item.getByRole("button", { name: de.practice.list.more, exact: true });
  await more.waitFor();
  if (await more.getAttribute("aria-expanded") === "false") await more.click();
  return item;
}

/** Opens the join page and waits until former input is restored (after a frame and a task), so that it overwrites nothing. */
export async function openJoinPage(page: Page, origin: string): Promise<void> {
  await page.goto(origin);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

export async function joinByCode(page: Page, origin: string, name: string, code: string): Promise<void> {
  await openJoinPage(page, origin);
  await page.getByLabel("Ihr Name").fill(name);
  await page.getByLabel("Ihr Zugangscode").fill(code);
  await page.getByRole("button", { name: "Raum beitreten" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/r/"));
}

/** Allows camera and microphone, if the page asks for a click first. */
export async function allowDevices(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Kamera und Mikrofon einschalten" });
  await Promise.race([
    button.click({ timeout: 20_000 }).catch(() => {}),
    phase(page, "waiting", "knocking", "connecting", "connected"),
  ]);
}

/** Waits until the room's page is in one of these phases. */
export async function phase(page: Page, ...phases: string[]): Promise<void> {
  await page.locator(phases.map((name) => `main[data-phase=${name}]`).join(",")).waitFor({ timeout: 30_000 });
}

export async function hangUp(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Auflegen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Auflegen" }).click();
  await phase(page, "ended");
}

/** Waits until the partner's picture and sound arrive: frames are presented and samples are not silent. */
export async function mediaFlows(
  page: { evaluate(work: () => Promise<void>): Promise<void> },
): Promise<void> {
  await page.evaluate(async () => {
    const video = document.querySelector<HTMLVideoElement>("video[data-video=partner]")!;
    const context = new AudioContext();
    await context.resume();
    const untilMs = Date.now() + 20_000;
    let frames = 0;
    // Firefox's getVideoPlaybackQuality does not count frames of streams.
    const count = () => {
      frames++;
      video.requestVideoFrameCallback(count);
    };
    video.requestVideoFrameCallback(count);
    const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
    let loudest = 0;
    let analyser: AnalyserNode | undefined;
    try {
      while (Date.now() < untilMs) {
        const stream = video.srcObject as MediaStream | null;
        if (!analyser && stream && stream.getAudioTracks().length > 0) {
          analyser = new AnalyserNode(context, { fftSize: 2048 });
          context.createMediaStreamSource(stream).connect(analyser);
        }
        if (analyser) {
          const samples = new Float32Array(analyser.fftSize);
          analyser.getFloatTimeDomainData(samples);
          loudest = Math.max(loudest, ...samples.map(Math.abs));
        }
        if (frames > 10 && loudest > 0.005) return;
        await pause();
      }
      throw new Error(`No media: ${frames} frames, loudest sample ${loudest}`);
    } finally {
      await context.close();
    }
  });
}

/** Waits until something has the focus. */
export async function focused(thing: Locator): Promise<void> {
  await thing.and(thing.page().locator(":focus")).waitFor();
}

/** Presses a key until the element with that name has the focus. @throws {Error} if it never gets it. */
export async function pressUntilFocused(page: Page, name: string, key = "Tab"): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement === document.body
        ? ""
        : activeElement?.ariaLabel ?? activeElement?.textContent?.trim();
    });
    if (focused === name) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${name} cannot be reached by ${key}`);
}

/**
 * Waits until both browsers store the same resume secret, and returns its id. `former` is the id of the one before, which
 * no longer counts.
 */
export async function resumeKept(doctor: Page, patient: Page, former?: string): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    const [own] = (await keptResumes(patient)).flatMap(({ ids }) => ids);
    const isShared = own !== undefined && (await keptResumes(doctor)).some(({ ids }) => ids.includes(own));
    if (isShared && own !== former) return own;
    await patient.waitForTimeout(50);
  }
  throw new Error("Nothing is kept");
}

/** The records of resume secrets that a browser stores: the ids of their secrets, and how long they will still live. */
export async function keptResumes(page: Page): Promise<{ ids: string[]; livesMs: number }[]> {
  return await page.evaluate(async () => {
    // Opening it before the page has would create an empty one.
    if (!(await indexedDB.databases()).some(({ name }) => name === "vieraugen-call")) return [];
    const answer = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open("vieraugen-call"));
    interface Kept {
      expiresAtMs: number;
      secret?: { id: Uint8Array };
      records?: { current: { id: Uint8Array } }[];
    }
    const kept: Kept[] = await answer(database.transaction("resume").objectStore("resume").getAll());
    database.close();
    return kept.map(({ secret, records = [], expiresAtMs }) => ({
      ids: [...(secret ? [secret.id] : []), ...records.map(({ current }) => current.id)].map(String),
      livesMs: expiresAtMs - Date.now(),
    }));
  });
}

/** Advances the page's installed clock until something is shown, by three minutes at most. */
export async function shownInTime(thing: Locator): Promise<void> {
  for (let seconds = 0; seconds < 180 && !await thing.isVisible(); seconds += 5) {
    await thing.page().clock.runFor(5000);
  }
  await thing.waitFor();
}
