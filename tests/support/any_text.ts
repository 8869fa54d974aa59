import fc from "fast-check";

const codePoint = fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

/**
 * Any text: all code points, and names that are special in JavaScript (`__proto__`). What `fc.string({ unit: "binary" })`
 * makes, without the second of computing time that fast-check 4.10 takes to prepare it in each test file.
 */
export function anyText(constraints: { maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ ...constraints, unit: codePoint }),
    fc.string({ ...constraints, unit: "binary-ascii" }),
  );
}
