import assert from "node:assert/strict";
import { fixPracticeKey, newPracticeKey, type PracticeKey } from "../../../e2ee/vault.ts";
import {
  type LoadedSettings,
  SettingsConflictError,
  type SettingsFields,
  settingsStore,
  SettingsTooLargeError,
} from "../../../practice/settings/settings_store.ts";
import type { Proof } from "../../../practice/account/proofs.ts";
import { ProofCancelledError } from "../../../practice/errors.ts";
import type { RecordSeals } from "../../../practice/vault/record_seals.ts";
import { ApiError, NetworkError } from "../../../wire/client.ts";
import { LIMITS } from "../../../wire/limits.ts";
import type { SettingsAnswer, SettingsRequest } from "../../../wire/settings.ts";
import type { ProofPurpose } from "../../../wire/sign_in.ts";
import { refuses } from "../../e2ee/pairs.ts";
import { ledgerOf, sealsOf, seenInMemory } from "../vault/seal_scene.ts";

const SERVER_AHEAD_MS = 37 * 60_000;
const PROOF: Proof = {
  token: "proof",
  expiresAtMs: Infinity,
  keys: { practiceKey: "", privateKey: "", publicKey: "", epoch: 1 },
  rotations: [],
};
const LOGO = `data:image/png;base64,${"A".repeat(400)}`;

/** A server that keeps settings as the real one does, and browsers of the practice. */
async function world() {
  let kept: Omit<SettingsAnswer, "serverNowMs"> = {
    version: 0,
    name: "Praxis",
    lobbyMinutes: 30,
    idleMinutes: 60,
    passkeysRequired: false,
  };
  const sent: SettingsRequest[] = [];
  /** How many answers get lost. */
  const line = { losing: 0 };
  const key = await fixPracticeKey(await newPracticeKey());
  const api = {
    readSettings: () => Promise.resolve({ ...kept, serverNowMs: 1_000 + SERVER_AHEAD_MS }),
    changeSettings(body: SettingsRequest, { token }: { token: string }) {
      if (token !== PROOF.token) return Promise.reject(new ApiError("proof_needed", 403));
      sent.push(body);
      if (body.version !== kept.version + 1) return Promise.reject(new ApiError("version_conflict", 409));
      const { idleMinutes, passkeysRequired } = kept;
      kept = { idleMinutes, passkeysRequired, ...body };
      return line.losing-- > 0 ? Promise.reject(new NetworkError()) : Promise.resolve();
    },
  };
  /** A page of a browser of its own. */
  const open = (...newer: PracticeKey[]) => {
    const [first = key, ...rest] = [...newer, key];
    return openBy(sealsOf({ keys: [first, ...rest] }));
  };
  /** A person who is there to prove it, unless she is away. */
  const person = { isAway: false, asked: 0 };
  const proofs = {
    with<Result>(purpose: ProofPurpose, work: (proof: Proof) => Promise<Result>): Promise<Result> {
      assert.equal(purpose, "practice");
      person.asked++;
      return person.isAway ? Promise.reject(new ProofCancelledError()) : work(PROOF);
    },
    held: () => person.isAway ? undefined : PROOF,
  };
  const openBy = (seals: RecordSeals) => settingsStore({ api, proofs, seals, nowMs: () => 1_000 });
  const save = async (base: LoadedSettings, change: SettingsFields) =>
    await open().save("p", base, { ...base.fields, ...change });
  return {
    key,
    open,
    openBy,
    kept: () => kept,
    save,
    sent,
    line,
    person,
    tamper: (change: Partial<SettingsAnswer>) => kept = { ...kept, ...change },
  };
}

Deno.test("settingsStore: sends name, phone and lobby in clear, logo and texts sealed; another browser opens them", async () => {
  const { open, save, sent } = await world();
  const before = await open().load("p");
  assert.deepEqual([before.version, before.fields], [0, {
    name: "Praxis",
    phone: "",
    lobbyMinutes: "30",
    idleMinutes: "60",
    passkeysRequired: "",
  }]);
  const change = {
    name: "Neu",
    phone: "089 1",
    lobbyMinutes: "60",
    idleMinutes: "15",
    passkeysRequired: "yes",
    logo: LOGO,
    "de.body": "Geheimer Text {link}",
  };
  await save(before, change);
  const { sealed, ...clear } = sent[0]!;
  assert.deepEqual(clear, {
    version: 1,
    name: "Neu",
    phone: "089 1",
    lobbyMinutes: 60,
    idleMinutes: 15,
    passkeysRequired: true,
  });
  assert.doesNotMatch(atob(sealed.replace(/-/g, "+").replace(/_/g, "/")), /Geheim|AAAA/);
  const after = await open().load("p");
  assert.deepEqual([after.version, after.fields, after.isOld], [1, { ...change }, false]);
});

Deno.test("settingsStore: load tells the offset of the server's clock", async () => {
  const { open } = await world();
  assert.equal((await open().load("p")).clockOffsetMs, SERVER_AHEAD_MS);
});

Deno.test("settingsStore: two tabs that change different settings keep each other's changes", async () => {
  const { open, save } = await world();
  const base = await open().load("p");
  await save(base, { phone: "089 1", "en.sms": "x {link}" });
  const saved = await save(base, { name: "Neu", "de.sms": "y {link}" });
  assert.deepEqual(saved.fields, (await open().load("p")).fields);
  const { name, phone, lobbyMinutes } = saved.fields;
  assert.deepEqual([name, phone, lobbyMinutes], ["Neu", "089 1", "30"]);
  assert.deepEqual([saved.fields["en.sms"], saved.fields["de.sms"]], ["x {link}", "y {link}"]);
});

Deno.test("settingsStore: two tabs that change the same setting conflict; saving again keeps the second", async () => {
  const { open, save } = await world();
  const base = await open().load("p");
  await save(base, { phone: "089 1", "de.sms": "theirs {link}" });
  const mine = { ...base.fields, "de.sms": "mine {link}" };
  const error = await open().save("p", base, mine).catch((thrown) => thrown);
  assert.ok(error instanceof SettingsConflictError);
  assert.equal((await open().load("p")).fields["de.sms"], "theirs {link}");
  const saved = await open().save("p", error.newest, { ...mine, phone: error.newest.fields["phone"]! });
  assert.equal(saved.fields["de.sms"], "mine {link}");
});

Deno.test("settingsStore: after a lost answer saving again changes nothing more", async () => {
  const { open, save, sent, line } = await world();
  const base = await open().load("p");
  line.losing = 1;
  await assert.rejects(save(base, { phone: "089 1" }), NetworkError);
  const saved = await save(base, { phone: "089 1" });
  assert.deepEqual([saved.version, saved.fields["phone"], sent.length], [1, "089 1", 2]);
  await save(saved, {});
  assert.equal(sent.length, 2, "nothing changed, nothing sent");
});

Deno.test("settingsStore: what a former practice key has sealed is read, and resealed once", async () => {
  const { open, save, sent, person } = await world();
  await save(await open().load("p"), { "de.sms": "x {link}" });
  const newer = open(await fixPracticeKey(await newPracticeKey()));
  assert.equal((await newer.load("p")).isOld, true);
  person.isAway = true;
  const { asked } = person;
  assert.equal(await newer.reseal("p", false), false, "nobody is asked who has not clicked");
  assert.deepEqual([person.asked, sent.length], [asked, 1]);
  await assert.rejects(newer.reseal("p", true), ProofCancelledError);
  assert.equal(sent.length, 1);
  person.isAway = false;
  assert.equal(await newer.reseal("p", false), true);
  assert.equal(await newer.reseal("p", true), true);
  assert.equal(sent.length, 2);
  const { isOld, fields } = await newer.load("p");
  assert.deepEqual([isOld, fields["de.sms"]], [false, "x {link}"]);
  await refuses(() => open().load("p"), "vault_invalid");
});

Deno.test("settingsStore: a server that changes, drops or turns back the sealed part is detected", async () => {
  for (const spoil of [{ sealed: "A".repeat(400) }, { sealed: undefined }, { version: 9 }]) {
    const { open, save, tamper } = await world();
    await save(await open().load("p"), { "de.sms": "x {link}" });
    tamper(spoil as Partial<SettingsAnswer>);
    await refuses(() => open().load("p"), "vault_invalid");
  }
});

Deno.test("settingsStore: the largest logo and long texts fit; what exceeds the limit is not sent", async () => {
  const { open, save, sent } = await world();
  const base = await open().load("p");
  const logo = `data:image/webp;base64,${"A".repeat(Math.ceil(20 * 1024 / 3) * 4)}`;
  const texts = ["de", "en"].map((lang) => [`${lang}.body`, "ü".repeat(3000)]);
  await save(base, { logo, ...Object.fromEntries(texts) });
  assert.ok(sent[0]!.sealed.length <= LIMITS.sealedSettingsChars);
  const saved = await open().load("p");
  await assert.rejects(save(saved, { "de.sms": "日".repeat(9000) }), SettingsTooLargeError);
  assert.equal(sent.length, 1);
});

Deno.test("settingsStore: older settings, and settings that are gone, are refused in a browser that has seen newer ones", async () => {
  const { openBy, key, kept, tamper } = await world();
  const seen = seenInMemory();
  const page = () => openBy(sealsOf({ keys: [key], seen }));
  const never = kept();
  const first = await page().save("p", await page().load("p"), { name: "P", "de.sms": "1 {link}" });
  const old = kept();
  await page().save("p", first, { ...first.fields, "de.sms": "2 {link}" });
  for (const older of [old, never]) {
    tamper({ sealed: undefined, ...older } as Partial<SettingsAnswer>);
    await refuses(() => page().load("p"), "vault_older");
    await refuses(() => page().reseal("p", true), "vault_older");
  }
});

Deno.test("settingsStore: a removed member's key seals no settings that the practice takes", async () => {
  const { open, openBy, save, key, sent, kept, tamper } = await world();
  await save(await open().load("p"), { "de.sms": "x {link}" });
  const before = sealsOf({ keys: [key] });
  await openBy(before).load("p");
  const next = await fixPracticeKey(await newPracticeKey());
  const ledger = await ledgerOf(before, next, 2, ["settings"]);
  const after = () => openBy(sealsOf({ keys: [next, key], hasLedger: true, ledger }));
  assert.equal((await after().load("p")).isOld, true);
  const stored = kept();
  await save(await open().load("p"), { "de.sms": "forged {link}" });
  const count = sent.length;
  await refuses(() => after().load("p"), "vault_former_key");
  await refuses(() => after().reseal("p", true), "vault_former_key");
  assert.equal(sent.length, count, "not resealed");
  tamper(stored);
  await after().reseal("p", true);
  assert.equal((await after().load("p")).isOld, false);
});
