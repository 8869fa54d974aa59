import assert from "node:assert/strict";
import { failureText, formatElapsed } from "../../../components/call/texts.ts";
import { StorageError } from "../../../call/database.ts";
import { MessageError } from "../../../call/pairing/messages.ts";
import type { ProtocolErrorCode } from "../../../e2ee/mod.ts";
import { catalogueOf, LANGS } from "../../../i18n/mod.ts";

/** Every code of the protocol, once: a new one is a type error here. */
const PROTOCOL: Record<Exclude<ProtocolErrorCode, "vault_invalid" | "recovery_key_mistyped">, true> = {
  malformed: true,
  version_unsupported: true,
  hello_mismatch: true,
  role_wrong: true,
  peer_id_mine: true,
  peer_id_wrong: true,
  share_invalid: true,
  tag_mismatch: true,
  practice_unproved: true,
  box_invalid: true,
  fingerprint_missing: true,
  fingerprint_mismatch: true,
  commitment_mismatch: true,
  confirmation_mismatch: true,
  secret_unavailable: true,
  resume_unknown: true,
  closed: true,
  unexpected_message: true,
  counter_exhausted: true,
  vault_older: true,
  vault_former_key: true,
};
/** What else the call itself can fail by. */
const CALL = [
  "host_silent",
  "confirmation_missing",
  "link_failed",
  new StorageError().code,
  new MessageError().code,
];

Deno.test("failureText: every code of the protocol and of the call has a sentence of its own, in every language", () => {
  for (const lang of LANGS) {
    const t = catalogueOf(lang).call;
    const sentences = [...Object.keys(PROTOCOL), ...CALL].map((code) => failureText({ code }, t, lang));
    assert.ok(!sentences.includes(t.failures.other));
    // Plain words tell what to do, and that is the same for many of them.
    if (lang !== "de-simple") {
      assert.equal(new Set(sentences).size, sentences.length, "no two share a sentence");
    }
  }
});

Deno.test("formatElapsed: minutes and seconds, hours only where there are any", () => {
  assert.deepEqual([-1, 42_900, 725_000, 3600_000].map(formatElapsed), ["0:00", "0:42", "12:05", "1:00:00"]);
});

Deno.test("failureText: a wait in words, with the unit that fits", () => {
  const told = (retryAfterMs: number | undefined, lang: "de" | "en") =>
    failureText(
      { code: "too_many_requests", ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
      catalogueOf(lang).call,
      lang,
    );
  assert.match(told(45_000, "de"), /warten Sie 45 Sekunden\./);
  assert.match(told(600_000, "de"), /warten Sie 10 Minuten\./);
  assert.match(told(undefined, "en"), /wait 60 seconds\./);
});
