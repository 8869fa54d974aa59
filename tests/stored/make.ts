// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * `deno run -A tests/stored/make.ts CHECKOUT`: makes `tests/stored/<commit>.json` with an older version of the program. CHECKOUT
 * is a checkout of it that is installed and built (`deno install --frozen && deno task build`). Its own test drivers run it;
 * labels are those of that version.
 */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Browser, Page } from "playwright-core";
import { copyState, makeKeysCopyable } from "./browser_state.ts";
import { readEntries } from "./entries.ts";
import type { ConsultationName, CopiedPasskey, Fixture, StoredConsultation } from "./fixture.ts";
import { OWNER } from "./people.ts";

const checkout = Deno.realPathSync(Deno.args[0]!);
const load = async <Module>(path: string) => await import(`file://${checkout}/${path}`) as Module;

interface Person {
  page: Page;
  errors: string[];
}
const { launchChromium, openPerson } = await load<{
  launchChromium(): Promise<Browser>;
  openPerson(browser: Browser, options?: { timezoneId: string }): Promise<Person>;
}>("tests/chromium.ts");
const { startServer } = await load<{
  startServer(): Promise<
    { origin: string; setUpLink: string; kvFile: string; kill(): Promise<void> } & AsyncDisposable
  >;
}>("tests/server/running_server.ts");
const { plugIn } = await load<{
  plugIn(page: Page, options: { hasPrf: boolean }): Promise<{ passkeys(): Promise<CopiedPasskey[]> }>;
}>("tests/browser/authenticator.ts");
const journey = await load<{
  allowDevices(page: Page): Promise<void>;
  joinByCode(page: Page, origin: string, name: string, code: string): Promise<void>;
  phase(page: Page, ...phases: string[]): Promise<void>;
  /** Only some versions have it. */
  resumeKept?(doctor: Page, patient: Page): Promise<string>;
}>("tests/browser/journey.ts");
const { makeAccessCode, parseAccessCode } = await load<{
  makeAccessCode(locator: string, secret: string): string;
  parseAccessCode(code: string): { locator: string; secret: string };
}>("e2ee/codes.ts");

const MEMBER = { name: "Dr. Carl Fels", email: "carl@praxis.example", passphrase: "acht alte Amseln singen" };
const ASSISTANT = { name: "Bea Licht", email: "bea@praxis.example", passphrase: "neun neue Nachtigallen" };
const SETTINGS = {
  phone: "089 555",
  lobbyMinutes: "60",
  body: "Liebe/r {name}, hier geht es hinein: {link}",
};
const NOTE = "Befund besprechen";
const MINUTE = 60_000;
const PRIVATE_PARTS = "**/api/practice/consultations/*/private";

await using server = await startServer();
const browser = await launchChromium();
try {
  const fixture = await makeAll();
  const file = new URL(`${fixture.version}.json`, import.meta.url);
  await Deno.writeTextFile(file, JSON.stringify(fixture, undefined, 1) + "\n");
  console.log(`${file.pathname}: ${fixture.entries.length} entries`);
} finally {
  await browser.close();
}

async function makeAll(): Promise<Fixture> {
  const origin = server.origin.replace("127.0.0.1", "localhost"); // passkeys belong to a name
  const [doctor, carl, bea, patient, stranger] = await Promise.all(
    Array.from({ length: 5 }, () => openPerson(browser, { timezoneId: "UTC" })),
  ) as [Person, Person, Person, Person, Person];
  for (const { page } of [doctor, patient]) await makeKeysCopyable(page.context());
  const { page } = doctor;

  const recoveryKey = await setUp(page, server.setUpLink.replace(/^https?:\/\/[^/]+/, origin));
  await setSettings(page, origin);
  await join(carl.page, await inviteMember(page, origin, "Behandelnd"), MEMBER);
  await join(bea.page, await inviteMember(page, origin, "Assistenz"), ASSISTANT);

  const running = await invite(page, origin, "Erika Beispiel", NOTE);
  const guessed = await invite(page, origin, "Gregor Geraten");
  await guessWrong(doctor, stranger, origin, guessed);
  const moved = await invite(page, origin, "Moritz Verlegt");
  const movedToMs = await move(page, origin, moved);
  const former = await invite(page, origin, "Nora Neucode");
  const newCode = await makeNewCode(page, origin, former);
  const cancelled = await invite(page, origin, "Carla Abgesagt");
  await cancel(page, origin, cancelled);

  // What stands at that time stays sealed with the former key.
  await page.route(PRIVATE_PARTS, (route) => route.abort());
  await remove(page, origin, ASSISTANT.name);
  const byCode = await invite(page, origin, "Zoë Ünver-O’Brien");
  const byLink = await invite(page, origin, "Lena Link");
  const passkey = await addPasskey(page, origin);
  const memberLink = await inviteMember(page, origin, "Behandelnd");
  await page.unroute(PRIVATE_PARTS);

  await hold(doctor, patient, origin, running);
  const browsers = { doctor: await copyState(page), patient: await copyState(patient.page) };
  const madeAtMs = Date.now();
  await server.kill(); // as they are, with both in the call
  assert.deepEqual([doctor, carl, bea, patient, stranger].flatMap(({ errors }) => errors), []);
  const consultations: Record<ConsultationName, StoredConsultation> = {
    running,
    guessed,
    moved,
    newCode,
    cancelled,
    byCode,
    byLink,
  };
  return {
    version: await commitOf(checkout),
    madeAtMs,
    entries: await readEntries(server.kvFile, madeAtMs),
    owner: { ...OWNER, recoveryKey, passkey },
    member: MEMBER,
    memberLink: memberLink.slice(origin.length),
    settings: SETTINGS,
    consultations,
    note: NOTE,
    movedToMs,
    browsers,
  };
}

/** Returns the recovery key. */
async function setUp(page: Page, setUpLink: string): Promise<string> {
  await page.goto(setUpLink);
  await page.getByLabel("Name der Praxis").fill(OWNER.practiceName);
  await fillAccount(page, OWNER);
  await page.getByRole("button", { name: "Praxis anlegen" }).click();
  await page.waitForURL((url) => url.pathname === "/practice");
  return await writeDownRecoveryKey(page);
}

async function fillAccount(page: Page, { name, email, passphrase }: typeof MEMBER): Promise<void> {
  await page.getByLabel("Ihr Name", { exact: true }).fill(name);
  await page.getByLabel("E-Mail", { exact: true }).fill(email);
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("Passphrase wiederholen", { exact: true }).fill(passphrase);
}

async function writeDownRecoveryKey(page: Page): Promise<string> {
  const key = await page.locator("[data-recovery-key]").innerText();
  await page.getByLabel("Ich habe den Schlüssel ausgedruckt oder aufgeschrieben.").check();
  const goOn = page.getByRole("button", { name: "Weiter zu den Sprechstunden" });
  await goOn.click();
  await goOn.waitFor({ state: "detached" });
  return key.replace(/\D/g, "");
}

async function setSettings(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/practice/settings`);
  await page.locator("form[data-settings]").waitFor();
  await page.getByText("Deutsch", { exact: true }).click();
  await page.getByLabel("Telefonnummer (freiwillig)").fill(SETTINGS.phone);
  await page.getByLabel("Warteraum öffnet").selectOption(SETTINGS.lobbyMinutes);
  await page.getByLabel("Text der E-Mail").first().fill(SETTINGS.body);
  const png = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(64, 16);
    canvas.getContext("2d")!.fillRect(8, 4, 48, 8);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  });
  const logo = { name: "logo.png", mimeType: "image/png", buffer: Buffer.from(png, "base64") };
  await page.getByLabel("Logo für den Brief (freiwillig)").setInputFiles(logo);
  await page.getByRole("img", { name: "Ihr Logo" }).waitFor();
  await page.getByRole("button", { name: "Einstellungen speichern" }).click();
  await page.getByText("Gespeichert.", { exact: true }).waitFor();
}

/** Returns the link. */
async function inviteMember(page: Page, origin: string, role: string): Promise<string> {
  await page.goto(`${origin}/practice/members`);
  await page.locator("[data-members=ready]").waitFor();
  await page.getByLabel(new RegExp(`^${role}: `)).check();
  await page.getByLabel("Ihre Passphrase").fill(OWNER.passphrase);
  await page.getByRole("button", { name: "Link erstellen" }).click();
  return (await page.locator("[data-member-link]").getAttribute("data-member-link"))!;
}

async function join(page: Page, link: string, account: typeof MEMBER): Promise<void> {
  await page.goto(link);
  await fillAccount(page, account);
  await page.getByRole("button", { name: "Konto anlegen" }).click();
  await writeDownRecoveryKey(page);
}

async function remove(page: Page, origin: string, name: string): Promise<void> {
  await page.goto(`${origin}/practice/members`);
  await page.locator("li[data-member]").filter({ hasText: name }).getByRole("button", { name: "Entfernen" })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Ja, entfernen" }).click();
  await page.getByText(`${name} gehört nicht mehr zum Team.`).waitFor();
}

async function addPasskey(page: Page, origin: string): Promise<CopiedPasskey> {
  const authenticator = await plugIn(page, { hasPrf: false }); // the secret of a PRF cannot be copied
  await page.goto(`${origin}/practice/settings`);
  await page.locator("[data-passkeys=ready]").waitFor();
  const section = page.getByRole("region", { name: "Passkeys" });
  await section.getByLabel("Passphrase").fill(OWNER.passphrase);
  await section.getByRole("button", { name: "Passkey hinzufügen" }).click();
  await section.locator("[data-added]").waitFor();
  return (await authenticator.passkeys())[0]!;
}

async function invite(page: Page, origin: string, name: string, note = ""): Promise<StoredConsultation> {
  await page.goto(`${origin}/practice/new`);
  await page.getByLabel("Name der eingeladenen Person").fill(name);
  await page.getByLabel("Notiz für Sie (freiwillig)").fill(note);
  await page.getByRole("button", { name: "Einladung erstellen" }).click();
  const code = await page.getByRole("status", { name: "Zugangscode" }).innerText();
  const link = (await page.getByRole("link", { name: "Einladungslink" }).getAttribute("href"))!;
  const { pathname, hash } = new URL(link, origin);
  return { name, room: pathname.split("/").at(-1)!, code: code.replaceAll(" ", ""), link: pathname + hash };
}

/** The list's item of a consultation, with its further actions open. */
async function openMore(page: Page, origin: string, room: string) {
  await page.goto(`${origin}/practice`);
  const item = page.locator(`li[data-room="${room}"]`);
  await item.getByRole("button", { name: "Mehr", exact: true }).click();
  return item;
}

/** By ten minutes. Returns the new start. */
async function move(page: Page, origin: string, { room }: StoredConsultation): Promise<number> {
  const item = await openMore(page, origin, room);
  const startsAtMs = Date.parse((await item.locator("time").getAttribute("datetime"))!);
  const toMs = Math.floor(startsAtMs / MINUTE) * MINUTE + 10 * MINUTE;
  await item.getByRole("button", { name: "Verschieben", exact: true }).click();
  await item.getByLabel("Neuer Beginn").fill(new Date(toMs).toISOString().slice(0, 16));
  await item.getByLabel("Neuer Beginn").press("Enter");
  await item.locator(`time[datetime="${new Date(toMs).toISOString()}"]`).waitFor();
  return toMs;
}

async function makeNewCode(
  page: Page,
  origin: string,
  former: StoredConsultation,
): Promise<StoredConsultation> {
  const item = await openMore(page, origin, former.room);
  await item.getByRole("button", { name: "Neuen Code erstellen" }).click();
  const shown = item.getByRole("status", { name: "Zugangscode" });
  await shown.waitFor();
  const code = (await shown.innerText()).replaceAll(" ", "");
  assert.notEqual(code, former.code);
  return { ...former, code };
}

async function cancel(page: Page, origin: string, { room }: StoredConsultation): Promise<void> {
  const item = await openMore(page, origin, room);
  await item.getByRole("button", { name: "Absagen", exact: true }).click();
  await item.getByRole("button", { name: "Ja, absagen" }).click();
  await page.getByRole("status").filter({ hasText: "bgesagt" }).waitFor();
}

/** One try at a code, which the practice counts. */
async function guessWrong(
  { page }: Person,
  stranger: Person,
  origin: string,
  { room, code }: StoredConsultation,
): Promise<void> {
  const { locator, secret } = parseAccessCode(code);
  const wrong = makeAccessCode(locator, String((Number(secret) + 1) % 1_000_000).padStart(6, "0"));
  await page.goto(`${origin}/r/${room}`);
  await journey.allowDevices(page);
  await journey.phase(page, "waiting");
  const counted = page.waitForResponse((answer) =>
    answer.url().endsWith("/private") && answer.request().method() === "PUT" && answer.ok()
  );
  await journey.joinByCode(stranger.page, origin, "Niemand", wrong);
  await journey.allowDevices(stranger.page);
  await counted;
}

/** Both in a call, each with what brings them back. */
async function hold(
  { page }: Person,
  patient: Person,
  origin: string,
  { name, room, code }: StoredConsultation,
): Promise<void> {
  await journey.joinByCode(patient.page, origin, name, code);
  await journey.allowDevices(patient.page);
  await page.goto(`${origin}/r/${room}`);
  await journey.allowDevices(page);
  await page.getByText(`${name} möchte eintreten.`).waitFor();
  await page.getByRole("button", { name: "Einlassen" }).click();
  await Promise.all([page, patient.page].map((one) => journey.phase(one, "connected")));
  await journey.resumeKept?.(page, patient.page);
}

async function commitOf(directory: string): Promise<string> {
  const { stdout } = await new Deno.Command("git", {
    args: ["rev-parse", "--short=7", "HEAD"],
    cwd: directory,
  })
    .output();
  return new TextDecoder().decode(stdout).trim();
}
