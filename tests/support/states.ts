/**
 * Every page and state of the product, one after the other, with the real server and test cameras: what the pictures
 * (`tests/support/screenshots.ts`) and the walk for barriers (`tests/e2e/states_browser_test.ts`) look at, so that both see the same.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { makeAccessCode, parseAccessCode } from "../../e2ee/codes.ts";
import { catalogueOf, type Lang } from "../../i18n/mod.ts";
import { openJoinPage, phase, setUpPractice } from "../e2e/journey.ts";
import { walkAccounts } from "./account_states.ts";
import { openPerson } from "./chromium.ts";
import type { RunningServer } from "./running_server.ts";

/** What is done with each state. */
export type Look = (page: Page, state: string, view: { lang: Lang; fullPage: boolean }) => Promise<void>;

const PATIENT = "Ottilie Krämer";
const HOUR = 3_600_000;
const FRAGMENT = "#AAAAAAAAAAAAAAAAAAAAAA.T3R0aWxpZSBLcsOkbWVy";

const PAGES = {
  join: "/",
  check: "/check",
  help: "/help",
  faq: "/faq",
  privacy: "/privacy",
  imprint: "/imprint",
  terms: "/terms",
  accessibility: "/accessibility",
  "not-found": "/no-such-page",
  "sign-in": "/practice",
  recover: "/practice/recover",
  "invite-unknown": "/r/AAAAAAAAAAAAAAAAAAAAAA",
};

/** Walks through all states, in one language after the other. Returns the errors of the pages. */
export async function walkStates(
  { server, browser, langs, look, withPublicPages = true }: {
    server: RunningServer;
    browser: Browser;
    langs: readonly Lang[];
    look: Look;
    /** Pages that show the same to everybody. @default true */
    withPublicPages?: boolean;
  },
): Promise<string[]> {
  const { origin } = server;
  const visitor = await openPerson(browser);
  const doctor = await openPerson(browser);
  for (const lang of langs) {
    await speak(visitor.context, origin, lang);
    await visitor.page.goto("about:blank"); // only the part behind the # would differ: no new page
    await visitor.page.goto(server.setUpLink);
    await visitor.page.getByRole("button", { name: catalogueOf(lang).practice.setUp.submit }).waitFor();
    await look(visitor.page, "set-up", { lang, fullPage: true });
  }
  await setUpPractice(doctor.page, server.setUpLink);
  for (const lang of langs) {
    const walk = new Walk(origin, lang, look);
    await speak(visitor.context, origin, lang);
    await speak(doctor.context, origin, lang);
    if (withPublicPages) await walk.pages(visitor.page);
    await walk.joinErrors(visitor.page);
    await walk.check(browser);
    await walk.practice(doctor.page);
    await walkAccounts({
      origin,
      lang,
      t: walk.t,
      browser,
      doctor: doctor.page,
      look: walk.look.bind(walk),
    });
    await walk.refusals(browser, await walk.closedRooms(doctor.page, visitor.page));
    const stranger = await openPerson(browser);
    await speak(stranger.context, origin, lang);
    await walk.consultation(doctor.page, visitor.page, stranger.page);
    await stranger.context.close();
  }
  return [...visitor.errors, ...doctor.errors];
}

async function speak(context: BrowserContext, origin: string, lang: Lang): Promise<void> {
  await context.addCookies([{ name: "lang", value: lang, url: origin }]);
}

class Walk {
  constructor(readonly origin: string, readonly lang: Lang, readonly onLook: Look) {}

  get t() {
    return catalogueOf(this.lang);
  }

  look(page: Page, state: string, fullPage = true): Promise<void> {
    return this.onLook(page, state, { lang: this.lang, fullPage });
  }

  async pages(page: Page): Promise<void> {
    for (const [state, path] of Object.entries(PAGES)) {
      await page.goto(this.origin + path, { waitUntil: "networkidle" });
      await this.look(page, state);
    }
  }

  async joinErrors(page: Page): Promise<void> {
    const { join } = this.t;
    await openJoinPage(page, this.origin);
    await page.getByLabel(join.code).fill("1234 5678 9013");
    await page.getByRole("button", { name: join.submit }).click();
    await page.locator("#summary:not([hidden])").waitFor();
    await this.look(page, "join-errors");
    await page.evaluate(() => sessionStorage.clear());
  }

  /** The check page, to its verdict. */
  async check(browser: Browser): Promise<void> {
    const { check } = this.t;
    const { page, context } = await openPerson(browser);
    await speak(context, this.origin, this.lang);
    await context.grantPermissions(["camera", "microphone"]);
    await page.goto(`${this.origin}/check`);
    await page.locator("html[data-started]").waitFor();
    await page.getByRole("button", { name: check.start }).click();
    await page.getByRole("button", { name: check.loudspeaker.play }).waitFor();
    await this.look(page, "check-running");
    await page.getByRole("button", { name: check.loudspeaker.play }).click();
    await page.getByRole("button", { name: check.loudspeaker.yes }).click();
    await page.locator("#verdict").waitFor({ timeout: 60_000 });
    await this.look(page, "check-verdict");
    await context.close();
  }

  async practice(page: Page): Promise<void> {
    const { practice } = this.t;
    await page.goto(`${this.origin}/practice`, { waitUntil: "domcontentloaded" });
    await page.getByRole("link", { name: practice.list.create }).first().waitFor();
    await this.look(page, "list");
    await page.goto(`${this.origin}/practice/members`, { waitUntil: "networkidle" });
    await this.look(page, "members");
    await page.goto(`${this.origin}/practice/settings`, { waitUntil: "networkidle" });
    await this.look(page, "settings-practice");
  }

  /** Invite links that do not open yet, no longer, or are incomplete. Returns a room that is open. */
  async closedRooms(doctor: Page, page: Page): Promise<string> {
    const make = (startsInMs: number) =>
      doctor.evaluate(async (startsAtMs) => {
        const answer = await fetch("/api/practice/consultations", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ startsAtMs, waitingPhone: "030 123 45 67" }),
        });
        return await answer.json() as { room: string; locator: string };
      }, Date.now() + startsInMs);
    const visit = async (room: string, fragment: string, error: string) => {
      await page.goto("about:blank");
      await page.goto(`${this.origin}/r/${room}${fragment}`);
      await page.locator(`[data-error=${error}]`).waitFor();
    };
    const early = await make(2 * HOUR);
    await visit(early.room, FRAGMENT, "not_open_yet");
    await this.look(page, "invite-early");
    await doctor.evaluate(async ([room, startsAtMs]) => {
      await fetch(`/api/practice/consultations/${room}/start`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ startsAtMs, version: 1, sealed: "AAAA" }),
      });
    }, [early.room, Date.now() + 72 * HOUR] as const);
    await visit(early.room, FRAGMENT, "not_open_yet");
    await page.getByRole("heading", { name: this.t.call.entrance.early.movedTitle }).waitFor();
    await this.look(page, "invite-moved");
    await openJoinPage(page, this.origin);
    await page.getByLabel(this.t.join.name).fill(PATIENT);
    await page.getByLabel(this.t.join.code).fill(makeAccessCode(early.locator, "123456"));
    await page.getByRole("button", { name: this.t.join.submit }).click();
    await page.locator("#code-error[data-error=consultation_unknown]").waitFor();
    await this.look(page, "join-early");
    await page.evaluate(() => sessionStorage.clear());
    await doctor.evaluate(
      (room) => fetch(`/api/practice/consultations/${room}`, { method: "DELETE" }),
      early.room,
    );
    await visit(early.room, FRAGMENT, "consultation_cancelled");
    await this.look(page, "invite-cancelled");
    const open = await make(0);
    await page.evaluate(() => sessionStorage.clear());
    await visit(open.room, "", "link_incomplete");
    await this.look(page, "invite-incomplete");
    return open.room;
  }

  /** The browser's permission prompt, each refusal, and a browser without WebRTC. */
  async refusals(browser: Browser, room: string): Promise<void> {
    const { call } = this.t;
    const { page, context } = await openPerson(browser);
    await speak(context, this.origin, this.lang);
    await page.addInitScript(() => {
      const next = { name: "", permission: "prompt" };
      Object.assign(globalThis, { next });
      navigator.mediaDevices.getUserMedia = () =>
        next.name === "" ? new Promise(() => {}) : Promise.reject(new DOMException("", next.name));
      navigator.permissions.query = () => Promise.resolve({ state: next.permission } as PermissionStatus);
      if (location.search) Object.assign(globalThis, { RTCPeerConnection: undefined });
    });
    const visit = async () => {
      await page.goto("about:blank");
      await page.goto(`${this.origin}/r/${room}${FRAGMENT}`);
      await page.getByRole("button", { name: call.invite.join }).click();
      await page.getByRole("button", { name: call.permission.allow }).waitFor();
    };
    await visit();
    await this.look(page, "permission");
    await page.getByRole("button", { name: call.permission.allow }).click();
    await page.getByText(call.permission.asking).waitFor();
    await this.look(page, "permission-asking");
    await page.evaluate(() => sessionStorage.clear());
    await visit();
    for (
      const [error, next] of [
        ["media_dismissed", { name: "NotAllowedError", permission: "prompt" }],
        ["media_denied", { name: "NotAllowedError", permission: "denied" }],
        ["media_in_use", { name: "NotReadableError", permission: "granted" }],
        ["devices_missing", { name: "NotFoundError", permission: "prompt" }],
      ] as const
    ) {
      await page.evaluate((next) => {
        Object.assign((globalThis as unknown as { next: object }).next, next);
      }, next);
      await page.locator("main .btn-primary").first().click();
      await page.locator(`[data-error=${error}]`).waitFor();
      await this.look(page, `refused-${error}`);
    }
    await page.goto(`${this.origin}/?old`);
    await page.locator("#warning:not([hidden])").waitFor();
    await this.look(page, "join-unsupported");
    await page.goto(`${this.origin}/r/${room}?old${FRAGMENT}`);
    await page.locator("[data-error=unsupported]").waitFor();
    await this.look(page, "invite-unsupported");
    await context.close();
  }

  /** A consultation from the form to its end, seen from both sides. */
  async consultation(doctor: Page, patient: Page, stranger: Page): Promise<void> {
    const { practice, call } = this.t;
    await doctor.goto(`${this.origin}/practice/new`);
    await doctor.getByRole("button", { name: practice.create.submit, disabled: false }).waitFor();
    await this.look(doctor, "form");
    await doctor.getByLabel(practice.create.name).fill(PATIENT);
    await doctor.getByRole("button", { name: practice.create.submit }).click();
    const code = await doctor.getByRole("status", { name: practice.create.code }).innerText();
    const link = await doctor.getByRole("link", { name: practice.create.link }).getAttribute("href");
    await this.look(doctor, "invitation");
    await patient.goto("about:blank");
    await patient.goto(new URL(link!, this.origin).href);
    await patient.getByRole("button", { name: call.invite.join }).waitFor();
    await this.look(patient, "invite");
    await this.byCode(patient, code);
    await phase(patient, "waiting");
    await this.look(patient, "waiting");
    await this.byCode(stranger, guessOf(code));
    await doctor.goto(`${this.origin}/practice`, { waitUntil: "domcontentloaded" });
    const item = doctor.locator("li[data-state=waiting]", { hasText: PATIENT }).first();
    await item.getByRole("button", { name: practice.list.more, exact: true }).click();
    await item.locator("[data-unproven]").waitFor();
    await this.look(doctor, "list-unproven");
    await doctor.route(
      "**/api/practice/consultations/*/private",
      (route) => route.request().method() === "PUT" ? route.fulfill({ status: 503 }) : route.fallback(),
    );
    await item.getByRole("link", { name: practice.list.openRoom }).click();
    await this.allow(doctor);
    await doctor.locator("[data-held=vault]").waitFor();
    await this.look(doctor, "held-host");
    await doctor.unroute("**/api/practice/consultations/*/private");
    await doctor.reload();
    await phase(stranger, "failed");
    await this.look(stranger, "code-wrong");
    await phase(doctor, "knocking");
    await doctor.locator("[data-failures='1']").waitFor();
    await this.look(doctor, "knocking-host");
    await this.look(patient, "knocking");
    await doctor.getByRole("button", { name: call.knock.admit }).click();
    await Promise.all([phase(doctor, "connected"), phase(patient, "connected")]);
    await this.look(patient, "connected", false);
    await this.look(doctor, "connected-host", false);
    for (const panel of ["participants", "settings", "chat"] as const) {
      await patient.getByRole("button", { name: call.controls[panel], exact: true }).click();
      if (panel === "chat") await this.write(patient);
      await this.look(patient, panel, false);
      await patient.getByRole("button", { name: call.panel.close, exact: true }).first().click();
    }
    await patient.getByRole("button", { name: call.controls.camera, exact: true }).click();
    await patient.getByRole("button", { name: call.controls.microphone, exact: true }).click();
    await this.look(patient, "switched-off", false);
    await patient.getByRole("button", { name: call.controls.hangUp }).click();
    await this.look(patient, "hang-up", false);
    await patient.getByRole("dialog").getByRole("button", { name: call.controls.hangUp }).click();
    await phase(patient, "ended");
    await this.look(patient, "ended");
    await phase(doctor, "waiting");
    await this.look(doctor, "waiting-host");
    await patient.evaluate(() => sessionStorage.clear());
    await doctor.goto(`${this.origin}/practice`, { waitUntil: "domcontentloaded" });
    await doctor.getByText(PATIENT).first().waitFor();
    await this.look(doctor, "list-filled");
  }

  /** Somebody comes by a code, up to the waiting room. */
  async byCode(page: Page, code: string): Promise<void> {
    const { join } = this.t;
    await openJoinPage(page, this.origin);
    await page.getByLabel(join.name).fill(PATIENT);
    await page.getByLabel(join.code).fill(code);
    await page.getByRole("button", { name: join.submit }).click();
    await phase(page, "permission", "waiting");
    await this.allow(page);
  }

  /** A line of chat, so that the panel is not empty. */
  async write(patient: Page): Promise<void> {
    const { chat } = this.t.call;
    await patient.getByRole("textbox", { name: chat.text }).fill("Guten Tag!");
    await patient.getByRole("button", { name: chat.send, exact: true }).click();
    await patient.getByText("Guten Tag!").last().waitFor();
  }

  async allow(page: Page): Promise<void> {
    const button = page.getByRole("button", { name: this.t.call.permission.allow });
    await Promise.race([
      button.click().catch(() => {}), // gone: the browser had allowed it before
      phase(page, "waiting", "knocking", "connecting", "connected"),
    ]);
  }
}

/** A code with the same locator whose secret is another. */
function guessOf(code: string): string {
  const parsed = parseAccessCode(code);
  if (!("locator" in parsed)) throw new Error(`Not a code: ${code}`);
  return makeAccessCode(
    parsed.locator,
    parsed.secret.replace(/^./, (digit) => String((Number(digit) + 1) % 10)),
  );
}
