import assert from "node:assert/strict";
import { MAX_FAILURES, MAX_GUEST_FAILURES } from "../../e2ee/guesses.ts";
import { makeAccessCode, parseAccessCode, randomCodeSecret } from "../../e2ee/codes.ts";
import { PICTURES } from "../../e2ee/safety_pictures.ts";
import { RATE_LIMITS } from "../../wire/limits.ts";

Deno.test("docs/threat-model.md: so many wrong sign-ins lock as the limits say", () => {
  const text = Deno.readTextFileSync("docs/threat-model.md").replace(/\s+/g, " ");
  const { signInsPerPair, signInsPerAddress, signInsPerMember, signInsPerBrowser } = RATE_LIMITS;
  const { recoveriesPerPair, recoveriesPerAddress, recoveriesPerMember, recoveriesPerBrowser } = RATE_LIMITS;
  const minutes = ({ windowMs }: { windowMs: number }) => windowMs / 60_000;
  const pair = `${signInsPerPair.tries} in ${minutes(signInsPerPair)} minutes`;
  assert.ok(text.includes(`(${pair}; recovery keys ${recoveriesPerPair.tries} in an hour)`));
  assert.deepEqual([signInsPerBrowser, recoveriesPerBrowser], [signInsPerPair, recoveriesPerPair]);
  assert.ok(text.includes(`for each address (${signInsPerAddress.tries})`));
  assert.equal(recoveriesPerAddress.tries, signInsPerAddress.tries);
  assert.equal(signInsPerAddress.windowMs, signInsPerPair.windowMs);
  assert.ok(text.includes(`together (${signInsPerMember.tries} in an hour)`));
  for (const limit of [recoveriesPerPair, recoveriesPerAddress, recoveriesPerMember, signInsPerMember]) {
    assert.equal(minutes(limit), 60);
  }
  assert.equal(recoveriesPerMember.tries, signInsPerMember.tries);
  assert.ok(20 * signInsPerPair.tries < signInsPerMember.tries, "which twenty addresses do not reach");
});

Deno.test("docs/threat-model.md: the odds follow from the code's own numbers", () => {
  const text = Deno.readTextFileSync("docs/threat-model.md");
  const said = (denominator: number) => Math.round(denominator).toLocaleString("en-US");
  const [host, guest] = [MAX_FAILURES, MAX_GUEST_FAILURES];
  const code = parseAccessCode(makeAccessCode("12345", randomCodeSecret(12)));
  assert.ok("locator" in code);
  const [secrets, locators] = [10 ** code.secret.length, 10 ** code.locator.length];
  assert.ok(text.includes(`1 in ${said(secrets / host)}`), "as a guest");
  assert.ok(text.includes(`1 in ${said(secrets / (3 * host))} for three devices`), "each device by itself");
  assert.ok(text.includes(`1 in ${said(secrets / guest)}`), "as a host");
  assert.ok(text.includes(`1 in ${said(secrets / (host + guest))}`), "both ways");
  assert.ok(
    text.includes(`(${RATE_LIMITS.joins.tries} tries a minute)`) && RATE_LIMITS.joins.windowMs === 60_000,
  );
  const oneDay = locators * secrets / (50 * RATE_LIMITS.joins.tries * 24 * 60);
  assert.ok(text.includes(`1 in ${said(Math.floor(oneDay / 1000) * 1000)},`));
  assert.ok(text.includes(`1 in ${said(secrets / (host * 50))} that one secret fits`));
  assert.ok(text.includes(`1 in ${said(PICTURES.length ** 4)}`));
});
