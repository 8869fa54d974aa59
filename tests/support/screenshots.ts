// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * Makes a picture of each page and state in `.screenshots/`, on phone and desktop, light and dark, in every language:
 * `<state>.<language>.<width>.<theme>.png`; a few of them in forced colours and from right to left, too. To be looked
 * at. `--axe` looks for barriers in each of them as well; arguments are languages, all without any.
 */
import type { Page } from "playwright-core";
import { type Lang, LANGS } from "../../i18n/mod.ts";
import { assertAccessibleEverywhere } from "./accessibility.ts";
import { launchChromium } from "./chromium.ts";
import { startServer } from "./running_server.ts";
import { walkStates } from "./states.ts";

const DIRECTORY = new URL("../../.screenshots/", import.meta.url).pathname;
const SIZES = [{ width: 360, height: 740 }, { width: 1280, height: 800 }];
const THEMES = ["light", "dark"] as const;
/** Where forced colours and the other direction of writing are looked at. */
const SPECIAL = new Set([
  "join",
  "join-errors",
  "check-running",
  "waiting",
  "connected",
  "settings",
  "list-filled",
]);

const withAxe = Deno.args.includes("--axe");
const chosen = LANGS.filter((lang) => Deno.args.includes(lang));
const langs = chosen.length > 0 ? chosen : LANGS;
const barriers: string[] = [];
let count = 0;

async function shoot(page: Page, name: string, fullPage: boolean): Promise<void> {
  await page.screenshot({ path: `${DIRECTORY}${name}.png`, fullPage });
  count++;
}

await Deno.mkdir(DIRECTORY, { recursive: true });
await using server = await startServer();
const browser = await launchChromium();
try {
  const errors = await walkStates({
    server,
    browser,
    langs,
    async look(page, state, { lang, fullPage }) {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await shoot(page, `${state}.${lang}.${size.width}.${colorScheme}`, fullPage);
        }
        if (lang === LANGS[0] && SPECIAL.has(state)) {
          await shootSpecial(page, state, lang, size.width, fullPage);
        }
      }
      if (!withAxe) return;
      await assertAccessibleEverywhere(page, `${state} in ${lang}`).catch((error: Error) =>
        barriers.push(error.message)
      );
    },
  });
  for (const error of errors) console.error(error);
} finally {
  await browser.close();
}
console.log(`${count} pictures in ${DIRECTORY}`);
if (withAxe) console.log(barriers.length > 0 ? barriers.join("\n\n") : "no barriers");
if (barriers.length > 0) Deno.exit(1);

async function shootSpecial(
  page: Page,
  state: string,
  lang: Lang,
  width: number,
  fullPage: boolean,
): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark", forcedColors: "active", reducedMotion: "reduce" });
  await shoot(page, `${state}.${lang}.${width}.forced`, fullPage);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce" });
  await page.evaluate(() => document.documentElement.dir = "rtl");
  await shoot(page, `${state}.${lang}.${width}.rtl`, fullPage);
  await page.evaluate(() => document.documentElement.dir = "ltr");
}
