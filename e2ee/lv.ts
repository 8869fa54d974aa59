import { type Bytes, concat, encodeUtf8 } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";

/** Longest field accepted: its length takes three bytes of LEB128. */
const MAX_FIELD_BYTES = 2 ** 21;

/**
 * Each field after its length (LEB128); text as UTF-8. The draft's `lv_cat`.
 * Source: draft-irtf-cfrg-cpace-21, section 6.3 and appendix A.1.
 */
export function lv(...fields: readonly (Uint8Array | string)[]): Bytes {
  return concat(...fields.flatMap((field) => {
    const bytes = typeof field === "string" ? encodeUtf8(field) : field;
    const length: number[] = [];
    let rest = bytes.length;
    for (; rest > 127; rest >>= 7) length.push(rest & 127 | 128);
    length.push(rest);
    return [Uint8Array.from(length), bytes];
  }));
}

/**
 * Parses exactly `count` fields with lengths in shortest form and nothing behind them.
 * Source: draft-irtf-cfrg-cpace-21, section 6.3.
 * @throws {ProtocolError} `malformed`
 */
export function parseLv(bytes: Uint8Array, count: number): Bytes[] {
  const fields: Bytes[] = [];
  let at = 0;
  while (fields.length < count) {
    let length = 0;
    let scale = 1;
    let byte: number;
    do {
      byte = bytes[at++] ?? 256; // past the end: larger than any byte
      length += (byte & 127) * scale;
      if (byte > 255 || scale >= MAX_FIELD_BYTES || (byte === 0 && scale > 1)) throw malformed();
      scale *= 128;
    } while (byte > 127);
    if (length > bytes.length - at) throw malformed();
    fields.push(new Uint8Array(bytes.subarray(at, at += length)));
  }
  if (at !== bytes.length) throw malformed();
  return fields;
}

function malformed(): ProtocolError {
  return new ProtocolError("malformed", "Unexpected fields");
}
