import { latin1 } from "./recording_proxy.ts";

/** Something that must not be found: a text, or bytes. */
export interface Secret {
  name: string;
  value: string | Uint8Array;
}

/** A form in which a secret might have been written down. */
interface Trace {
  form: string;
  pattern: string | RegExp;
}

/** Every form of a secret that is looked for; a character of a pattern is a byte. */
export function tracesOf({ value }: Secret): Trace[] {
  if (typeof value !== "string") return byteTraces("bytes", value);
  const traces: Trace[] = [];
  for (const [spelling, text] of [["", value], ["decomposed ", value.normalize("NFD")]] as const) {
    const utf8 = new TextEncoder().encode(text);
    traces.push(...byteTraces(`${spelling}UTF-8`, utf8));
    traces.push(...byteTraces(`${spelling}UTF-16, little-endian`, utf16(text, true)));
    traces.push(...byteTraces(`${spelling}UTF-16, big-endian`, utf16(text, false)));
    // As the store writes texts without anything beyond Latin-1.
    if (/^[\0-\xff]*$/.test(text)) traces.push({ form: `${spelling}Latin-1`, pattern: exact(text) });
    const escaped = text.replace(
      /[^ -~]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    traces.push({
      form: `${spelling}JSON`,
      pattern: exact(latin1(new TextEncoder().encode(JSON.stringify(text).slice(1, -1)))),
    });
    traces.push({ form: `${spelling}JSON, escaped`, pattern: exact(escaped) });
    const percent = encodeURIComponent(text);
    for (
      const [form, written] of [
        ["percent", percent],
        ["percent, plus", percent.replaceAll("%20", "+")],
        ["percent, lower case", percent.replace(/%../g, (code) => code.toLowerCase())],
        ["percent, every byte", Array.from(utf8, (byte) => `%${hexOf(byte).toUpperCase()}`).join("")],
        ["percent, every byte, lower case", Array.from(utf8, (byte) => `%${hexOf(byte)}`).join("")],
      ] as const
    ) traces.push({ form: spelling + form, pattern: exact(written) });
  }
  return traces;
}

/** The forms of `secrets` that are in a text, a character of which is a byte. */
export function findTraces(haystack: string, secrets: readonly Secret[]): string[] {
  return secrets.flatMap((secret) =>
    tracesOf(secret)
      .filter(({ pattern }) =>
        typeof pattern === "string" ? haystack.includes(pattern) : pattern.test(haystack)
      )
      .map(({ form }) => `${secret.name} as ${form}`)
  );
}

function byteTraces(form: string, bytes: Uint8Array): Trace[] {
  const hex = Array.from(bytes, hexOf).join("");
  return [
    { form, pattern: exact(latin1(bytes)) },
    { form: `${form}, hex`, pattern: exact(hex) },
    { form: `${form}, HEX`, pattern: exact(hex.toUpperCase()) },
    ...[0, 1, 2].flatMap((offset) => {
      const base64 = base64Inside(bytes, offset);
      return [
        { form: `${form}, base64 at ${offset}`, pattern: base64 },
        {
          form: `${form}, base64url at ${offset}`,
          pattern: base64.replaceAll("+", "-").replaceAll("/", "_"),
        },
      ];
    }),
  ];
}

/** A number could be a part of any other number by chance: it has to stand alone. */
function exact(written: string): string | RegExp {
  return /^\d+$/.test(written) ? new RegExp(`(?<!\\d)${written}(?!\\d)`) : written;
}

/** The characters of base64 that depend on these bytes alone, when so many others stand before them. */
function base64Inside(bytes: Uint8Array, before: number): string {
  const padded = new Uint8Array(before + bytes.length);
  padded.set(bytes, before);
  const whole = btoa(latin1(padded)).replace(/=+$/, "");
  const from = Math.ceil(before * 8 / 6);
  const to = Math.floor(padded.length * 8 / 6);
  return whole.slice(from, to);
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), littleEndian);
  return bytes;
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
