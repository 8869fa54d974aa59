import assert from "node:assert/strict";
import { parsePlatform } from "../../browser/platform.ts";

const WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const BLINK = "AppleWebKit/537.36 (KHTML, like Gecko)";

Deno.test("parsePlatform: the browser and the system whose permission prompt a person sees", () => {
  for (
    const [userAgent, browser, system, maxTouchPoints = 0] of [
      [
        `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/150.0.0.0 Safari/537.36`,
        "chrome_desktop",
        "windows",
      ],
      [
        `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0`,
        "chrome_desktop",
        "windows",
        10,
      ],
      [
        `Mozilla/5.0 (Linux; Android 10; K) ${BLINK} Chrome/150.0.0.0 Mobile Safari/537.36`,
        "chrome_android",
        "android",
        5,
      ],
      [
        `Mozilla/5.0 (Linux; Android 14; SM-A145R) ${BLINK} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`,
        "chrome_android",
        "android",
        5,
      ],
      ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "firefox_desktop", "other"],
      [
        "Mozilla/5.0 (Android 14; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0",
        "firefox_android",
        "android",
        5,
      ],
      [
        `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.4 Safari/605.1.15`,
        "safari_mac",
        "mac",
      ],
      [
        `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.4 Safari/605.1.15`,
        "safari_ios",
        "ios",
        5,
      ],
      [
        `Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) ${WEBKIT} Version/18.4 Mobile/15E148 Safari/604.1`,
        "safari_ios",
        "ios",
        5,
      ],
      [
        `Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) ${WEBKIT} CriOS/150.0.0.0 Mobile/15E148 Safari/604.1`,
        "ios_app",
        "ios",
        5,
      ],
      [
        `Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) ${WEBKIT} Mobile/15E148 [some messenger]`,
        "ios_app",
        "ios",
        5,
      ],
      [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Version/18.0 Safari/605.1.15`, "other", "other"],
      ["", "other", "other"],
    ] as const
  ) assert.deepEqual(parsePlatform({ userAgent, maxTouchPoints }), { browser, system }, userAgent);
});
