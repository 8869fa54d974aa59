import assert from "node:assert/strict";
import fc from "fast-check";
import {
  accountErrors,
  PASSPHRASE_MAX_CHARS,
  PASSPHRASE_MIN_CHARS,
  passphraseChars,
} from "../../../practice/account/account_form.ts";
import { LIMITS } from "../../../wire/limits.ts";

const good = {
  practiceName: "Praxis Muster",
  memberName: "Anna Muster",
  email: "anna@example.org",
  passphrase: "vier blaue kleine Wale",
  repeat: "vier blaue kleine Wale",
};

Deno.test("accountErrors: none for valid fields", () => {
  assert.deepEqual(accountErrors(good), {});
});

Deno.test("accountErrors names every invalid field at once", () => {
  assert.deepEqual(
    accountErrors({
      practiceName: " ",
      memberName: "x".repeat(LIMITS.nameChars + 1),
      email: "anna",
      passphrase: "kurz",
      repeat: "",
    }),
    {
      practiceName: "empty",
      memberName: "too_long",
      email: "email_malformed",
      passphrase: "passphrase_short",
    },
  );
  assert.deepEqual(accountErrors({ ...good, repeat: "vier blaue kleine Wal" }), {
    repeat: "passphrase_mismatch",
  });
  assert.deepEqual(accountErrors({ ...good, email: "" }), { email: "empty" });
});

Deno.test("accountErrors: the only rule for a passphrase is its length", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (passphrase) => {
    const { passphrase: error } = accountErrors({ ...good, passphrase, repeat: passphrase });
    assert.equal(error, passphraseChars(passphrase) < PASSPHRASE_MIN_CHARS ? "passphrase_short" : undefined);
  }));
});

Deno.test("accountErrors: lengths as NIST SP 800-63B-4 asks for a single factor", () => {
  assert.ok(PASSPHRASE_MIN_CHARS >= 15 && PASSPHRASE_MAX_CHARS >= 64);
  const errorOf = (passphrase: string) =>
    accountErrors({ ...good, passphrase, repeat: passphrase }).passphrase;
  assert.equal(errorOf("w".repeat(14)), "passphrase_short");
  assert.equal(errorOf("👁".repeat(256)), undefined, "counted in characters, not in UTF-16 units");
  assert.equal(errorOf("w".repeat(257)), "passphrase_long");
});

Deno.test("accountErrors: a passphrase may be repeated in another Unicode form", () => {
  assert.deepEqual(
    accountErrors({ ...good, passphrase: "Käsekuchen ohne", repeat: "Ka\u0308sekuchen ohne" }),
    {},
  );
});

Deno.test("passphraseChars counts code points of the normalised form", () => {
  assert.equal(passphraseChars("👩🏽abc"), 5); // a person and its colour
  assert.equal(passphraseChars("a\u0308"), 1);
});
