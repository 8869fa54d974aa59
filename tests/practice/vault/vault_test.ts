import assert from "node:assert/strict";
import { encodeUtf8 } from "../../../e2ee/bytes.ts";
import { fixPracticeKey, newPracticeKey, type PracticeKey } from "../../../e2ee/vault.ts";
import { VaultLockedError } from "../../../practice/errors.ts";
import {
  encodePrivateContent,
  linkProofHashOf,
  type PrivatePart,
} from "../../../practice/vault/private_part.ts";
import { RecordSeals } from "../../../practice/vault/record_seals.ts";
import { PracticeVault, type VaultOptions } from "../../../practice/vault/vault.ts";
import { ApiError, NetworkError } from "../../../wire/client.ts";
import { LIMITS } from "../../../wire/limits.ts";
import type { MoveRequest, PrivatePartRequest, ReplaceCodeRequest } from "../../../wire/consultations.ts";
import { sealAsBefore } from "../../e2ee/first_seals.ts";
import { refuses } from "../../e2ee/pairs.ts";
import { ledgerOf, sealsOf, seenInMemory } from "./seal_scene.ts";

function made(room: string, change: Partial<PrivatePart> = {}): PrivatePart {
  return {
    practiceId: "p",
    room,
    name: `Zoë ${room}`,
    note: "",
    lang: "de",
    codeSecret: "123456",
    linkSecret: "A".repeat(22),
    codeLength: 12,
    startsAtMs: 1000,
    createdAtMs: 1,
    ...change,
  };
}

/** A real room: a proof is made for it. */
const ROOM = "BBBBBBBBBBBBBBBBBBBBBA";

/** A server that keeps parts as the real one does, and two browsers of the practice. */
async function world() {
  const parts = new Map<string, PrivatePartRequest>();
  const asked: string[][] = [];
  const moves: number[] = [];
  const proofHashes: (string | undefined)[] = [];
  const practiceKey = await fixPracticeKey(await newPracticeKey());
  const api = {
    readPrivateParts(rooms: readonly string[]) {
      asked.push([...rooms]);
      const found = rooms.flatMap((room) => {
        const part = parts.get(room);
        return part ? [{ room, locator: "54321", ...part }] : [];
      });
      return Promise.resolve({ parts: found });
    },
    replacePrivatePart(room: string, part: PrivatePartRequest) {
      if ((parts.get(room)?.version ?? 0) + 1 !== part.version) {
        return Promise.reject(new ApiError("version_conflict", 409));
      }
      return Promise.resolve(void parts.set(room, part));
    },
    async replaceCode(room: string, { linkProofHash, ...part }: ReplaceCodeRequest) {
      await api.replacePrivatePart(room, part);
      proofHashes.push(linkProofHash);
      return { locator: "99999" };
    },
  };
  const moveConsultation = async (room: string, { startsAtMs, ...part }: MoveRequest) => {
    await api.replacePrivatePart(room, part);
    moves.push(startsAtMs);
  };
  /** A page of a browser of its own. */
  const open = (overrides: Partial<VaultOptions["api"]> = {}, ...newer: PracticeKey[]) => {
    const [first = practiceKey, ...rest] = [...newer, practiceKey];
    return openBy(sealsOf({ keys: [first, ...rest] }), overrides);
  };
  const openBy = (seals: RecordSeals, overrides: Partial<VaultOptions["api"]> = {}) =>
    new PracticeVault({ api: { ...api, moveConsultation, ...overrides }, seals });
  const put = async (record: PrivatePart) =>
    parts.set(record.room, { version: 1, sealed: await open().seal(record) });
  return {
    parts,
    proofHashes,
    asked,
    moves,
    open,
    openBy,
    put,
    practiceKey,
    api: { ...api, moveConsultation },
  };
}

Deno.test("PracticeVault: another browser opens what one has sealed, with the server's locator", async () => {
  const { open, put, parts } = await world();
  await put(made("a", { locator: "00000", waitingPhone: "089" }));
  assert.deepEqual(await open().get("p", "a"), made("a", { locator: "54321", waitingPhone: "089" }));
  assert.equal(await open().get("p", "none"), undefined);
  const { sealed } = parts.get("a")!;
  assert.ok(sealed.length <= LIMITS.sealedChars);
  const name = String.fromCharCode(...encodeUtf8("Zoë a"));
  for (const secret of [name, "123456", "AAAA"]) {
    assert.ok(!atob(sealed.replaceAll("-", "+").replaceAll("_", "/")).includes(secret));
  }
});

Deno.test("PracticeVault: the longest record fits, and its size reveals the name's length in steps only", async () => {
  const { open } = await world();
  const seal = (name: string, note = "") => open().seal(made("a", { name, note }));
  assert.equal((await seal("Al")).length, (await seal("Alexandra")).length);
  const widest = "\u{1f469}".repeat(LIMITS.nameChars / 2);
  assert.ok((await seal(widest, "\ud800".repeat(500))).length <= LIMITS.sealedChars);
});

Deno.test("PracticeVault: getMany requests only newer versions, in portions, once", async () => {
  const { open, put, asked, parts } = await world();
  const rooms = Array.from({ length: LIMITS.privatePartsPerRequest + 1 }, (_, i) => `r${i}`);
  await Promise.all(rooms.map((room) => put(made(room))));
  const store = open();
  const versions = new Map(rooms.map((room) => [room, 1]));
  assert.equal((await store.getMany("p", versions)).size, rooms.length);
  assert.deepEqual(asked.map(({ length }) => length), [LIMITS.privatePartsPerRequest, 1]);
  await store.getMany("p", versions);
  assert.equal(asked.length, 2);
  await open().update("p", "r7", (record) => ({ ...record, note: "neu" }));
  asked.length = 0;
  const again = await store.getMany("p", versions.set("r7", parts.get("r7")!.version));
  assert.deepEqual(asked, [["r7"]]);
  assert.equal(again.get("r7")?.note, "neu");
});

Deno.test("PracticeVault: changes at the same time are all kept", async () => {
  const { open, put, parts } = await world();
  await put(made("a"));
  const browsers = [open(), open(), open()];
  await Promise.all(
    browsers.map((store, i) =>
      store.update("p", "a", (record) => ({ ...record, note: `${record.note}${i}` }))
    ),
  );
  const { note = "" } = await open().get("p", "a") ?? {};
  assert.equal([...note].sort().join(""), "012");
  assert.equal(parts.get("a")?.version, 4);
});

Deno.test("PracticeVault: a move counts once, even if it is repeated after a lost answer", async () => {
  const { open, put, moves, api } = await world();
  const consultationKey = { pair: "pair", fingerprint: "fingerprint" };
  await put(made("a", { consultationKey }));
  const lost = open({
    async moveConsultation(room, body) {
      await api.moveConsultation(room, body);
      throw new NetworkError();
    },
  });
  await assert.rejects(lost.move("p", "a", 2000), NetworkError);
  const other = await open().move("p", "a", 2000);
  assert.deepEqual([other?.startsAtMs, other?.moves, moves], [2000, 1, [2000]]);
  const back = await open().move("p", "a", 1000);
  assert.deepEqual([back?.startsAtMs, back?.moves, moves], [1000, 2, [2000, 1000]], "a calendar must notice");
  assert.deepEqual(back?.consultationKey, consultationKey);
  assert.equal(await open().move("p", "none", 1000), undefined);
});

Deno.test("PracticeVault: a change without effect sends nothing; one of an unknown record returns undefined", async () => {
  const { open, put, parts } = await world();
  await put(made("a"));
  assert.equal((await open().update("p", "a", (record) => record))?.name, "Zoë a");
  assert.equal(parts.get("a")?.version, 1);
  assert.equal(await open().update("p", "none", (record) => ({ ...record, note: "x" })), undefined);
});

Deno.test("PracticeVault: replaceCode keeps the new locator, and other changes of the same record", async () => {
  const { open, put, proofHashes } = await world();
  await put(made(ROOM));
  const [store, other] = [open(), open()];
  const [replaced] = await Promise.all([
    store.replaceCode("p", ROOM, (record) => ({ ...record, codeSecret: "654321" })),
    other.update("p", ROOM, (record) => ({ ...record, note: "x" })),
  ]);
  assert.deepEqual([replaced?.codeSecret, replaced?.locator], ["654321", "99999"]);
  assert.deepEqual(
    proofHashes,
    [await linkProofHashOf(made(ROOM))],
    "the server learns by what the link is let in",
  );
  const { codeSecret, note } = await open().get("p", ROOM) ?? {};
  assert.deepEqual([codeSecret, note], ["654321", "x"]);
});

Deno.test("PracticeVault: gives up after repeated conflicts, and throws when offline", async () => {
  const { open, put } = await world();
  await put(made("a"));
  let tries = 0;
  const never = open({
    replacePrivatePart() {
      tries++;
      return Promise.reject(new ApiError("version_conflict", 409));
    },
  });
  await assert.rejects(never.update("p", "a", (record) => ({ ...record, note: "x" })), ApiError);
  assert.ok(tries > 1 && tries < 20);
  const lost = open({ replacePrivatePart: () => Promise.reject(new NetworkError()) });
  await assert.rejects(lost.update("p", "a", (record) => ({ ...record, note: "x" })), NetworkError);
});

Deno.test("PracticeVault: a server that changes, swaps or turns back records is detected, and the other records open", async () => {
  const { open, put, parts } = await world();
  await Promise.all(["a", "b", "c", "d"].map((room) => put(made(room))));
  const [first, other] = [parts.get("a")!, parts.get("b")!];
  parts.set("a", other); // another's part
  parts.set("c", { ...parts.get("c")!, version: 2 }); // an old one as a newer version
  parts.set("b", {
    version: 1,
    sealed: `${other.sealed.slice(0, -1)}${other.sealed.endsWith("A") ? "B" : "A"}`,
  });
  const store = open();
  const records = await store.getMany("p", new Map([["a", 1], ["b", 1], ["c", 2], ["d", 1]]));
  assert.deepEqual([...records.keys()], ["d"]);
  await refuses(store.get("p", "a"), "vault_invalid");
  parts.set("a", first);
  assert.equal((await store.get("p", "a"))?.name, "Zoë a");
  await refuses(open().get("other practice", "a"), "vault_invalid");
  // What the page has seen once does not become older.
  const old = parts.get("d")!;
  await store.update("p", "d", (record) => ({ ...record, note: "2" }));
  parts.set("d", old);
  await refuses(store.get("p", "d"), "vault_older");
  assert.equal((await store.getMany("p", new Map([["d", 2]]))).size, 0);
});

Deno.test("PracticeVault: without a key nothing is requested and nothing sealed", async () => {
  const { api, asked } = await world();
  const locked = new PracticeVault({
    api,
    seals: new RecordSeals({
      api: { readLedger: () => assert.fail("Nothing is requested") },
      keysOf: () => Promise.reject(new VaultLockedError()),
      seen: seenInMemory(),
    }),
  });
  await assert.rejects(locked.seal(made("a")), VaultLockedError);
  await assert.rejects(locked.get("p", "a"), VaultLockedError);
  await assert.rejects(locked.getMany("p", new Map([["a", 1]])), VaultLockedError);
  assert.deepEqual(asked, []);
});

Deno.test("PracticeVault: reseal returns what is left when the server does not answer, and goes on later", async () => {
  const { open, put, parts, api } = await world();
  await Promise.all(["a", "b", "c"].map((room) => put(made(room))));
  const next = await fixPracticeKey(await newPracticeKey());
  const outcomes = [
    undefined,
    new NetworkError("away"),
    new ApiError("unavailable", 503),
    new ApiError("consultation_unknown", 404), // cancelled since
    undefined,
  ];
  const replacePrivatePart = (room: string, part: PrivatePartRequest) => {
    const refusal = outcomes.shift();
    return refusal ? Promise.reject(refusal) : api.replacePrivatePart(room, part);
  };
  const store = open({ replacePrivatePart }, next);
  await store.getMany("p", new Map(["a", "b", "c"].map((room) => [room, 1])));
  assert.deepEqual([await store.reseal("p"), await store.reseal("p"), await store.reseal("p")], [2, 2, 0]);
  assert.deepEqual([...parts.values()].map(({ version }) => version).sort(), [1, 2, 2]);
});

Deno.test("PracticeVault: reseal reseals what the page read before the practice key changed", async () => {
  const { openBy, put, parts, api } = await world();
  await put(made("a"));
  const keys = [await fixPracticeKey(await newPracticeKey())];
  const first = await openBy(sealsOf({ keys: [keys[0]!] })).seal(made("b"));
  parts.set("b", { version: 1, sealed: first });
  const seals = new RecordSeals({
    api: { readLedger: () => assert.fail("Made without a ledger") },
    keysOf: () => Promise.resolve({ keys: [keys[0]!, ...keys.slice(1)], epoch: keys.length }),
    seen: seenInMemory(),
  });
  const store = new PracticeVault({ api, seals });
  await store.getMany("p", new Map([["b", 1]]));
  assert.equal(await store.reseal("p"), 0);
  for (const version of [2, 3]) {
    keys.unshift(await fixPracticeKey(await newPracticeKey()));
    assert.equal(await store.reseal("p"), 0);
    assert.equal(parts.get("b")!.version, version, "sealed anew");
  }
  assert.equal(parts.get("a")!.version, 1, "never read");
});

Deno.test("PracticeVault: what a former practice key has sealed is read, and resealed once", async () => {
  const { open, put, parts } = await world();
  await Promise.all(["a", "b"].map((room) => put(made(room))));
  const next = await fixPracticeKey(await newPracticeKey());
  const store = open({}, next);
  assert.equal((await store.getMany("p", new Map([["a", 1], ["b", 1]]))).size, 2);
  assert.deepEqual(await Promise.all([store.reseal("p"), store.reseal("p")]), [0, 0], "two at once");
  assert.deepEqual([...parts.values()].map(({ version }) => version), [2, 2]);
  // Whoever has the old key only opens nothing of it.
  assert.equal((await open().getMany("p", new Map([["a", 2], ["b", 2]]))).size, 0);
  assert.equal((await open({}, next).get("p", "a"))?.name, "Zoë a");
});

Deno.test("PracticeVault: one failed answer, a reload, another sign-in do not make an older version good again", async () => {
  const { openBy, put, parts, practiceKey } = await world();
  await put(made("a"));
  const seen = seenInMemory();
  const page = (overrides: Partial<VaultOptions["api"]> = {}) =>
    openBy(sealsOf({ keys: [practiceKey], seen }), overrides);
  const old = parts.get("a")!;
  const answers = { fail: false };
  const first = page({
    readPrivateParts: async (rooms) => {
      if (answers.fail) throw new NetworkError();
      return await page().options.api.readPrivateParts(rooms);
    },
  });
  await first.update("p", "a", (record) => ({ ...record, note: "2" }));
  parts.set("a", old);
  answers.fail = true;
  await assert.rejects(first.get("p", "a"), NetworkError);
  answers.fail = false;
  await refuses(first.get("p", "a"), "vault_older");
  const reloaded = page();
  await refuses(reloaded.get("p", "a"), "vault_older");
  assert.equal((await reloaded.getMany("p", new Map([["a", 1]]))).size, 0);
  assert.equal(reloaded.refusalOf("a"), "vault_older");
  await refuses(reloaded.update("p", "a", (record) => ({ ...record, note: "3" })), "vault_older");
  assert.deepEqual(parts.get("a"), old, "nothing is built upon it");
});

Deno.test("PracticeVault: a version that another tab has written meanwhile is no lie", async () => {
  const { openBy, put, parts, practiceKey } = await world();
  await put(made("a"));
  const seen = seenInMemory();
  const other = openBy(sealsOf({ keys: [practiceKey], seen }));
  let isFirst = true;
  const store = openBy(sealsOf({ keys: [practiceKey], seen }), {
    async readPrivateParts(rooms) {
      const answer = await other.options.api.readPrivateParts(rooms);
      if (isFirst) await other.update("p", "a", (record) => ({ ...record, note: "2" }));
      isFirst = false;
      return answer;
    },
  });
  assert.equal((await store.get("p", "a"))?.note, "2");
  assert.equal(parts.get("a")!.version, 2);
});

/** A practice that has removed somebody: what the server keeps, and pages before and after. */
async function removal() {
  const scene = await world();
  const { put, openBy, practiceKey, parts } = scene;
  await Promise.all(["a", "b"].map((room) => put(made(room))));
  const versions = new Map([["a", 1], ["b", 1]]);
  const before = sealsOf({ keys: [practiceKey] });
  await openBy(before).getMany("p", versions);
  const next = await fixPracticeKey(await newPracticeKey());
  const ledger = await ledgerOf(before, next, 2, ["a", "b"]);
  const seen = seenInMemory();
  const after = (change: { ledger?: typeof ledger } = {}) =>
    openBy(sealsOf({ keys: [next, practiceKey], hasLedger: true, ledger, seen, ...change }));
  /** By somebody who has left and knows the former key, in either version of the seal. */
  const forge = async (version: number, kind: "first" | "second") => {
    const record = made("a", { name: "Mallory" });
    const seal = kind === "first"
      ? await sealAsBefore(
        practiceKey,
        { practiceId: "p", recordId: "a", version },
        encodePrivateContent(record),
      )
      : (await before.seal("p", { recordId: "a", version }, encodePrivateContent(record))).sealed;
    parts.set("a", { version, sealed: seal });
  };
  return { ...scene, versions, after, forge };
}

Deno.test("PracticeVault: a removed member's key seals no version that the practice takes, and none is resealed", async () => {
  for (const kind of ["first", "second"] as const) {
    for (const version of [1, 2, 9]) {
      const { after, forge, parts, versions } = await removal();
      await forge(version, kind);
      const forged = parts.get("a");
      const store = after();
      const records = await store.getMany("p", new Map(versions).set("a", version));
      assert.deepEqual([...records.keys()], ["b"], `${kind} ${version}`);
      assert.equal(store.refusalOf("a"), "vault_former_key");
      assert.equal(await store.reseal("p"), 0);
      assert.deepEqual(parts.get("a"), forged, "not resealed");
      assert.equal(parts.get("b")!.version, 2, "the other one is");
      await refuses(store.get("p", "a"), "vault_former_key");
      await refuses(store.update("p", "a", (record) => ({ ...record, note: "x" })), "vault_former_key");
    }
  }
});

Deno.test("PracticeVault: what existed when a member was removed still opens, unless the server hides the ledger", async () => {
  const { after, versions } = await removal();
  assert.equal((await after().getMany("p", versions)).size, 2);
  for (const ledger of [{ portions: [] }, { portions: ["AAAA"] }]) {
    const store = after({ ledger });
    assert.equal((await store.getMany("p", versions)).size, 0);
    assert.equal(store.refusalOf("b"), "vault_former_key");
  }
});

Deno.test("PracticeVault: an older version that existed before the removal does not count after it", async () => {
  const scene = await world();
  const { put, openBy, practiceKey, parts } = scene;
  await put(made("a"));
  const old = parts.get("a")!;
  const before = sealsOf({ keys: [practiceKey] });
  await openBy(before).update("p", "a", (record) => ({ ...record, note: "2" }));
  const next = await fixPracticeKey(await newPracticeKey());
  const ledger = await ledgerOf(before, next, 2, ["a"]);
  /** A browser that has never been there. */
  const fresh = () => openBy(sealsOf({ keys: [next, practiceKey], hasLedger: true, ledger }));
  assert.equal((await fresh().get("p", "a"))?.note, "2");
  parts.set("a", old);
  await refuses(fresh().get("p", "a"), "vault_former_key");
});
