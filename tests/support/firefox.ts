import puppeteer, { type Browser, type BrowserContext, type ElementHandle, type Page } from "puppeteer-core";

/** Where Debian's package puts the browser. */
export const FIREFOX_PATH = "/usr/bin/firefox-esr";

/**
 * A real Firefox, driven by WebDriver BiDi, whose camera is a moving test picture and whose microphone hums. `display`:
 * the screen that it shares when asked to; without one it has none.
 */
export function launchFirefox(display?: string): Promise<Browser> {
  return puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX_PATH,
    headless: true,
    ...(display ? { env: { ...Deno.env.toObject(), DISPLAY: display } } : {}),
    // A signal handler of the driver would count as a leak in Deno's tests.
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
      // Test machines have no sound card, without which an AudioContext never starts: two loudspeakers of cubeb's tests.
      "media.cubeb.force_mock_context": true,
      // Only one window has the focus, but both people use theirs.
      "media.devices.unfocused.enabled": true,
      // No requests of the browser's own.
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
      "media.gmp-manager.updateEnabled": false,
    },
  });
}

/** One person at one device, with a fresh profile. */
export interface FirefoxPerson {
  context: BrowserContext;
  page: Page;
  /** Uncaught and logged errors of the page. */
  errors: string[];
}

/** A fresh browser profile; `errors` collects whatever a page throws or logs as an error. */
export async function openFirefoxPerson(browser: Browser): Promise<FirefoxPerson> {
  const context = await browser.createBrowserContext();
  // Firefox does not render a tab that is not in front.
  const page = await context.newPage({ type: "window" });
  page.setDefaultTimeout(30_000);
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
  await (field as ElementHandle<HTMLInputElement>).evaluate((element, value) => {
    element.focus();
    element.value = value;
    element.dispatchEvent(new InputEvent("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }, value);
}

const MARKUP = { button: "button", link: "a[href]", checkbox: "input[type=checkbox]" } as const;

/** Clicks the element with this name, below what `within` selects. Puppeteer's own search by role takes seconds in Firefox. */
export async function clickOn(
  page: Page,
  role: keyof typeof MARKUP,
  name: string,
  within = "body",
): Promise<void> {
  const found = await page.waitForFunction(
    (selector, name) =>
      [...document.querySelectorAll<HTMLInputElement>(selector)].find((element) => {
        const labels = [...element.labels ?? []].map(({ textContent }) => textContent);
        const own = element.ariaLabel ?? labels[0] ?? element.textContent;
        return own.trim() === name && !element.disabled && element.checkVisibility();
      }),
    {},
    `:is(${within}) ${MARKUP[role]}`,
    name,
  );
  const element = found as ElementHandle<HTMLInputElement>;
  // The click goes to coordinates: the element must have stopped moving.
  await element.evaluate(async (element) => {
    let before = "";
    for (let looks = 0; looks < 100; looks++) {
      const { x, y, width, height } = element.getBoundingClientRect();
      const place = [x, y, width, height].join();
      if (place === before) return;
      before = place;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  await element.click();
}
