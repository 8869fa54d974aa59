// deno-lint-ignore-file no-console -- a program for the terminal
/** Records what the installed Chromium and Firefox send, for `deno task verify`: `deno run -A tests/support/record_headers.ts`. */
import { chromium } from "playwright-core";
import puppeteer from "puppeteer-core";
import {
  type Browser,
  BROWSERS,
  type Kind,
  KINDS,
  languageOf,
  type Protocol,
  type Recorded,
} from "../../release/browser_headers.ts";
import { CHROMIUM_PATH } from "./chromium.ts";
import { FIREFOX_PATH } from "./firefox.ts";
import { COOKIE, ETAG, PATHS, recordHttp1, recordHttp2, type Recording } from "./header_recorder.ts";
import { startScreen } from "./screen.ts";

const FILE = "release/browser_headers.json";

if (import.meta.main) {
  await Deno.writeTextFile(FILE, JSON.stringify(await recordBrowsers(), undefined, 2) + "\n");
  console.log(`${FILE} is what ${BROWSERS.join(" and ")} send.`);
}

/** Has each browser load everything once by each protocol, with German as its language. */
export async function recordBrowsers(): Promise<Recorded> {
  const all = {} as Recorded;
  for (const [protocol, start] of [["h2", recordHttp2], ["http/1.1", recordHttp1]] as const) {
    all[protocol] = {} as Recorded[Protocol];
    for (const browser of BROWSERS) {
      await using recorder = await start();
      await (browser === "chromium" ? visitByChromium : visitByFirefox)(recorder);
      all[protocol][browser] = templatesOf(recorder.recording, recorder.origin, browser);
    }
  }
  return all;
}

interface Visited {
  origin: string;
  keyHash: string;
}

/** With a window: a headless one says so in its headers. */
async function visitByChromium({ origin, keyHash }: Visited): Promise<void> {
  await using screen = await startScreen();
  const browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    headless: false,
    env: { ...Deno.env.toObject(), DISPLAY: screen.display },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      // It keeps nothing of a server whose certificate it only ignores.
      `--ignore-certificate-errors-spki-list=${keyHash}`,
      "--accept-lang=de-DE,de,en-US,en",
    ],
  });
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${origin}/`);
    await page.waitForFunction(() => document.title === "done");
    await page.click("a");
    await page.waitForFunction(() => document.title === "linked");
    for (let times = 0; times < 2; times++) {
      await page.goto(`${origin}/again`);
      await page.waitForFunction(() => document.title === "done");
    }
  } finally {
    await browser.close();
  }
}

async function visitByFirefox({ origin }: Visited): Promise<void> {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX_PATH,
    headless: true,
    acceptInsecureCerts: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    extraPrefsFirefox: { "intl.accept_languages": "de, en-US, en" },
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${origin}/`);
    await page.waitForFunction(() => document.title === "done");
    await page.click("a");
    await page.waitForFunction(() => document.title === "linked");
    for (let times = 0; times < 2; times++) {
      await page.goto(`${origin}/again`);
      await page.waitForFunction(() => document.title === "done");
    }
  } finally {
    await browser.close();
  }
}

/** What was sent, with places for the server's name and for the person's language. */
function templatesOf(recording: Recording, origin: string, browser: Browser): Record<Kind, string[]> {
  const { host } = new URL(origin);
  const { acceptLanguage } = languageOf(browser, "de");
  return Object.fromEntries(KINDS.map((kind) => {
    const path = PATHS[kind];
    const sent = recording.get(path);
    if (!sent) throw new Error(`${browser} did not ask for ${path}`);
    const lines = sent.map(([name, value]) => {
      if (name === ":path") return `${name}: {path}`;
      if (name === ":scheme") return `${name}: {scheme}`;
      if (value === ETAG) return `${name}: {etag}`;
      if (value === COOKIE) return `${name}: {cookie}`;
      if (value === acceptLanguage) return `${name}: {acceptLanguage}`;
      return `${name}: ${value.replace(origin, "{origin}").replace(host, "{host}")}`;
    });
    return [kind, lines];
  })) as Record<Kind, string[]>;
}
