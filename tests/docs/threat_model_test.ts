import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { SealingBox } from "../../e2ee/box.ts";
import { decodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { makeAccessCode, parseAccessCode, randomCodeSecret } from "../../e2ee/codes.ts";
import { MAX_FAILURES, MAX_GUEST_FAILURES } from "../../e2ee/guesses.ts";
import { importHkdfKey } from "../../e2ee/hkdf.ts";
import { LINK_SECRET_BYTES } from "../../e2ee/links.ts";
import { LEAST_KDF } from "../../e2ee/passphrase.ts";
import { resumePassword } from "../../e2ee/resume.ts";
import { PICTURES } from "../../e2ee/safety_pictures.ts";
import { makeRecoveryKey } from "../../e2ee/vault.ts";
import { randomSecret } from "../../kv/hashes.ts";
import { createPasskeyChallenge } from "../../kv/passkey_challenges.ts";
import { makeSeatToken } from "../../kv/seats.ts";
import { setUpToken } from "../../server/start.ts";
import { MEMBER_LIMITS, NETWORK_FACTOR, RATE_LIMITS } from "../../wire/limits.ts";
import { openStore } from "../kv/stores.ts";

Deno.test("docs/threat-model.md: so many wrong sign-ins lock as the limits say", () => {
  const text = Deno.readTextFileSync("docs/threat-model.md").replace(/\s+/g, " ");
  const { signInsPerPair, signInsPerAddress, signInsPerMember, signInsPerBrowser } = RATE_LIMITS;
  const { recoveriesPerPair, recoveriesPerAddress, recoveriesPerMember, recoveriesPerBrowser } = RATE_LIMITS;
  const minutes = ({ windowMs }: { windowMs: number }) => windowMs / 60_000;
  assert.ok(
    text.includes(`account and address (${signInsPerPair.tries} in an hour, and as many recovery keys)`),
  );
  assert.equal(recoveriesPerPair.tries, signInsPerPair.tries);
  const browser = `${signInsPerBrowser.tries} passphrases in ${minutes(signInsPerBrowser)} minutes`;
  assert.ok(text.includes(`${browser}, ${recoveriesPerBrowser.tries} recovery keys in an hour`));
  const address = `${signInsPerAddress.tries} in ${minutes(signInsPerAddress)} minutes`;
  assert.ok(text.includes(`for each address (${address}; recovery keys ${recoveriesPerAddress.tries} in an`));
  assert.equal(recoveriesPerAddress.tries, signInsPerAddress.tries);
  assert.ok(text.includes(`together (${signInsPerMember.tries} in an hour)`));
  for (
    const limit of [
      ...[recoveriesPerPair, recoveriesPerAddress, recoveriesPerMember, recoveriesPerBrowser],
      ...[signInsPerMember, signInsPerPair],
    ]
  ) {
    assert.equal(minutes(limit), 60);
  }
  assert.equal(recoveriesPerMember.tries, signInsPerMember.tries);
  // A pair's window that begins just before one of the account, with one try, and the next one within that.
  const most = (triesInWindow: number) => 2 * triesInWindow - 1;
  const [perPair, perMember] = [signInsPerPair.tries, signInsPerMember.tries];
  assert.ok(20 * most(perPair) < perMember, "which twenty addresses do not reach");
  assert.ok(23 * most(perPair) < perMember && 24 * most(perPair) >= perMember, "24 do");
  const perNetwork = most(NETWORK_FACTOR * perPair);
  assert.ok(
    text.includes("for each /48 of IPv6 (eight times that, of the pair, too)") && NETWORK_FACTOR === 8,
  );
  assert.ok(2 * perNetwork < perMember && 3 * perNetwork >= perMember, "so do three /48");
});

const DOCUMENT = Deno.readTextFileSync("docs/threat-model.md");

/** A chapter's text. */
function chapter(title: string): string {
  const text = DOCUMENT.split(`\n## ${title}\n`)[1]?.split("\n## ")[0];
  assert.ok(text, title);
  return text;
}

/** What the first column of a chapter's table has. */
function rowsOf(title: string): string[] {
  const [, , ...rows] = [...chapter(title).matchAll(/^\| (.*?) +\|/gm)].map(([, cell]) => cell!);
  assert.ok(rows.length > 10, title);
  return rows.map((row) => row.replaceAll("**", ""));
}

/** Tests as a text names them: `tests/a_test.ts` "a name" and "another one". */
function testsIn(text: string): [file: string, name: string][] {
  return [...text.matchAll(/`(tests\/[\w/]+_test\.tsx?)`((?:(?: and)? "[^"]+")+)/g)].flatMap((
    [, file, names],
  ) => [...names!.matchAll(/"([^"]+)"/g)].map(([, name]): [string, string] => [file!, name!]));
}

function isTest([file, name]: [string, string]): boolean {
  return existsSync(file) && Deno.readTextFileSync(file).includes(`"${name}"`);
}

Deno.test("docs/threat-model.md: each row and each odd names tests, and these are there", () => {
  const text = chapter("Which test shows it").replace(/\s+/g, " ");
  const items = text.split("- **").slice(1).map((item) => {
    const [, name, tests] = /^(.*?)\*\*(.*)$/.exec(item)!;
    return { name: name!, claims: tests!.split(/(?: - |^: )/).slice(1) };
  });
  for (const { name, claims } of items) {
    assert.ok(claims.length > 0, name);
    for (const claim of claims) {
      const tests = testsIn(claim);
      assert.ok(tests.length > 0, `${name}: ${claim}`);
      assert.deepEqual(tests.filter((test) => !isTest(test)), [], name);
    }
  }
  const rows = [...rowsOf("Who can do what"), ...rowsOf("Odds")];
  const found = rows.map((row) =>
    items.filter(({ name }) => row === name || row.startsWith(`${name} `) || row.startsWith(`${name},`))
  );
  assert.deepEqual(rows.filter((_, index) => found[index]!.length !== 1), [], "rows without tests");
  assert.equal(new Set(found.flat()).size, items.length, "every item is of a row");
});

Deno.test("docs/threat-model.md: tests that are named within sentences are there", () => {
  const named = [...DOCUMENT.replace(/\s+/g, " ").matchAll(/"([^"]+)" in `(tests\/[\w/]+_test\.tsx?)`/g)];
  const wrong = named.filter(([, name, file]) =>
    !existsSync(file!) || !Deno.readTextFileSync(file!).includes(name!)
  );
  assert.deepEqual(wrong.map(([text]) => text), []);
});

/** As the document writes a denominator. */
const said = (denominator: number) => Math.round(denominator).toLocaleString("en-US");

/** What a code of that length is made of: numbers of locators and of secrets. */
function sizesOf(length: 12 | 16): { locators: number; secrets: number } {
  const locator = length === 12 ? "12345" : "123456";
  const code = parseAccessCode(makeAccessCode(locator, randomCodeSecret(length)));
  assert.ok("locator" in code);
  return { locators: 10 ** code.locator.length, secrets: 10 ** code.secret.length };
}

/** The odds that the document gives for an attack, by the beginning of its row. */
function oddsOf(attack: string): string {
  const row = chapter("Odds").split("\n").find((line) => line.startsWith(`| ${attack}`));
  assert.ok(row, attack);
  return row.split("|")[2]!.trim();
}

Deno.test("docs/threat-model.md: the odds of codes follow from the code's own numbers", () => {
  const [host, guest] = [MAX_FAILURES, MAX_GUEST_FAILURES];
  const { secrets, locators } = sizesOf(12);
  const has = (attack: string, odds: string) =>
    assert.ok(oddsOf(attack).includes(odds), `${attack}: ${odds}`);
  has("Operator guesses the secret of a 12-digit code", `1 in ${said(secrets / host)}`);
  has(
    "… with D devices",
    `${host} × D in 10^${Math.log10(secrets)}: 1 in ${said(secrets / (3 * host))} for three`,
  );
  has("… as a host towards the guest", `1 in ${said(secrets / guest)}`);
  has("… as a man in the middle", `${host + guest} in 10^6: 1 in ${said(secrets / (host + guest))}`);
  const long = sizesOf(16).secrets;
  const power = (denominator: number) => `1 in ${denominator / 1e8} × 10^8`;
  assert.match(DOCUMENT, new RegExp(`16-digit code \\(10\\^${Math.log10(long)} secrets\\)`));
  has("The same for a 16-digit code", `${power(long / host)}; both ways ${power(long / (host + guest))}`);
  has("Operator guesses the secret of an invite link", `2^-${8 * LINK_SECRET_BYTES} for each try`);
  const tries = Math.log10(locators * secrets);
  has(
    "Stranger, one try at a whole code",
    `N in 10^${tries}: N hits among 10^${Math.log10(locators)} locators`,
  );
  const { joins } = RATE_LIMITS;
  assert.ok(DOCUMENT.includes(`(${joins.tries} tries a minute)`) && joins.windowMs === 60_000);
  const oneDay = locators * secrets / (50 * joins.tries * 24 * 60);
  has("… for a day from one address", `1 in ${said(Math.floor(oneDay / 1000) * 1000)},`);
  const ofNetwork = Math.floor(oneDay / NETWORK_FACTOR / 100) * 100;
  has("… for a day from one address", `from one /48 of IPv6 1 in ${said(ofNetwork)}`);
  has("… until every budget of 50", `1 in ${said(secrets / (host * 50))} that one secret fits`);
  has("A wrong digit", `10^${Math.log10(locators)} locators`);
  const pictures = PICTURES.length ** 4;
  has("Safety code agrees", `1 in ${said(pictures)} (${Math.log2(pictures)} bit)`);
});

Deno.test("docs/threat-model.md: what is drawn has the bits that it says", async () => {
  const has = (attack: string, bits: number, odds = `2^-${bits}`) =>
    assert.ok(oddsOf(attack).includes(odds), `${attack}: ${odds}`);
  const bitsOf = (text: string) => 8 * decodeBase64Url(text).length;
  const kv = await openStore();
  try {
    const room = randomSecret(128);
    has("Guessing a room", bitsOf(room));
    assert.match(
      Deno.readTextFileSync("practice/invitation/invitation_maker.ts"),
      /room: .*randomBytes\(16\)/,
    );
    const token = makeSeatToken(room, randomSecret(128)).split(".").at(-1)!;
    for (const secret of [token, await setUpToken(kv)]) has("Guessing a token, a session", bitsOf(secret));
    const resume = await resumePassword(
      { id: randomBytes(16), key: await importHkdfKey(randomBytes(64)) },
      randomBytes(16),
    );
    has("Guessing a token, a session", 8 * resume.length);
    const challenge = await createPasskeyChallenge(kv, {}, 0);
    has("Forging a passkey's signature", 0, `${bitsOf(challenge)} bit`);
    assert.equal(MEMBER_LIMITS.passkeyChallengeMs, 5 * 60_000);
  } finally {
    kv.close();
  }
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const sealed = await new SealingBox(key, "guest").seal(new Uint8Array());
  has("Forging a box", 8 * (sealed.length % 256));
  const digits = makeRecoveryKey().replaceAll(/\d( |$)/g, "").length; // without the groups' check digits
  has("Finding a recovery key", 0, `10^${digits} keys`);
  const { memoryMib, passes } = LEAST_KDF;
  assert.equal(passes, 3);
  const words = Math.floor(Math.log2(7776 ** 4)); // of a list for dice, whose words are as good as any
  const years = 2 ** words / 1000 / (365.25 * 24 * 3600);
  const passphrase = oddsOf("Finding a passphrase");
  assert.ok(passphrase.includes(`at least ${memoryMib} MiB and three passes`), passphrase);
  assert.ok(
    passphrase.includes(`(2^${words}) in ${said(Math.floor(years / 10_000) * 10_000)} years`),
    passphrase,
  );
});
