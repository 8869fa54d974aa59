import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { LIGHT } from "../../components/theme/tokens.ts";
import { ICO_PIXELS, makeIcons, TOUCH_PIXELS } from "../../docs/pictures/icons.ts";
import { launchChromium } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";

/** How much an edge may differ between two versions of the browser that draws it, on average, of 255. */
const SAME = 3;

/** The pixels of a picture, one number for each channel. */
function pixelsOf(page: Page, bytes: Uint8Array): Promise<{ width: number; height: number; data: number[] }> {
  return page.evaluate(async (data) => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(data)], { type: "image/png" }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d")!;
    context.drawImage(bitmap, 0, 0);
    return { width, height, data: [...context.getImageData(0, 0, width, height).data] };
  }, [...bytes]);
}

/** The PNG images of an ICO file. */
function imagesOf(ico: Uint8Array): Uint8Array[] {
  const view = new DataView(ico.buffer, ico.byteOffset);
  assert.deepEqual([view.getUint16(0, true), view.getUint16(2, true)], [0, 1], "an icon");
  return Array.from({ length: view.getUint16(4, true) }, (_, i) => {
    const at = view.getUint32(6 + 16 * i + 12, true);
    return ico.subarray(at, at + view.getUint32(6 + 16 * i + 8, true));
  });
}

Deno.test("icons: iOS and old browsers get the drawing of favicon.svg, in the accent, and may ask again", async () => {
  await using server = await startServer({}, { isSetUp: true });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.origin}/help`);
    assert.equal(await page.locator('link[rel="apple-touch-icon"]').count(), 1);
    const drawn = await makeIcons(browser);
    for (
      const [path, type, sizes] of [
        ["/apple-touch-icon.png", "image/png", [TOUCH_PIXELS]],
        ["/favicon.ico", "image/x-icon", ICO_PIXELS],
      ] as const
    ) {
      const answer = await fetch(server.origin + path);
      assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, type]);
      assert.equal(answer.headers.get("cache-control"), "public, no-cache");
      const etag = answer.headers.get("etag")!;
      const served = await answer.bytes();
      assert.equal((await fetch(server.origin + path, { headers: { "if-none-match": etag } })).status, 304);
      const [images, expected] = [served, drawn[path.slice(1)]!].map((bytes) =>
        path.endsWith(".ico") ? imagesOf(bytes) : [bytes]
      ) as [Uint8Array[], Uint8Array[]];
      assert.deepEqual([images.length, expected.length], [sizes.length, sizes.length]);
      for (const [i, image] of images.entries()) {
        const [is, shouldBe] = [await pixelsOf(page, image), await pixelsOf(page, expected[i]!)];
        assert.deepEqual([is.width, is.height], [sizes[i], sizes[i]]);
        const differs = is.data.reduce((sum, value, at) => sum + Math.abs(value - shouldBe.data[at]!), 0);
        assert.ok(differs / is.data.length < SAME, `${path} ${sizes[i]}: run docs/pictures/icons.ts`);
        const middleOfTop = 4 * Math.floor(sizes[i]! / 2);
        assert.equal(hexOf(is.data, middleOfTop + 4 * sizes[i]! * 2), LIGHT.accent);
      }
      // The corner of the icon for iOS is not transparent: iOS would show it black.
      if (path.endsWith(".png")) {
        assert.equal(hexOf((await pixelsOf(page, images[0]!)).data, 0), LIGHT.accent);
      }
    }
  } finally {
    await browser.close();
  }
});

function hexOf(data: readonly number[], at: number): string {
  return `#${data.slice(at, at + 3).map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
