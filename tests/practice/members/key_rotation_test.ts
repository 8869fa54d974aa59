import assert from "node:assert/strict";
import { encodeBase64Url } from "../../../e2ee/bytes.ts";
import { ProtocolError } from "../../../e2ee/errors.ts";
import { fixPracticeKey, newPracticeKey, openPracticeKeys } from "../../../e2ee/vault.ts";
import { makeLedger, openWholeLedger } from "../../../practice/vault/ledger.ts";
import { rotationsFor, storeLedger } from "../../../practice/members/key_rotation.ts";
import { LIMITS } from "../../../wire/limits.ts";
import { type LedgerPortion, ledgerTag } from "../../../wire/ledger.ts";
import { makeMember } from "../../e2ee/made_members.ts";
import { refuses } from "../../e2ee/pairs.ts";
import { summary } from "../consultations/summaries.ts";

/** What `storeLedger` stores for a practice with these fingerprints, one for each record. */
async function stored(fingerprints: ReadonlyMap<string, string>, { settingsFail = false } = {}) {
  const portions: LedgerPortion[] = [];
  const next = await newPracticeKey();
  const request = await storeLedger(
    {
      api: {
        listConsultations: () =>
          Promise.resolve({
            consultations: [
              summary("a", 0, { privateVersion: 3 }),
              summary("b", 0, { privateVersion: 1 }),
              summary("none", 0),
            ],
            tag: "",
            serverNowMs: 0,
          }),
        readSettings: () =>
          Promise.resolve({
            version: 4,
            name: "P",
            lobbyMinutes: 1,
            idleMinutes: 60,
            passkeysRequired: false,
            serverNowMs: 0,
          }),
        storeLedgerPortion: (portion) => Promise.resolve(void portions.push(portion)),
      },
      vault: { getMany: () => Promise.resolve(new Map()) },
      settings: {
        load: () =>
          settingsFail
            ? Promise.reject(new ProtocolError("vault_older"))
            : Promise.resolve({ version: 4, fields: {}, isOld: false, clockOffsetMs: 0 }),
      },
      seals: {
        fingerprintsOf: (_, ids) => [...ids].flatMap((id) => fingerprints.get(id) ?? []),
      },
      practiceId: "p",
    },
    next,
    2,
  );
  const key = await fixPracticeKey(next);
  const sealed = portions.map((portion) => portion.sealed);
  const listed = await openWholeLedger(key, { practiceId: "p", epoch: 2 }, { portions: sealed });
  return { request, portions, listed };
}

const fingerprint = (n: number) => `${String(n).padStart(21, "0")}A`;

Deno.test("storeLedger: lists what counts, and names all that the server has", async () => {
  const counts = new Map([["a", fingerprint(1)], ["settings", fingerprint(2)]]);
  const tag = await ledgerTag(new Map([["a", 3], ["b", 1], ["settings", 4]]));
  for (const settingsFail of [false, true]) {
    const { request, portions, listed } = await stored(counts, { settingsFail });
    assert.deepEqual([...listed].sort(), [fingerprint(1), fingerprint(2)]);
    assert.deepEqual(request, { id: portions[0]!.id, portions: 1, tag });
  }
  assert.equal((await stored(new Map())).portions.length, 1, "a ledger of nothing is one, too");
});

Deno.test("storeLedger: a large practice's ledger goes in portions that the server takes", async () => {
  const many = Array.from({ length: 6000 }, (_, n) => fingerprint(n));
  const next = await newPracticeKey();
  const portions = await makeLedger(next, { practiceId: "p", epoch: 2 }, many);
  assert.deepEqual(portions.map(({ portion }) => portion), [0, 1, 2]);
  assert.ok(portions.every(({ sealed }) => sealed.length <= LIMITS.ledgerChars));
  const sealed = portions.map((portion) => portion.sealed);
  const key = await fixPracticeKey(next);
  const listed = await openWholeLedger(key, { practiceId: "p", epoch: 2 }, { portions: sealed });
  assert.deepEqual(listed, new Set(many));
  // In another order nothing counts: each portion opens in its place only.
  const turned = { portions: sealed.toReversed() };
  assert.equal((await openWholeLedger(key, { practiceId: "p", epoch: 2 }, turned)).size, 2600);
});

Deno.test("rotationsFor: everybody who gets the new key opens it, and passes it on; nobody else does", async () => {
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => newPracticeKey()));
  const members = await Promise.all(["ada", "bea", "carl"].map(async (id) => {
    const shown = { name: id, email: `${id}@x.example`, role: "practitioner" };
    const { memberKey, keys } = await makeMember(id, first!, { shown });
    return { id, publicKey: keys.publicKey, memberKey, keys };
  }));
  const renewed = await rotationsFor(members, {
    former: await fixPracticeKey(first!),
    next: second!,
    epoch: 2,
  });
  assert.deepEqual(renewed.map(({ id, epoch }) => [id, epoch]), [["ada", 2], ["bea", 2], ["carl", 2]]);
  const again = await rotationsFor(renewed, {
    former: await fixPracticeKey(second!),
    next: third!,
    epoch: 3,
  });
  const raw = async (key: CryptoKey) =>
    encodeBase64Url(new Uint8Array(await crypto.subtle.exportKey("raw", key)));
  for (const [at, { id, memberKey, keys }] of members.entries()) {
    const rotations = [renewed[at]!, again[at]!];
    const opened = await openPracticeKeys(memberKey, keys, rotations, id);
    assert.deepEqual([...opened.keys()].sort(), [1, 2, 3]);
    assert.equal(await raw(opened.get(3)!), await raw(third!));
    const other = members[(at + 1) % members.length]!;
    await refuses(openPracticeKeys(other.memberKey, other.keys, rotations, id), "vault_invalid");
  }
});
