/** A family of browsers that ask for permissions in the same way. */
export type BrowserKind =
  | "chrome_desktop"
  | "chrome_android"
  | "firefox_desktop"
  | "firefox_android"
  | "safari_mac"
  | "safari_ios"
  | "ios_app"
  | "other";

type SystemKind = "windows" | "mac" | "android" | "ios" | "other";

/** Whose permission prompt and settings a person sees. For pictures and directions only: what a browser can do is never derived from it. */
export interface Platform {
  browser: BrowserKind;
  system: SystemKind;
}

const PHONES = new Set<BrowserKind>(["chrome_android", "firefox_android", "safari_ios", "ios_app"]);

/** True for browsers with a phone's layout, which tablets share. */
export function isPhoneBrowser(browser: BrowserKind): boolean {
  return PHONES.has(browser);
}

/** The kind of browser and system, by the user agent string. */
export function parsePlatform(
  { userAgent, maxTouchPoints }: Pick<Navigator, "userAgent" | "maxTouchPoints">,
): Platform {
  const system = systemOf(userAgent, maxTouchPoints);
  return { system, browser: browserOf(userAgent, system) };
}

function systemOf(userAgent: string, maxTouchPoints: number): SystemKind {
  if (/iPhone|iPad|iPod/.test(userAgent)) return "ios";
  // An iPad says that it is a Mac; no Mac has a touch screen.
  if (/Macintosh/.test(userAgent)) return maxTouchPoints > 1 ? "ios" : "mac";
  if (/Android/.test(userAgent)) return "android";
  return /Windows/.test(userAgent) ? "windows" : "other";
}

function browserOf(userAgent: string, system: SystemKind): BrowserKind {
  if (system === "ios") {
    // On iOS only Safari keeps its permissions beside the address; all other browsers keep them in the system's settings.
    return /Version\/\S+ .*Safari\//.test(userAgent) && !/(CriOS|FxiOS|EdgiOS)\//.test(userAgent)
      ? "safari_ios"
      : "ios_app";
  }
  if (/Firefox\//.test(userAgent)) return system === "android" ? "firefox_android" : "firefox_desktop";
  // Edge, Opera, Samsung Internet and others are built on Chromium and ask as it does.
  if (/Chrom(e|ium)\//.test(userAgent)) return system === "android" ? "chrome_android" : "chrome_desktop";
  return system === "mac" && /Safari\//.test(userAgent) ? "safari_mac" : "other";
}
