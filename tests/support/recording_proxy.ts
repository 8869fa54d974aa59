import { layWire } from "./wire.ts";

/** A wire to a server on which everything that clients say is written down, byte by byte. */
interface RecordingProxy extends AsyncDisposable {
  origin: string;
  /** What was said so far, one text for each connection; a character is a byte. */
  heard(): string[];
}

/** Listens on a free port and passes everything on to `port`, both ways. */
export function recordTraffic(port: number): RecordingProxy {
  const heard: Uint8Array[][] = [];
  const wire = layWire(port, (connection, bytes) => (heard[connection] ??= []).push(bytes));
  return {
    origin: `http://127.0.0.1:${wire.port}`,
    heard: () => Array.from(heard, (parts) => (parts ?? []).map(latin1).join("")),
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  };
}

/** Bytes as a text in which a character is a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}
