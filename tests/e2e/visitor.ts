import type { Page as FirefoxPage } from "puppeteer-core";
import type { Page as ChromiumPage } from "playwright-core";
import { clickOn, fillField, type FirefoxPerson } from "../support/firefox.ts";
import type { Person } from "../support/chromium.ts";

type Role = "button" | "link" | "checkbox";

/** One person at one device, in Chromium or Firefox: one interface to both drivers. */
export interface Visitor {
  readonly browser: "Chromium" | "Firefox";
  /** Uncaught and logged errors of the page. */
  readonly errors: readonly string[];
  open(url: string): Promise<void>;
  /** Runs a script before those of each page that is opened from now on. */
  prepare(script: () => void): Promise<void>;
  /** Clicks the element with this name, below what `within` selects. */
  click(role: Role, name: string, within?: string): Promise<void>;
  /** Fills in the field with this label. */
  fill(label: string, value: string): Promise<void>;
  giveFile(selector: string, path: string): Promise<void>;
  /** Waits until one element is visible. */
  seen(selector: string, timeoutMs?: number): Promise<void>;
  gone(selector: string): Promise<void>;
  evaluate<Value, Argument>(
    work: (argument: Argument) => Value | Promise<Value>,
    argument: Argument,
  ): Promise<Value>;
  /** Closes the browser profile. */
  close(): Promise<void>;
}

const PATIENCE_MS = 30_000;

export function chromiumVisitor({ context, page, errors }: Person): Visitor {
  return {
    browser: "Chromium",
    errors,
    open: async (url) => void await page.goto(url),
    prepare: async (script) => void await page.addInitScript(script),
    click: (role, name, within = "body") =>
      page.locator(within).getByRole(role, { name, exact: true }).click({ timeout: PATIENCE_MS }),
    fill: (label, value) => page.getByLabel(label, { exact: true }).fill(value),
    giveFile: (selector, path) => page.locator(selector).setInputFiles(path),
    seen: (selector, timeout = PATIENCE_MS) => page.locator(selector).first().waitFor({ timeout }),
    gone: (selector) => page.locator(selector).waitFor({ state: "hidden", timeout: PATIENCE_MS }),
    evaluate: (work, argument) => page.evaluate(work as Parameters<ChromiumPage["evaluate"]>[0], argument),
    close: () => context.close(),
  } as Visitor;
}

export function firefoxVisitor({ context, page, errors }: FirefoxPerson): Visitor {
  return {
    browser: "Firefox",
    errors,
    open: async (url) => void await page.goto(url),
    prepare: async (script) => void await page.evaluateOnNewDocument(script),
    click: (role, name, within) => clickOn(page, role, name, within),
    fill: (label, value) => fillField(page, label, value),
    async giveFile(selector, path) {
      const input = await page.$(selector);
      await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
    },
    seen: async (selector, timeout = PATIENCE_MS) =>
      void await page.waitForSelector(selector, { visible: true, timeout }),
    gone: async (selector) =>
      void await page.waitForSelector(selector, { hidden: true, timeout: PATIENCE_MS }),
    evaluate: (work, argument) => page.evaluate(work as Parameters<FirefoxPage["evaluate"]>[0], argument),
    close: () => context.close(),
  } as Visitor;
}
