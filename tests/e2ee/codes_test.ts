import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type AccessCode,
  formatAccessCode,
  makeAccessCode,
  parseAccessCode,
  randomCodeSecret,
} from "../../e2ee/codes.ts";
import { anyText } from "../support/any_text.ts";

const digitString = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((digits) => digits.join(""));
const anyCode = fc.oneof(
  fc.tuple(digitString(5), digitString(6)),
  fc.tuple(digitString(6), digitString(9)),
);

Deno.test("makeAccessCode: Damm's own example, 572 has the check digit 4, shown through a code", () => {
  // 00…0572: leading zeros do not change Damm's interim digit.
  assert.equal(makeAccessCode("00000", "000572"), "000000005724");
});

Deno.test("parseAccessCode gives back what makeAccessCode was given, in any spelling", () => {
  const digitsOf = (zero: number) => (text: string) =>
    text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
  const zeros = [0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1fbf0];
  fc.assert(fc.property(
    anyCode,
    fc.constantFrom(...zeros),
    fc.constantFrom("", " ", "-", ".", "\u00a0", "–", "\u200b", " / ", "\t", "·", "\u202f", "\u200e"),
    ([locator, secret], zero, separator) => {
      const code = makeAccessCode(locator, secret);
      const typed = digitsOf(zero)(formatAccessCode(code).replaceAll(" ", separator));
      assert.deepEqual(parseAccessCode(` ${typed}\n`), { locator, secret, length: code.length });
    },
  ));
});

Deno.test("parseAccessCode knows the value of every decimal digit of Unicode", () => {
  let runs = 0;
  for (let zero = 0; zero < 0x110000; zero++) {
    const digit = String.fromCodePoint(zero);
    if (!/\p{Nd}/u.test(digit)) continue;
    // The platform's number formats say what a script's digits are; runs of ten are Unicode's promise.
    const code = makeAccessCode("01234", "567890");
    const typed = code.replace(/\d/g, (value) => String.fromCodePoint(zero + Number(value)));
    assert.equal((parseAccessCode(typed) as AccessCode).secret, "567890", zero.toString(16));
    zero += 9;
    runs++;
  }
  assert.ok(runs >= 60, `${runs} scripts`);
  for (const system of ["arab", "deva", "thai", "tibt", "mathbold", "mathmono", "fullwide"]) {
    const code = makeAccessCode("98765", "432100");
    const native = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false });
    const typed = [...code].map((digit) => native.format(Number(digit))).join("");
    assert.deepEqual(parseAccessCode(typed), { locator: "98765", secret: "432100", length: 12 }, system);
  }
});

Deno.test("parseAccessCode finds every single wrong digit and every swap of neighbours", () => {
  fc.assert(fc.property(anyCode, ([locator, secret]) => {
    const code = makeAccessCode(locator, secret);
    for (let at = 0; at < code.length; at++) {
      for (let other = 0; other < 10; other++) {
        if (other === Number(code[at])) continue;
        assert.deepEqual(parseAccessCode(code.slice(0, at) + other + code.slice(at + 1)), {
          error: "mistyped",
        });
      }
      const [a, b] = [code[at], code[at + 1]];
      if (b === undefined || a === b) continue;
      assert.deepEqual(parseAccessCode(code.slice(0, at) + b + a + code.slice(at + 2)), {
        error: "mistyped",
      });
    }
  }));
});

Deno.test("parseAccessCode names what is wrong", () => {
  for (
    const [typed, error] of [
      ["", "empty"],
      [" - . ", "empty"],
      ["12345", "too_short"],
      ["1234 5678 9012 3", "too_long"],
      ["1234 5678 9012 3456 7", "too_long"],
      ["1234 5678 901O", "not_digits"],
      ["①234 5678 9012", "not_digits"],
      ["Maria", "not_digits"],
      ["000000005725", "mistyped"],
    ] as const
  ) assert.deepEqual(parseAccessCode(typed), { error }, JSON.stringify(typed));
  assert.deepEqual(parseAccessCode("1234 5678 9012 3", 16), { error: "too_short" });
  assert.deepEqual(parseAccessCode("1234 5678 901", 16), { error: "too_short" });
});

Deno.test("parseAccessCode answers any text with a code or its own error", () => {
  fc.assert(
    fc.property(
      anyText(),
      fc.constantFrom(12 as const, 16 as const),
      (text, expected) => {
        const parsed = parseAccessCode(text, expected);
        if ("error" in parsed) {
          assert.match(parsed.error, /^(empty|not_digits|too_short|too_long|mistyped)$/);
        } else assert.equal(makeAccessCode(parsed.locator, parsed.secret).length, parsed.length);
      },
    ),
  );
});

Deno.test("makeAccessCode refuses other lengths and other digits", () => {
  for (
    const [locator, secret] of [["1234", "123456"], ["123456", "12345"], ["12345", "１２３４５６"], ["", ""]]
  ) {
    assert.throws(() => makeAccessCode(locator!, secret!), RangeError);
  }
});

Deno.test("randomCodeSecret draws from the whole range, evenly", () => {
  for (const length of [12, 16] as const) {
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i++) {
      const secret = randomCodeSecret(length);
      assert.match(secret, length === 12 ? /^\d{6}$/ : /^\d{9}$/);
      counts[Number(secret[0])]!++;
    }
    // 2,000 expected, standard deviation 42: eight of them are no accident.
    for (const count of counts) assert.ok(Math.abs(count - 2000) < 340, counts.join(" "));
  }
});

Deno.test("formatAccessCode groups by four", () => {
  assert.equal(formatAccessCode("123456789012"), "1234 5678 9012");
  assert.equal(formatAccessCode("1234567890123456"), "1234 5678 9012 3456");
});
