import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { de } from "../../i18n/de/mod.ts";
import type { ErrorBody } from "../../wire/errors.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { openPerson } from "../support/chromium.ts";
import { focused, phase } from "./journey.ts";
import { LANGS, NAME, withRoom } from "./open_room.ts";

Deno.test("join page: each error has its own sentence, and the input is kept", () =>
  withRoom(async ({ server, browser, code }) => {
    const refused = (status: number, body: ErrorBody) => ({ status, json: body });
    const answers: [string, ReturnType<typeof refused> | "abort"][] = [
      ["consultation_unknown", refused(404, { error: "consultation_unknown" })],
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

/** Advances the page's clock until it asks for a seat, and no further: the answer's deadline runs on it, too. */
async function untilAsked(page: Page): Promise<void> {
  let isAsked = false;
  const asked = page.waitForRequest("**/api/join").then(() => isAsked = true);
  while (!isAsked) {
    await page.clock.runFor(1_000);
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 10))]);
  }
}

Deno.test("join page: too early, it tries every minute, joins when the room opens, and announces the wait once", () =>
  withRoom(async ({ server, browser, room, code }) => {
    const { page, errors } = await openPerson(browser);
    await page.clock.install();
    let isOpen = false;
    let asked = 0;
    await page.route("**/api/join", async (route) => {
      asked++;
      if (asked === 2) return await route.abort(); // a hole in the line is no reason to give up
      if (isOpen) return await route.continue();
      // The server does not tell a code that is not valid yet from one that is none.
      await route.fulfill({ status: 404, json: { error: "consultation_unknown" } });
    });
    await page.goto(server.origin);
    await page.clock.runFor(100);
    await page.getByLabel(de.join.name).fill(NAME);
    await page.getByLabel(de.join.code).fill(code);
    await page.getByLabel(de.join.code).press("Enter");
    await page.locator("#code-error[data-error=consultation_unknown]").waitFor();
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
    isOpen = true;
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
      await route.fulfill({ status: 404, json: { error: "consultation_unknown" } });
    });
    await page.goto(server.origin);
    await page.clock.runFor(100);
    await page.getByLabel(de.join.name).fill(NAME);
    await page.getByLabel(de.join.code).fill(code);
    await page.getByLabel(de.join.code).press("Enter");
    await page.locator("#code-error[data-error=consultation_unknown]").waitFor();
    await page.getByLabel(de.join.code).fill("1234");
    assert.ok(await page.locator("#summary").isHidden());
    await page.clock.runFor(120_000);
    assert.equal(asked, 1);

    // Also while a request is pending: the answer for the former code is ignored.
    const answers = Promise.withResolvers<void>();
    await page.route("**/api/join", async (route) => {
      asked++;
      if (asked > 2) await answers.promise;
      await route.fulfill({ status: 404, json: { error: "consultation_unknown" } });
    });
    await page.getByLabel(de.join.code).fill(code);
    await page.getByLabel(de.join.code).press("Enter");
    await page.locator("#code-error[data-error=consultation_unknown]").waitFor();
    await untilAsked(page);
    await page.getByLabel(de.join.code).fill("1234");
    const answered = page.waitForResponse("**/api/join");
    answers.resolve();
    await (await answered).finished();
    await page.clock.runFor(120_000);
    assert.ok(await page.locator("#summary").isHidden());
    assert.equal(asked, 3);
    // Pressing the button works while the page asks by itself.
    await page.getByLabel(de.join.code).press("Enter");
    await page.locator("#code-error").waitFor();
    assert.deepEqual(errors, []);
  }));

Deno.test("join page: a code that is changed while its request is pending is not used, and its seat is given back", () =>
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

Deno.test("join page: preloads the room's scripts when idle, unless the browser saves data", () =>
  withRoom(async ({ server, browser }) => {
    for (const saveData of [false, true]) {
      const { context, page } = await openPerson(browser);
      await page.addInitScript((saveData) => {
        Object.defineProperty(navigator, "connection", { value: { saveData, effectiveType: "4g" } });
        // The page is idle at once.
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
