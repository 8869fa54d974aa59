import puppeteer, { type Browser, type BrowserContext, type ElementHandle, type Page } from "puppeteer-core";

/** Where Debian's package puts the browser. */
export const FIREFOX_PATH = "/usr/bin/firefox-esr";

/** A real Firefox, driven by WebDriver BiDi, whose camera is a moving test picture and whose microphone hums. */
export function launchFirefox(prefs: Readonly<Record<string, unknown>> = {}): Promise<Browser> {
  return puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX_PATH,
    headless: true,
    // Deno ends its tests itself: no handler of the driver may outlive them.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    extraPrefsFirefox: {
      "intl.accept_languages": "de-DE, de",
      "media.navigator.streams.fake": true,
      "media.navigator.permission.disabled": true,
      // Candidates of 127.0.0.1, and of hosts by address instead of by mDNS name: test machines have no mDNS.
      "media.peerconnection.ice.loopback": true,
      "media.peerconnection.ice.obfuscate_host_addresses": false,
      "media.autoplay.default": 0,
      // Nothing goes anywhere by itself.
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
      "media.gmp-manager.updateEnabled": false,
      ...prefs,
    },
  });
}

/** One person at one device, with a fresh profile. */
export interface FirefoxPerson {
  context: BrowserContext;
  page: Page;
  /** What the page threw or complained about. */
  errors: string[];
}

/** A fresh browser profile; `errors` collects whatever a page throws or logs as an error. */
export async function openFirefoxPerson(browser: Browser): Promise<FirefoxPerson> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return { context, page, errors };
}

/** Fills in the field that bears this label. Not by its role: Firefox gives password fields none. */
export async function fillField(page: Page, label: string, value: string): Promise<void> {
  const field = await page.waitForFunction(
    (label) =>
      [...document.querySelectorAll<HTMLInputElement>("input, textarea, select")].find((field) =>
        field.ariaLabel === label || [...field.labels ?? []].some((of) => of.textContent.trim() === label)
      ),
    {},
    label,
  );
  await (field as ElementHandle<HTMLInputElement>).asLocator().fill(value);
}

/** Clicks what bears this name, in this role: "button", "link", … */
export async function clickOn(page: Page, role: string, name: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="${role}"])`).click();
}

/** Waits until the page shows this text. */
export async function waitForText(page: Page, text: string): Promise<void> {
  await page.waitForSelector(`::-p-text(${text})`, { visible: true });
}

/** Waits until the room's page is in one of these phases. */
export async function firefoxPhase(page: Page, ...phases: string[]): Promise<void> {
  await page.waitForSelector(phases.map((name) => `main[data-phase=${name}]`).join(","), { timeout: 30_000 });
}
