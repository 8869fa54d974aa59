/**
 * Makes `static/apple-touch-icon.png` and `static/favicon.ico` from `static/favicon.svg`: `deno run -A docs/pictures/icons.ts`.
 * It needs Chromium, as the tests do.
 */
import type { Browser } from "playwright-core";
import { launchChromium } from "../../tests/support/chromium.ts";

const STATIC = new URL("../../static/", import.meta.url);

/** Edge of the icon for iOS, and edges of the images in the icon file for browsers that take no SVG, in pixels. */
export const TOUCH_PIXELS = 180;
export const ICO_PIXELS: readonly number[] = [16, 32, 48];

/** The files by their names. iOS rounds the corners itself, and shows transparent ones in black: its icon has none. */
export async function makeIcons(browser: Browser): Promise<Record<string, Uint8Array>> {
  const svg = await Deno.readTextFile(new URL("favicon.svg", STATIC));
  const images: Uint8Array[] = [];
  for (const pixels of ICO_PIXELS) images.push(await draw(browser, svg, pixels));
  return {
    "apple-touch-icon.png": await draw(browser, svg.replace(/ rx="\d+"/, ""), TOUCH_PIXELS),
    "favicon.ico": packIco(images),
  };
}

async function draw(browser: Browser, svg: string, pixels: number): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: { width: pixels, height: pixels } });
  try {
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
    return await page.screenshot({ omitBackground: true });
  } finally {
    await page.close();
  }
}

/** An ICO file of PNG images. Source: the ICONDIR structure of Windows, which takes PNG since Vista. */
function packIco(images: readonly Uint8Array[]): Uint8Array {
  const headBytes = 6 + 16 * images.length;
  const head = new DataView(new ArrayBuffer(headBytes));
  head.setUint16(2, 1, true); // an icon
  head.setUint16(4, images.length, true);
  let at = headBytes;
  for (const [i, image] of images.entries()) {
    const entry = 6 + 16 * i;
    head.setUint8(entry, ICO_PIXELS[i]!);
    head.setUint8(entry + 1, ICO_PIXELS[i]!);
    head.setUint16(entry + 4, 1, true); // color planes
    head.setUint16(entry + 6, 32, true); // bits per pixel
    head.setUint32(entry + 8, image.length, true);
    head.setUint32(entry + 12, at, true);
    at += image.length;
  }
  return new Uint8Array([...new Uint8Array(head.buffer), ...images.flatMap((image) => [...image])]);
}

if (import.meta.main) {
  const browser = await launchChromium();
  for (const [name, bytes] of Object.entries(await makeIcons(browser))) {
    await Deno.writeFile(new URL(name, STATIC), bytes);
  }
  await browser.close();
}
