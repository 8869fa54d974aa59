import { randomSecret } from "../../kv/hashes.ts";
import type { ErrorCode } from "../../wire/errors.ts";
import { LIMITS } from "../../wire/limits.ts";
import { anyText } from "../support/any_text.ts";
import type { Seated } from "./client.ts";
import type { EndpointCase, Scene } from "./endpoints.ts";
import fc from "fast-check";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"];

/** A request on its way to be sent. */
export interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  raw?: BodyInit;
}

/** Spoils a request; returns the codes that may answer it, or undefined if it does not apply to the endpoint. */
type Spoiler = (sent: Sent, about: About, junk: Junk) => ErrorCode[] | undefined;

export interface About {
  place: EndpointCase;
  methods: string[];
  scene: Scene;
  stranger: Seated;
  body: Record<string, unknown>;
}

/** Random material for the spoilers. */
interface Junk {
  text: string;
  value: unknown;
  pick: number;
}

export const junk: fc.Arbitrary<Junk> = fc.record({
  text: fc.oneof(
    anyText({ maxLength: 80 }),
    fc.constantFrom(
      "",
      ".",
      "..",
      "%",
      "/",
      "\\",
      "\0",
      "-1",
      "1.5",
      "1e3",
      "99999999999999999999",
      "__proto__",
    ),
  ),
  value: fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>(
      null,
      "",
      " ",
      "\u0000",
      "\ud800",
      -1,
      0.5,
      1e300,
      [],
      {},
      "A".repeat(22) + "=",
      "A".repeat(21) + "B",
      "x".repeat(5000),
      Array.from({ length: 17 }, () => ({ to: "A".repeat(22), n: 1, body: "x" })),
      [null],
      [{ to: 1 }],
      [{ to: "A".repeat(22), n: -1, body: "x" }],
      [{ to: "A".repeat(22), n: 2 ** 60, body: "x" }],
      [{ to: "A".repeat(22), n: 1, body: "ä" }],
    ),
  ),
  pick: fc.nat({ max: 1000 }),
});

/** The path with another segment; not with an empty one or dots, which a URL drops: another endpoint. */
function withSegment(path: string, segment: string | RegExp, other: string): string {
  return path.replace(segment, /^\.{0,2}$/.test(other) ? `${other}x` : other);
}

export const SPOILERS: Record<string, Spoiler> = {
  method(sent, { methods }, { pick }) {
    const others = METHODS.filter((method) => !methods.includes(method));
    sent.method = others[pick % others.length]!;
    return ["method_not_allowed"];
  },
  room(sent, { scene }, { text, pick }) {
    if (!sent.path.includes(scene.room)) return undefined;
    const wellFormed = !/[\ud800-\udfff]/.test(text) && pick % 3 > 0;
    const other = wellFormed ? encodeURIComponent(text) : randomSecret(128);
    sent.path = withSegment(sent.path, scene.room, other);
    return ["consultation_unknown", "seat_unknown", "not_found", "method_not_allowed"];
  },
  id(sent, _, { text, pick }) {
    const id = /(?<=\/(?:sessions|passkeys|member-invitations|members)\/)[\w-]{22}(?=\/|$)/;
    if (!id.test(sent.path)) return undefined;
    const wellFormed = /[\ud800-\udfff]/.test(text) ? "x" : encodeURIComponent(text);
    // A key of the store has at most 2 KiB.
    const others = [wellFormed, "A".repeat(1_900 + pick), "%41".repeat(5_000)];
    sent.path = withSegment(sent.path, id, others[pick % others.length]!);
    return ["not_found", "method_not_allowed"];
  },
  rights(sent, { place, scene, stranger }, { pick }) {
    if (place.for === "anybody") return undefined;
    if (place.for === "member") {
      sent.headers["cookie"] = [
        "",
        "vieraugen=",
        `vieraugen=${randomSecret(256)}`,
        'vieraugen="x',
        ";;=;",
      ][pick % 5]!;
      return ["signed_out"];
    }
    const { token } = scene.guest;
    const tokens = [
      "",
      "Bearer ",
      "Basic YTpi",
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${token}x`,
      `Bearer ${token.slice(0, 46)}${randomSecret(256)}`,
      `Bearer ${scene.host.token.slice(0, 46)}${token.slice(46)}`,
      ...sent.path.includes(scene.room) ? [`Bearer ${stranger.token}`] : [],
    ];
    const chosen = tokens[pick % tokens.length]!;
    sent.headers["authorization"] = chosen;
    // Under the host's name the message would be one to oneself: refused before the token is looked up.
    const toSelf = place.body !== undefined && chosen.includes(scene.host.peerId);
    return toSelf ? ["seat_unknown", "bad_request"] : ["seat_unknown"];
  },
  proof(sent, { place, scene }, { pick }) {
    const { proof } = place;
    if (proof === undefined || proof === "passphrase") return undefined;
    const other = scene.proofs[proof === "practice" ? "account" : "practice"];
    const tokens = ["", "Bearer", `Bearer ${randomSecret(256)}`, `Bearer ${other}`, `Basic ${other}`];
    sent.headers["authorization"] = tokens[pick % tokens.length]!;
    return ["proof_needed"];
  },
  contentType(sent, { place }, { pick }) {
    if (!place.body) return undefined;
    const types = ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "x", ""];
    sent.headers["content-type"] = types[pick % types.length]!;
    return ["unsupported_media_type"];
  },
  size(sent, { place, body }, { pick }) {
    if (!place.body) return undefined;
    const large = JSON.stringify({ ...body, more: "x".repeat(LIMITS.bodyBytes) });
    sent.raw = pick % 2 === 0 ? large : new Blob([large]).stream();
    return ["too_large"];
  },
  json(sent, { place }, { text, value, pick }) {
    if (!place.body) return undefined;
    const noObject = typeof value !== "object" || value === null ? JSON.stringify(value) : "[]";
    sent.raw = [`{${text}`, noObject, "", new Uint8Array([0x7b, 0xff, pick % 256])][pick % 4]!;
    return ["bad_request"];
  },
  field(sent, { place, body }, { value, pick }) {
    const names = Object.keys(place.body ?? {});
    const name = names[pick % names.length];
    if (name === undefined || sent.raw === undefined) return undefined;
    const changed: Record<string, unknown> = { ...body };
    if (place.body![name]!.isRight(value) || pick % 5 === 0) delete changed[name];
    else changed[name] = value;
    sent.raw = JSON.stringify(changed);
    return ["bad_request"];
  },
  query(sent, { place }, { text, pick }) {
    if (!place.query || /^\d{1,15}$/.test(text)) return undefined;
    const name = Object.keys(place.query)[pick % 2]!;
    const wellFormed = /[\ud800-\udfff]/.test(text) ? "x" : text;
    sent.path = `${sent.path.split("?")[0]}?${name}=${encodeURIComponent(wellFormed)}`;
    return ["bad_request"];
  },
  site(sent, _, { pick }) {
    if (sent.method === "GET") return undefined;
    const sites = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "null" },
      {
        origin: "https://evil.example",
      },
    ];
    Object.assign(sent.headers, sites[pick % sites.length]);
    return ["cross_site"];
  },
};
