import assert from "node:assert/strict";
import { assertLinear } from "../support/linear.ts";
import fc from "fast-check";
import {
  concat,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
  encodeUtf8,
  equalBytes,
  randomBytes,
} from "../../e2ee/bytes.ts";
import { formatInviteFragment, parseInviteFragment, restoreFragment } from "../../e2ee/links.ts";
import { lv, parseLv } from "../../e2ee/lv.ts";
import { refuses } from "./pairs.ts";
import { anyText } from "../support/any_text.ts";

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new Uint8Array(array));

Deno.test("base64url: round trip, and one spelling only", async () => {
  fc.assert(fc.property(bytes, (value) => {
    assert.deepEqual(decodeBase64Url(encodeBase64Url(value)), value);
    assert.equal(
      encodeBase64Url(value),
      btoa(String.fromCharCode(...value)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, ""),
    );
  }));
  for (const text of ["A", "AB", "AAF", "AA==", "AA+A", "AA/A", "A A", "AA\n", "ä", "AAAAA"]) {
    await refuses(() => decodeBase64Url(text), "malformed");
  }
  fc.assert(fc.property(anyText(), (text) => {
    try {
      assert.equal(encodeBase64Url(decodeBase64Url(text)), text);
    } catch (error) {
      assert.equal((error as { code?: string }).code, "malformed");
    }
  }));
});

Deno.test("decodeUtf8 refuses what is not UTF-8, and keeps a byte order mark", async () => {
  assert.equal(decodeUtf8(encodeUtf8("\ufeffÄ😀")), "\ufeffÄ😀");
  for (const wrong of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xc3]]) {
    await refuses(() => decodeUtf8(Uint8Array.from(wrong)), "malformed");
  }
});

Deno.test("equalBytes and concat", () => {
  fc.assert(fc.property(bytes, bytes, (a, b) => {
    assert.equal(equalBytes(a, b), String(a) === String(b));
    assert.deepEqual([...concat(a, b)], [...a, ...b]);
  }));
});

Deno.test("parseLv: round trip; other counts, longer lengths and rests are refused", async () => {
  fc.assert(fc.property(fc.array(bytes, { maxLength: 6 }), (fields) => {
    const encoded = lv(...fields);
    assert.deepEqual(parseLv(encoded, fields.length), fields);
    assert.throws(() => parseLv(encoded, fields.length + 1), { code: "malformed" });
    assert.throws(() => parseLv(concat(encoded, new Uint8Array(1)), fields.length), { code: "malformed" });
    if (fields.length > 0) assert.throws(() => parseLv(encoded, fields.length - 1), { code: "malformed" });
  }));
  const long = new Uint8Array(70_000);
  assert.deepEqual(parseLv(lv(long), 1), [long]);
  for (const wrong of [[0x80, 0], [0x81, 0], [0x80], [5, 1], [0xff, 0xff, 0xff, 0xff, 0x7f], []]) {
    await refuses(() => parseLv(Uint8Array.from(wrong), 1), "malformed");
  }
});

Deno.test("parseLv: fields or `malformed`, on any bytes; what it takes, lv would have made", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(5), (wire, count) => {
      try {
        assert.deepEqual(lv(...parseLv(wire, count)), new Uint8Array(wire));
      } catch (error) {
        assert.equal((error as { code?: string }).code, "malformed");
      }
    }),
    { numRuns: 5000 },
  );
});

Deno.test("invite fragments: round trip, also with the punctuation of a sentence around them", () => {
  const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((array) => new Uint8Array(array));
  const names = fc.option(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), { nil: undefined });
  fc.assert(
    fc.property(
      secrets,
      fc.option(secrets, { nil: undefined }),
      names,
      fc.constantFrom("", ".", ")", "\n", " .", ">"),
      (secret, fingerprint, name, tail) => {
        const invite = {
          secret,
          ...(fingerprint === undefined ? {} : { fingerprint }),
          ...(name === undefined ? {} : { name }),
        };
        const fragment = formatInviteFragment(invite);
        assert.match(fragment, fingerprint ? /^#[\w-]{43}(\.[\w-]+)?$/ : /^#[\w-]{22}(\.[\w-]+)?$/);
        assert.deepEqual(parseInviteFragment(fragment + tail), invite);
        assert.deepEqual(parseInviteFragment(fragment.slice(1)), invite);
      },
    ),
  );
  const secret = randomBytes(16);
  assert.throws(() => formatInviteFragment({ secret: randomBytes(15) }), RangeError);
  for (const size of [0, 15, 17]) {
    assert.throws(() => formatInviteFragment({ secret, fingerprint: randomBytes(size) }), RangeError);
  }
});

Deno.test("parseInviteFragment: an invite or `malformed`, on any text", () => {
  const pieces = fc.array(fc.constantFrom("#", ".", "AAAA", "A".repeat(22), "A".repeat(21), "ä", "-_"), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(fc.oneof(anyText(), pieces.map((list) => list.join(""))), (text) => {
      try {
        const { secret, fingerprint } = parseInviteFragment(text);
        assert.equal(secret.length, 16);
        assert.ok(fingerprint === undefined || fingerprint.length === 16);
      } catch (error) {
        assert.equal((error as { code?: string }).code, "malformed");
      }
    }),
    { numRuns: 2000 },
  );
});

Deno.test("restoreFragment: without # and what a mail program added, in a time that grows with its length only", () => {
  assert.equal(restoreFragment("#a-_b.c.).\u201c"), "a-_b.c");
  for (
    const [text, bare] of [
      ["#", ""],
      ["", ""],
      ["#.", ""],
      ["..", ""],
      ["a#", "a"],
      ["##a", "a"],
      ["#a.b.c.", "a.b.c"],
      ["#%61%2eb", "a.b"],
      ["#%2561", "a"],
      ["#a%ff", "a"],
      ["#a%", "a"],
    ] as const
  ) {
    assert.equal(restoreFragment(text), bare, text);
  }
  for (const unit of [".", "!a", "%", " ", "=", "%25", "%ff", "%41", "a.", "\u200b"]) {
    assertLinear((length) => void restoreFragment(`#a${unit.repeat(length / unit.length)}b`));
  }
});
