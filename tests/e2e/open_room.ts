import type { Browser } from "playwright-core";
import { makeAccessCode } from "../../e2ee/codes.ts";
import { de } from "../../i18n/de/mod.ts";
import { en } from "../../i18n/en/mod.ts";
import { ApiClient } from "../api/client.ts";
import { launchChromium } from "../support/chromium.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";

/** The guest's name. */
export const NAME = "Ottilie Krämer";
/** The fragment of an invite link: the link secret and the guest's name. */
export const FRAGMENT = "#AAAAAAAAAAAAAAAAAAAAAA.T3R0aWxpZSBLcsOkbWVy";
/** Browser locales under test, and the texts shown in them. */
export const LANGS = [["de-DE", de], ["en-GB", en]] as const;

/** Runs a server with a practice and one open consultation, and a browser. */
export async function withRoom(
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
