import { encode } from "uqr";

/** A QR code as an SVG path of its dark modules, in a square of `size` modules with the quiet zone included. */
export interface QrDrawing {
  size: number;
  path: string;
}

/** The empty border that readers need, in modules. Source: ISO/IEC 18004, section 6.3.8. */
const QUIET_ZONE = 4;

/** Encodes a text as a QR code that stays readable with 15 % of it damaged (error correction level M). */
export function drawQr(text: string): QrDrawing {
  const { size, data } = encode(text, { ecc: "M", border: QUIET_ZONE });
  const runs = data.flatMap((row, y) =>
    [...row.map((dark) => dark ? "1" : "0").join("").matchAll(/1+/g)]
      .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
  );
  return { size, path: runs.join("") };
}
