import assert from "node:assert/strict";
import { fixPracticeKey, newPracticeKey } from "../../../e2ee/vault.ts";
import { noteFailure, noteInJournal } from "../../../kv/journal.ts";
import type { ReadJournal } from "../../../practice/journal/journal.ts";
import { JOURNAL_LIMITS } from "../../../wire/limits.ts";
import { type Lie, NOW, PRACTICE, world } from "./journal_scene.ts";

const kindsOf = ({ entries }: ReadJournal) => entries.map(({ event }) => event?.kind);

Deno.test("Journal: what members do is read by the others, sealed, the newest first", async () => {
  using scene = await world();
  const { open, kv } = scene;
  const [ada, bea] = [open("ada"), open("bea")];
  await ada.journal.note({ kind: "member_invited", role: "assistant" });
  await bea.journal.note({ kind: "settings_changed" });
  await ada.journal.note({ kind: "member_removed", name: "Carl Möwe" });
  const read = await bea.journal.read(bea.signedIn);
  assert.equal(read.problem, undefined);
  assert.deepEqual(kindsOf(read), ["member_removed", "settings_changed", "member_invited"]);
  const by = read.entries.map(({ event }) => event && "by" in event ? event.by : "");
  assert.deepEqual(by, ["ada", "bea", "ada"]);
  const stored = JSON.stringify(await Array.fromAsync(kv.list({ prefix: [] })));
  for (const secret of ["ada", "bea", "Möwe", "member_removed"]) assert.ok(!stored.includes(secret), secret);
});

Deno.test("Journal: browsers that write at the same time all get their entries in", async () => {
  using scene = await world();
  const browsers = ["a", "b", "c", "d"].map((id) => scene.open(id));
  await Promise.all(browsers.map(({ journal }) => journal.note({ kind: "code_replaced" })));
  await Promise.all(browsers.map(({ journal }) => journal.send()));
  const read = await browsers[0]!.journal.read(browsers[0]!.signedIn);
  assert.deepEqual([read.entries.length, read.problem], [4, undefined]);
});

Deno.test("Journal: a lost request is sent again, a lost answer is not written twice", async () => {
  for (const lose of ["request", "answer"] as const) {
    using scene = await world();
    const { journal, signedIn, store } = scene.open("ada");
    await journal.note({ kind: "settings_changed" });
    scene.server.lose = lose;
    await journal.note({ kind: "passkey_added" });
    assert.equal((await store.unsent()).length, 1, "kept for the next page");
    scene.server.lose = undefined;
    await scene.open("ada", { store }).journal.send();
    assert.equal((await store.unsent()).length, 0);
    assert.deepEqual(kindsOf(await journal.read(signedIn)), ["passkey_added", "settings_changed"], lose);
  }
});

/** The same with another bit. */
const turned = (text: string) => `${text.slice(0, 40)}${text[40] === "A" ? "B" : "A"}${text.slice(41)}`;

const LIES: Record<string, Lie> = {
  "the oldest is dropped": (answer) => ({ ...answer, members: answer.members.slice(1) }),
  "one in the middle is dropped": (answer) => ({
    ...answer,
    members: answer.members.filter(({ n }) => n !== 2),
  }),
  "one is dropped, and the others are numbered anew": (answer) => ({
    ...answer,
    members: answer.members.filter(({ n }) => n !== 2).map((entry, at) => ({ ...entry, n: at + 1 })),
  }),
  "two change places": ({ members: [a, b, ...rest], ...answer }) => ({
    ...answer,
    members: [b!, a!, ...rest],
  }),
  "two change places, and their numbers": ({ members: [a, b, ...rest], ...answer }) => ({
    ...answer,
    members: [{ ...a!, content: b!.content }, { ...b!, content: a!.content }, ...rest],
  }),
  "one is there twice": ({ members: [a, ...rest], ...answer }) => ({ ...answer, members: [a!, a!, ...rest] }),
  "one is changed": ({ members: [a, ...rest], ...answer }) => ({
    ...answer,
    members: [{ ...a!, content: turned(a!.content) }, ...rest],
  }),
  "a time is changed": ({ members: [a, ...rest], ...answer }) => ({
    ...answer,
    members: [{ ...a!, atMs: a!.atMs - 1 }, ...rest],
  }),
};

for (const [name, lie] of Object.entries(LIES)) {
  Deno.test(`Journal: a server that lies is noticed by a browser that was never there: ${name}`, async () => {
    using scene = await world();
    const ada = scene.open("ada");
    for (const kind of ["settings_changed", "passkey_added", "code_replaced"] as const) {
      await ada.journal.note({ kind });
    }
    const fresh = () => scene.open("bea");
    assert.equal((await fresh().journal.read(fresh().signedIn)).problem, undefined);
    scene.server.lie = lie;
    assert.notEqual((await fresh().journal.read(fresh().signedIn)).problem, undefined);
  });
}

Deno.test("Journal: a browser notices that the newest entries which it has seen are gone, or are others", async () => {
  using scene = await world();
  const { open, server, kv } = scene;
  const ada = open("ada");
  await ada.journal.note({ kind: "settings_changed" });
  await noteInJournal(kv, PRACTICE, { kind: "new_browser", memberId: "ada", count: 1 }, NOW);
  await ada.journal.note({ kind: "passkey_added" });
  assert.equal((await ada.journal.read(ada.signedIn)).problem, undefined);
  const again = () => open("ada", { store: ada.store });
  const lies: Lie[] = [
    (answer) => ({ ...answer, members: answer.members.slice(0, -1) }),
    (answer) => ({ ...answer, members: [] }),
    (answer) => ({ ...answer, server: [] }),
    (answer) => ({
      ...answer,
      server: answer.server.map((entry) => ({ ...entry, content: entry.content.replace("ada", "bea") })),
    }),
  ];
  for (const lie of lies) {
    server.lie = lie;
    assert.notEqual((await again().journal.read(ada.signedIn)).problem, undefined);
    assert.notEqual((await again().journal.news(ada.signedIn)).problem, undefined);
  }
  server.lie = undefined;
  assert.equal((await again().journal.read(ada.signedIn)).problem, undefined, "a lie is not remembered");
});

Deno.test("Journal: who was removed cannot go on with the former key; who came later reads what is theirs", async () => {
  using scene = await world();
  const { open, key } = scene;
  const next = await fixPracticeKey(await newPracticeKey());
  await open("ada").journal.note({ kind: "settings_changed" });
  const after = open("ada", { keys: [next, key] });
  await after.journal.note({ kind: "member_removed", name: "Mallory" });
  const read = async () => await after.journal.read(after.signedIn);
  assert.deepEqual([(await read()).problem, kindsOf(await read())], [undefined, [
    "member_removed",
    "settings_changed",
  ]]);
  const late = open("carl", { keys: [next] });
  // Its keys are of epoch 2 only.
  const signedIn = { ...late.signedIn, epoch: 2 };
  const theirs = await late.journal.read(signedIn);
  assert.deepEqual([theirs.problem, kindsOf(theirs)], [undefined, ["member_removed", undefined]]);
  // Together with the server, which lets the former member in.
  await open("mallory").journal.note({ kind: "told", members: 9, server: 9 });
  assert.equal((await read()).problem, "changed");
});

Deno.test("Journal: the oldest entries end by number and by age, and nobody takes that for a lie", async () => {
  using scene = await world();
  const { open, clock, kv } = scene;
  const ada = open("ada");
  await ada.journal.note({ kind: "passkey_added" });
  for (let n = 0; n < JOURNAL_LIMITS.server + 5; n++) {
    await noteInJournal(kv, PRACTICE, { kind: "new_browser", memberId: "bea", count: 1 }, clock.nowMs++);
  }
  const read = async () => await open("ada", { store: ada.store }).journal.read(ada.signedIn);
  const many = await read();
  assert.deepEqual([many.entries.length, many.problem], [JOURNAL_LIMITS.server + 1, undefined]);
  clock.nowMs += JOURNAL_LIMITS.keepMs;
  assert.deepEqual(await read(), { entries: [], problem: undefined });
  await ada.journal.note({ kind: "code_replaced" });
  for (const store of [{ store: ada.store }, {}]) {
    const { journal, signedIn } = open("ada", store);
    const later = await journal.read(signedIn);
    assert.deepEqual([kindsOf(later), later.problem], [["code_replaced"], undefined]);
  }
});

Deno.test("Journal: a member is told once what concerned the account, in whichever browser", async () => {
  using scene = await world();
  const { open, kv } = scene;
  const [office, home, bea] = [open("ada"), open("ada"), open("bea")];
  await office.journal.note({ kind: "passkey_added" });
  await bea.journal.note({ kind: "passkey_removed" });
  await office.journal.note({ kind: "code_replaced" });
  for (let tries = 0; tries < 12; tries++) {
    await noteFailure(kv, { practiceId: PRACTICE, memberId: "ada", kind: "sign_in_failed", nowMs: NOW });
  }
  const beasOwn = await noteInJournal(kv, PRACTICE, { kind: "new_browser", memberId: "bea", count: 1 }, NOW);
  await bea.store.keepOwn(PRACTICE, "bea", beasOwn);
  const news = async ({ journal, signedIn }: typeof office) => await journal.news(signedIn);
  const first = await news(office);
  assert.deepEqual(kindsOf(first).sort(), ["passkey_added", "sign_in_failed"]);
  assert.equal(first.problem, undefined);
  await office.journal.confirm(office.signedIn, first.upTo);
  assert.deepEqual(kindsOf(await news(office)), []);
  assert.deepEqual(kindsOf(await news(home)), [], "confirmed in the other browser");
  assert.deepEqual(
    kindsOf(await news(bea)),
    ["passkey_removed"],
    "the sign-in here, for the first time, is no news",
  );
  await bea.journal.confirm(bea.signedIn, (await news(bea)).upTo);
  await noteInJournal(kv, PRACTICE, { kind: "new_browser", memberId: "bea", count: 1 }, NOW);
  assert.deepEqual(kindsOf(await news(bea)), ["new_browser"], "one elsewhere is");
  await home.journal.note({ kind: "recovery_key_used" });
  assert.deepEqual(kindsOf(await news(office)), ["recovery_key_used"]);
});

Deno.test("Journal: a browser that was here before, and had nothing to confirm, is told of a sign-in elsewhere", async () => {
  using scene = await world();
  const { open, kv } = scene;
  const office = open("ada");
  const visit = async () => await open("ada", { store: office.store }).journal.news(office.signedIn);
  assert.deepEqual(kindsOf(await visit()), [], "after the set-up");
  await noteInJournal(kv, PRACTICE, { kind: "new_browser", memberId: "ada", count: 1 }, NOW);
  assert.deepEqual(kindsOf(await visit()), ["new_browser"]);
  assert.deepEqual(kindsOf(await visit()), ["new_browser"], "until it is confirmed");
  const home = open("ada");
  await home.store.keepOwn(PRACTICE, "ada", 1);
  assert.deepEqual(kindsOf(await home.journal.news(home.signedIn)), []);
  await noteInJournal(kv, PRACTICE, { kind: "new_browser", memberId: "ada", count: 1 }, NOW + 1);
  const again = await open("ada", { store: home.store }).journal.news(home.signedIn);
  assert.deepEqual(again.entries.map(({ n }) => n), [2], "its own sign-in is still no news");
});

Deno.test("Journal: a sign-in elsewhere before a browser's first visit to the list is told there", async () => {
  using scene = await world();
  const { open, kv } = scene;
  const office = open("ada");
  const signIn = async () =>
    await noteInJournal(kv, PRACTICE, { kind: "new_browser", memberId: "ada", count: 1 }, NOW);
  await office.store.keepOwn(PRACTICE, "ada", await signIn());
  const elsewhere = await signIn();
  const { entries } = await office.journal.news(office.signedIn);
  assert.deepEqual(entries.map(({ n }) => n), [elsewhere]);
});
