import assert from "node:assert/strict";
import { restoredAddress } from "../../../call/entry/changed_link.ts";
import { formatInviteFragment, parseInviteFragment, restoreFragment } from "../../../e2ee/links.ts";
import { ProtocolError } from "../../../e2ee/errors.ts";

const ORIGIN = "https://video.example.org";
const ROOM = "Zm9vYmFyYmF6cXV4MTIzNA";
const [secret, fingerprint] = [1, 2].map((seed) =>
  new Uint8Array(Array.from({ length: 16 }, (_, i) => (i * 37 + seed * 101) % 256))
) as [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
const NAMES = ["Ottilie Krämer", "Ümit Öztürk-Łukasiewicz", "李小龙", "A. B.", "O'Neil & Söhne", undefined];

/** Every kind of link that is sent to people, and its secret part. */
const LINKS: readonly { kind: string; path: string; fragment: string }[] = [
  ...NAMES.map((name) => ({
    kind: `invite link for ${name}`,
    path: `/r/${ROOM}`,
    fragment: formatInviteFragment({ secret, fingerprint, ...(name === undefined ? {} : { name }) }).slice(1),
  })),
  {
    kind: "invite link of an older version",
    path: `/r/${ROOM}`,
    fragment: formatInviteFragment({ secret, name: "Ida" }).slice(1),
  },
  { kind: "member link", path: "/practice/join", fragment: "-_8".padEnd(43, "fA4") },
  { kind: "set-up link", path: "/practice/setup", fragment: "Qm-_".padEnd(43, "xY9z") },
];

const encodeAll = (text: string) =>
  [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
const at = (text: string, index: number, inserted: string) =>
  text.slice(0, index) + inserted + text.slice(index);

/** What mail programs, gateways and trackers make of a link: the address that a browser is given then. */
const MANGLINGS: Record<string, (path: string, fragment: string) => string> = {
  "as it was": (path, fragment) => `${path}#${fragment}`,
  "Safe Links": (path, fragment) => `${path}%23${fragment}`,
  "encoded twice": (path, fragment) => `${path}%2523${fragment}`,
  "encoded three times": (path, fragment) => `${path}%252523${fragment}`,
  "with encoded dots": (path, fragment) => `${path}%23${fragment.replaceAll(".", "%2E")}`,
  "with dots that are encoded twice": (path, fragment) => `${path}%2523${fragment.replaceAll(".", "%252e")}`,
  "encoded as a whole": (path, fragment) => `${path}#${encodeAll(fragment)}`,
  "encoded as a whole, with its #": (path, fragment) => `${path}${encodeAll(`#${fragment}`)}`,
  "two signs": (path, fragment) => `${path}#%23${fragment}`,
  ...Object.fromEntries(
    [".", ",", ")", ">", "»", "“", '"', "'", ";", "!", ").", "%3E", "%22", "%29", "%2C", "%C2%BB", "%3E."]
      .flatMap((end) => [
        [`with ${end} behind it`, (path: string, fragment: string) => `${path}#${fragment}${end}`],
        [
          `by Safe Links, with ${end} behind it`,
          (path: string, fragment: string) => `${path}%23${fragment}${end}`,
        ],
      ]),
  ),
  ...Object.fromEntries(
    [
      "&utm_source=mail&utm_medium=x",
      "?utm_source=mail",
      "&fbclid=IwAR0-_x",
      "&amp;utm_source=mail",
      "?data=05%7C02%7C&sdata=x%3D&reserved=0",
      "%3Futm_source%3Dmail",
      "%26utm_source%3Dmail",
      ":~:text=Hallo",
    ].flatMap((tail) => [
      [`tracked by ${tail}`, (path: string, fragment: string) => `${path}#${fragment}${tail}`],
      [
        `by Safe Links, tracked by ${tail}`,
        (path: string, fragment: string) => `${path}%23${fragment}${tail}`,
      ],
    ]),
  ),
  "tracked in front": (path, fragment) => `${path}?utm_source=mail&fbclid=x#${fragment}`,
  "tracked in front, by Safe Links": (path, fragment) => `${path}?utm_source=mail%23${fragment}`,
  "tracked in front, by Safe Links twice": (path, fragment) => `${path}?fbclid=x&u=1%2523${fragment}`,
  "in brackets": (path, fragment) => `${path}#${fragment}%3E%20`,
  ...Object.fromEntries(
    [
      "\n",
      "\r\n",
      "\t",
      " ",
      "=\r\n",
      "\u00ad",
      "\u200b",
      "\u2060",
      "\ufeff",
      "%0D%0A",
      "%20",
      "%C2%AD",
      "%E2%80%8B",
    ]
      .flatMap((inserted) =>
        [1, 20, 41].flatMap((index) => [
          [`with ${JSON.stringify(inserted)} in the fragment at ${index}`, (path: string, fragment: string) =>
            `${path}#${at(fragment, Math.min(index, fragment.length - 1), inserted)}`],
          [`by Safe Links, with ${JSON.stringify(inserted)} at ${index}`, (path: string, fragment: string) =>
            `${path}%23${at(fragment, Math.min(index, fragment.length - 1), inserted)}`],
        ])
      ),
  ),
  ...Object.fromEntries(
    ["\u00ad", "\u200b", "\ufeff", "%0A", "%E2%80%8B", "%20"].map((inserted) => [
      `with ${JSON.stringify(inserted)} in the path`,
      (path: string, fragment: string) => `${at(path, 6, inserted)}#${fragment}`,
    ]),
  ),
};

/** Where the page ends up, and with what, as a browser sees it. */
function opened(address: string): URL {
  const url = new URL(ORIGIN + address);
  // The condition of `server/gate.ts`; tests/server/gate_server_test.ts holds it to the same addresses.
  return new URL(restoredAddress(url));
}

for (const { kind, path, fragment } of LINKS) {
  Deno.test(`${kind}: whatever a mail program makes of it, the page gets what was sent, and nothing more is sent`, () => {
    for (const [how, mangle] of Object.entries(MANGLINGS)) {
      const url = opened(mangle(path, fragment));
      assert.equal(url.origin + url.pathname, ORIGIN + path, how);
      assert.ok(!decodeURIComponent(url.search).includes(fragment.slice(0, 20)), how);
      assert.equal(restoreFragment(url.hash), fragment, how);
      if (!path.startsWith("/r/")) continue;
      assert.deepEqual(parseInviteFragment(url.hash), parseInviteFragment(fragment), how);
    }
  });
}

Deno.test("an invite link that was cut: in the name without it, in the secret refused", () => {
  const name = "Ottilie Krämer";
  const whole = formatInviteFragment({ secret, fingerprint, name });
  const keyEnd = whole.indexOf(".");
  for (let length = 1; length < whole.length; length++) {
    const cut = whole.slice(0, length);
    if (length >= keyEnd) {
      const invite = parseInviteFragment(cut);
      assert.deepEqual([invite.secret, invite.fingerprint], [secret, fingerprint]);
      assert.ok(invite.name === undefined || name.startsWith(invite.name), `${cut}: ${invite.name}`);
      continue;
    }
    assert.throws(() => parseInviteFragment(cut), ProtocolError, cut);
  }
});

Deno.test("restoredAddress: leads to no other site, and nowhere from its own name", () => {
  for (
    const [address, restored] of [
      ["//evil.example/%23x", `${ORIGIN}//evil.example/#x`],
      ["/%23x", `${ORIGIN}/#x`],
      ["/changed-link", `${ORIGIN}/changed-link`],
      ["/r/a%23b%23c", `${ORIGIN}/r/a#b%23c`],
    ] as const
  ) assert.equal(opened(address).href, restored);
});
