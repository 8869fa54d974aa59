import assert from "node:assert/strict";
import fc from "fast-check";
import jsQR from "jsqr";
import { drawQr, type QrDrawing } from "../../../practice/invitation/qr_code.ts";

/** The drawing as RGBA pixels, four per module side. */
function paint({ size, path }: QrDrawing): { data: Uint8ClampedArray; side: number } {
  const side = size * 4;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = Number(y) * 4; row < Number(y) * 4 + 4; row++) {
      for (let column = Number(x) * 4; column < (Number(x) + Number(width)) * 4; column++) {
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return { data, side };
}

Deno.test("drawQr: another decoder reads the link, with any name", () => {
  const base64Url = fc.string({ unit: fc.constantFrom(..."ABCXYZabcxyz019-_"), maxLength: 400 });
  fc.assert(
    fc.property(base64Url, (name) => {
      const link = `https://praxis.example/r/${"r".repeat(22)}#${"s".repeat(43)}.${name}`;
      const { data, side } = paint(drawQr(link));
      assert.equal(jsQR.default(data, side, side)?.data, link);
    }),
    { numRuns: 12 },
  );
});

Deno.test("drawQr leaves a quiet zone of four modules", () => {
  const { size, path } = drawQr("https://praxis.example");
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (const [from, to] of [[Number(x), Number(x) + Number(width)], [Number(y), Number(y) + 1]] as const) {
      assert.ok(from >= 4 && to <= size - 4);
    }
  }
});
