import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { makeAccessCode } from "../../e2ee/codes.ts";
import { de } from "../../i18n/de/mod.ts";
import { en } from "../../i18n/en/mod.ts";
import type { ErrorBody } from "../../wire/errors.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { ApiClient } from "../api/client.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import { focused, phase, pressUntilFocused } from "./journey.ts";

const NAME = "Ottilie Krämer";
const FRAGMENT = "#AAAAAAAAAAAAAAAAAAAAAA.T3R0aWxpZSBLcsOkbWVy";
const LANGS = [["de-DE", de], ["en-GB", en]] as const;

/** A server with a practice and one open consultation; a browser. */
async function withRoom(
  work: (scene: { server: RunningServer; browser: Browser; room: string; code: string }) => Promise<void>,
): Promise<void> {
  await using server = await startServer();
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  const { body: { room, locator } } = await api.call<{ room: string; locator: string }>(
    "POST",
    "/api/practice/consultations",
    { cookie, body: { startsAtMs: Date.now(), waitingPhone: "030 123 45 67" } },
  );
  const browser = await launchChromium();
  try {
    await work({ server, browser, room, code: makeAccessCode(locator, "123456") });
  } finally {
    await browser.close();
  }
}

/** What a screen reader tells of the page, compared with what is committed. `UPDATE_SNAPSHOTS=1` writes it anew. */
async function assertHeard(page: Page, name: string): Promise<void> {
  const file = new URL(`snapshots/${name}.txt`, import.meta.url);
  const heard = (await page.locator("body").ariaSnapshot())
    .replace(/\d{1,2}:\d{2}( [AP]M)?/g, "<time>").replace(/(meter "[^"]+").*/g, "$1");
  if (Deno.env.get("UPDATE_SNAPSHOTS") === "1") Deno.writeTextFileSync(file, `${heard}\n`);
  assert.equal(`${heard}\n`, Deno.readTextFileSync(file), `${name} is heard as committed`);
}

Deno.test("join page: each thing that can go wrong has its own sentence; what was typed stays", () =>
  withRoom(async ({ server, browser, code }) => {
    const refused = (status: number, body: ErrorBody) => ({ status, json: body });
    const nowMs = Date.now();
    const answers: [string, ReturnType<typeof refused> | "abort"][] = [
      ["consultation_unknown", refused(404, { error: "consultation_unknown" })],
      [
        "not_open_yet",
        refused(425, { error: "not_open_yet", opensAtMs: nowMs + 3600_000, serverNowMs: nowMs }),
      ],
      ["locked", refused(423, { error: "locked" })],
      ["room_full", refused(409, { error: "room_full" })],
      ["too_many_requests", refused(429, { error: "too_many_requests", retryAfterMs: 42_000 })],
      ["internal", refused(500, { error: "internal" })],
      ["network", "abort"],
    ];
    const typed: [string, string, string][] = [
      ["empty_name", " ", code],
      ["empty", NAME, " - "],
      ["not_digits", NAME, "12E4 5678 9012"],
      ["too_short", NAME, "1234 5678"],
      ["too_long", NAME, `${code}9`],
      ["mistyped", NAME, code.slice(0, -1) + String((Number(code.at(-1)) + 1) % 10)],
    ];
    for (const [locale, { join }] of LANGS) {
      const { context, page, errors } = await openPerson(browser, { locale });
      await page.goto(server.origin);
      const submit = async (name: string, code: string) => {
        await page.getByLabel(join.name).fill(name);
        await page.getByLabel(join.code).fill(code);
        await page.getByLabel(join.code).press("Enter");
      };
      const sentences = new Set<string>();
      const told = async (errorCode: string) => {
        await page.locator(`#summary:not([hidden]), [data-error=${errorCode}]`).first().waitFor();
        await page.locator(`[data-error=${errorCode}]`).waitFor();
        const text = await page.locator("#summary li").innerText();
        assert.doesNotMatch(text, /[{}]/, text);
        sentences.add(text);
        await focused(page.locator("#summary"));
      };
      for (const [errorCode, name, code] of typed) {
        await submit(name, code);
        await told(errorCode);
        assert.equal(await page.getByLabel(join.name).inputValue(), name);
        const field = errorCode === "empty_name" ? "name" : "code";
        assert.equal(await page.locator(`#${field}`).getAttribute("aria-invalid"), "true");
        await page.locator("#summary li a").click();
        await focused(page.locator(`#${field}`));
      }
      await assertAccessible(page, `${locale} join page with an error`);
      for (const [errorCode, answer] of answers) {
        await page.route(
          "**/api/join",
          (route) => answer === "abort" ? route.abort() : route.fulfill(answer),
        );
        await submit(NAME, code);
        await told(errorCode);
        await page.unroute("**/api/join");
        assert.equal((await page.getByLabel(join.code).inputValue()).replace(/\D/g, ""), code);
      }
      assert.equal(sentences.size, typed.length + answers.length, "each its own");
      await page.reload();
      await page.waitForFunction(
        (name) => document.querySelector<HTMLInputElement>("#name")!.value === name,
        NAME,
      ); // kept over a reload
      assert.deepEqual(errors, []);
      await context.close();
    }
  }));

/** Lets the page's time pass until it asks for a seat, and not a second longer: that runs for the answer, too. */
async function untilAsked(page: Page): Promise<void> {
  let isAsked = false;
  const asked = page.waitForRequest("**/api/join").then(() => isAsked = true);
  while (!isAsked) {
    await page.clock.runFor(1_000);
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 10))]);
  }
}

Deno.test("join page: too early, it goes on by itself when the room opens, and says it once", () =>
  withRoom(async ({ server, browser, room, code }) => {
    const { page, errors } = await openPerson(browser);
    await page.clock.install();
    // Of a day in whose middle it is: what is said of the time does not change.
    const startMs = new Date().setHours(12, 0, 0, 0);
    const opensAtMs = startMs + 150_000;
    let serverNowMs = startMs;
    let asked = 0;
    await page.route("**/api/join", async (route) => {
      asked++;
      if (asked === 2) return await route.abort(); // a hole in the line is no reason to give up
      if (serverNowMs >= opensAtMs) return await route.continue();
      await route.fulfill({ status: 425, json: { error: "not_open_yet", opensAtMs, serverNowMs } });
    });
    await page.goto(server.origin);
    await page.clock.runFor(100);
    await page.getByLabel(de.join.name).fill(NAME);
    await page.getByLabel(de.join.code).fill(code);
    await page.getByLabel(de.join.code).press("Enter");
    await page.locator("#summary [data-error=not_open_yet]").waitFor();
    await page.evaluate(() => {
      const told = { times: 0 };
      Object.assign(globalThis, { told });
      new MutationObserver(() => told.times++).observe(document.getElementById("summary")!, {
        subtree: true,
        childList: true,
      });
    });
    await page.getByLabel(de.join.name).focus();
    for (let minute = 1; minute <= 2; minute++) {
      serverNowMs = startMs + minute * 60_000;
      const isOver = (of: { url(): string }) => of.url().endsWith("/api/join");
      const answered = minute === 1
        ? page.waitForEvent("requestfailed", isOver)
        : page.waitForEvent("response", isOver);
      await untilAsked(page);
      await answered;
      assert.equal(asked, 1 + minute);
    }
    assert.equal(await page.evaluate(() => document.activeElement?.id), "name", "the focus is left alone");
    assert.equal(
      await page.evaluate(() => (globalThis as unknown as { told: { times: number } }).told.times),
      0,
      "it is heard once",
    );
    serverNowMs = opensAtMs;
    await untilAsked(page);
    await page.waitForURL(`${server.origin}/r/${room}`);
    await phase(page, "permission", "waiting");
    assert.deepEqual(errors, []);
  }));

Deno.test("join page: another code ends the waiting", () =>
  withRoom(async ({ server, browser, code }) => {
    const { page, errors } = await openPerson(browser);
    await page.clock.install();
    let asked = 0;
    await page.route("**/api/join", async (route) => {
      asked++;
      const nowMs = Date.now();
      const json = { error: "not_open_yet", opensAtMs: nowMs + 30_000, serverNowMs: nowMs };
      await route.fulfill({ status: 425, json });
    });
    await page.goto(server.origin);
    await page.clock.runFor(100);
    await page.getByLabel(de.join.name).fill(NAME);
    await page.getByLabel(de.join.code).fill(code);
    await page.getByLabel(de.join.code).press("Enter");
    await page.locator("#summary [data-error=not_open_yet]").waitFor();
    await page.getByLabel(de.join.code).fill("1234");
    assert.ok(await page.locator("#summary").isHidden());
    await page.clock.runFor(120_000);
    assert.equal(asked, 1);

    // Also while it is being asked for: the answer for the former code leads nowhere, and is said nowhere.
    const answers = Promise.withResolvers<void>();
    await page.route("**/api/join", async (route) => {
      asked++;
      if (asked > 2) await answers.promise;
      const nowMs = Date.now();
      const json = { error: "not_open_yet", opensAtMs: nowMs + 30_000, serverNowMs: nowMs };
      await route.fulfill({ status: 425, json });
    });
    await page.getByLabel(de.join.code).fill(code);
    await page.getByLabel(de.join.code).press("Enter");
    await page.locator("#summary [data-error=not_open_yet]").waitFor();
    await untilAsked(page);
    await page.getByLabel(de.join.code).fill("1234");
    const answered = page.waitForResponse("**/api/join");
    answers.resolve();
    await (await answered).finished();
    await page.clock.runFor(120_000);
    assert.ok(await page.locator("#summary").isHidden());
    assert.equal(asked, 3);
    // And whoever presses is not put off by what the page does by itself.
    await page.getByLabel(de.join.code).press("Enter");
    await page.locator("#code-error").waitFor();
    assert.deepEqual(errors, []);
  }));

Deno.test("join page: a code that is changed while it is asked for leads nowhere, and its seat is given back", () =>
  withRoom(async ({ server, browser, room, code }) => {
    const { page, errors } = await openPerson(browser);
    const changed = Promise.withResolvers<void>();
    await page.route("**/api/join", async (route) => {
      const response = await route.fetch();
      await changed.promise;
      await route.fulfill({ response });
    });
    await page.goto(server.origin);
    await page.getByLabel(de.join.name).fill(NAME);
    const field = page.getByLabel(de.join.code);
    await field.fill(code);
    await field.press("Enter");
    const button = page.locator("#submit");
    await page.locator("#submit[aria-busy=true]").waitFor();
    await field.fill(code.replaceAll(" ", "")); // the same, written otherwise
    assert.equal(await button.getAttribute("aria-busy"), "true");
    await field.fill(`${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`);
    assert.equal(await button.getAttribute("aria-busy"), "false", "it can be pressed again");
    const givenBack = page.waitForResponse(`**/api/rooms/${room}/seat`);
    changed.resolve();
    assert.equal((await givenBack).status(), 204);
    assert.equal(new URL(page.url()).pathname, "/");
    assert.ok(await page.locator("#summary").isHidden());
    await page.unroute("**/api/join");
    await field.fill(code);
    await field.press("Enter");
    await page.waitForURL(`${server.origin}/r/${room}`);
    assert.deepEqual(errors, []);
  }));

Deno.test("join page: fetches the room's program when idle, unless the browser saves data", () =>
  withRoom(async ({ server, browser }) => {
    for (const saveData of [false, true]) {
      const { context, page } = await openPerson(browser);
      await page.addInitScript((saveData) => {
        Object.defineProperty(navigator, "connection", { value: { saveData, effectiveType: "4g" } });
        // A page that has nothing to do says so at once.
        globalThis.requestIdleCallback = (work) => {
          Object.assign(globalThis, { wasIdle: true });
          work({ didTimeout: false, timeRemaining: () => 50 });
          return 0;
        };
      }, saveData);
      await page.clock.install();
      const fetched: string[] = [];
      page.on("requestfinished", (request) => fetched.push(new URL(request.url()).pathname));
      const isRoom = (path: string) => path.startsWith("/_fresh/Call-");
      const room = saveData ? undefined : page.waitForEvent("requestfinished", {
        predicate: (request) => isRoom(new URL(request.url()).pathname),
      });
      await page.goto(server.origin);
      await page.clock.runFor(5_000);
      if (saveData) {
        assert.ok(!await page.evaluate(() => "wasIdle" in globalThis));
        assert.ok(!fetched.some((path) => path.startsWith("/_fresh/")), fetched.join(" "));
      } else {
        await room;
      }
      await context.close();
    }
  }));

Deno.test("way in: by keyboard alone from the join page to the waiting room, as a screen reader tells it", () =>
  withRoom(async ({ server, browser, code }) => {
    for (const [locale, t] of LANGS) {
      const { context, page, errors } = await openPerson(browser, { locale });
      await context.grantPermissions(["camera", "microphone"]);
      await page.goto(server.origin);
      await assertHeard(page, `join.${locale}`);
      await assertAccessible(page, `${locale} join page`);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), t.common.skip);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.equal(
        await page.evaluate(() => document.activeElement?.id),
        "name",
        "the skip link leads to the form",
      );
      await page.keyboard.type(NAME);
      await page.keyboard.press("Tab");
      await page.keyboard.type(code);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/r/*");
      await phase(page, "waiting");
      await page.getByText(t.call.waiting.guestLead).waitFor();
      await page.waitForFunction(
        (title) => document.title === title,
        `${t.call.waiting.tabTitle} · ${t.call.pageTitle}`,
      );
      const meter = page.getByRole("meter", { name: t.call.waiting.level });
      await page.waitForFunction((label) => {
        const meter = document.querySelector(`[role=meter][aria-label="${label}"]`);
        return Number(meter?.getAttribute("aria-valuenow")) > 0;
      }, t.call.waiting.level);
      assert.equal(await meter.count(), 1);
      await page.waitForFunction(() =>
        document.querySelector<HTMLVideoElement>("video[data-video=self]")!.currentTime > 0
      );
      await assertHeard(page, `waiting.${locale}`);
      await assertAccessible(page, `${locale} waiting room`);
      // The line to the server goes and comes back: told both times, nothing to do.
      await context.setOffline(true);
      await page.getByRole("status").filter({ hasText: t.call.waiting.offline }).waitFor({ timeout: 60_000 });
      await assertAccessible(page, `${locale} waiting room without a line`);
      await context.setOffline(false);
      await page.getByRole("status").filter({ hasText: t.call.waiting.guestLead }).waitFor({
        timeout: 60_000,
      });
      await pressUntilFocused(page, t.call.waiting.leave);
      await page.keyboard.press("Enter");
      await phase(page, "ended");
      assert.deepEqual(errors, []);
      await context.close();
    }
  }));

Deno.test("permission: each refusal has its sentence and its way on; nothing is lost", () =>
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
        if (code === "media_denied") await assertAccessible(page, `${locale} ${code}`);
        else await assertAccessible(page, `${locale} ${code}`);
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

Deno.test("incapable browser: says so, keeps the secret part in the address, and copies the whole link", () =>
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
