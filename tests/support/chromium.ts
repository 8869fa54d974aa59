import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** Where Debian's package puts the browser. */
export const CHROMIUM_PATH = "/usr/bin/chromium";

/** A real Chromium whose camera is a moving test picture and whose microphone beeps. */
export function launchChromium(
  extraArgs: readonly string[] = [],
  executablePath = CHROMIUM_PATH,
): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      "--autoplay-policy=no-user-gesture-required",
      ...extraArgs,
    ],
  });
}

/** A fresh browser profile; fails the test for any error that a page throws or logs. */
export async function openPerson(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Person> {
  const context = await browser.newContext({ locale: "de-DE", ...options });
  context.setDefaultTimeout(20_000);
  await context.addInitScript(watchFocus);
  const errors: string[] = [];
  context.on("page", (page) => watchErrors(page, errors));
  const page = await context.newPage();
  return { context, page, errors };
}

/** One person at one device. */
export interface Person {
  context: BrowserContext;
  page: Page;
  /** Uncaught and logged errors of the person's pages. */
  errors: string[];
}

function watchErrors(page: Page, errors: string[]): void {
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    // Failed requests are expected where a test causes them; script errors and policy violations never are.
    const text = message.text();
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) errors.push(text);
  });
}

/** Runs in the page: when the focused element is removed, the focus must move elsewhere in the same task. */
function watchFocus(): void {
  let last: Element | undefined;
  const look = () => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    // deno-lint-ignore no-console -- how the page tells the test
    console.error(`The focus was lost at ${location.pathname} with ${last.outerHTML.slice(0, 200)}`);
    last = undefined;
  };
  addEventListener("focusin", (event) => last = event.target as Element);
  new MutationObserver(() => setTimeout(look)).observe(document, { childList: true, subtree: true });
}
