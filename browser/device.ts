/** Whose question and whose settings a person has in front of them. Only for pictures and directions, never for a decision. */
export type BrowserKind =
  | "chrome_desktop"
  | "chrome_android"
  | "firefox_desktop"
  | "firefox_android"
  | "safari_mac"
  | "safari_ios"
  | "ios_app"
  | "other";

export type SystemKind = "windows" | "mac" | "android" | "ios" | "other";

export interface Device {
  browser: BrowserKind;
  system: SystemKind;
}

/** The kind of browser and system, by what the browser says of itself. */
export function deviceOf(
  { userAgent, maxTouchPoints }: Pick<Navigator, "userAgent" | "maxTouchPoints">,
): Device {
  const system = systemOf(userAgent, maxTouchPoints);
  return { system, browser: browserOf(userAgent, system) };
}

function systemOf(userAgent: string, maxTouchPoints: number): SystemKind {
  if (/iPhone|iPad|iPod/.test(userAgent)) return "ios";
  // An iPad calls itself a Mac; no Mac has a touch screen.
  if (/Macintosh/.test(userAgent)) return maxTouchPoints > 1 ? "ios" : "mac";
  if (/Android/.test(userAgent)) return "android";
  return /Windows/.test(userAgent) ? "windows" : "other";
}

function browserOf(userAgent: string, system: SystemKind): BrowserKind {
  if (system === "ios") {
    // On iOS Safari alone keeps its permissions beside the address; all others in the system's settings.
    return /Version\/\S+ .*Safari\//.test(userAgent) && !/(CriOS|FxiOS|EdgiOS)\//.test(userAgent)
      ? "safari_ios"
      : "ios_app";
  }
  if (/Firefox\//.test(userAgent)) return system === "android" ? "firefox_android" : "firefox_desktop";
  // Edge, Opera, Samsung Internet and others build on Chromium, and ask as it does.
  if (/Chrom(e|ium)\//.test(userAgent)) return system === "android" ? "chrome_android" : "chrome_desktop";
  return system === "mac" && /Safari\//.test(userAgent) ? "safari_mac" : "other";
}
