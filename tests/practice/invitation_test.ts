import assert from "node:assert/strict";
import fc from "fast-check";
import { parseAccessCode } from "../../e2ee/codes.ts";
import { encodeBase64Url } from "../../e2ee/bytes.ts";
import { parseInviteFragment } from "../../e2ee/links.ts";
import { de } from "../../i18n/de/mod.ts";
import { en } from "../../i18n/en/mod.ts";
import {
  codeOf,
  emptyMailLink,
  invitationMaker,
  type InvitationRequest,
  invitationText,
  inviteLinkOf,
  mailLink,
  smsLink,
} from "../../practice/invitation.ts";
import {
  type PrivateConsultation,
  type PrivateStore,
  VaultLockedError,
} from "../../practice/private_store.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";
import type { ConsultationSummary, CreateConsultationRequest } from "../../wire/practice.ts";

const request: InvitationRequest = {
  name: " Erika Mustermann ",
  note: "Befund",
  lang: "de",
  startsAtMs: 1_900_000_000_000,
  waitingPhone: "+49 89 1234",
};

/** A server that makes each room once, as the real one does, and can lose requests and answers. */
function world({ lose = [] as ("request" | "answer" | undefined)[], codeLength = 12 as 12 | 16 } = {}) {
  const records = new Map<string, PrivateConsultation>();
  const rooms = new Map<string, ConsultationSummary>();
  const sent: CreateConsultationRequest[] = [];
  const store: PrivateStore = {
    seal: (record) => Promise.resolve(JSON.stringify(record)),
    get: (_, room) => Promise.resolve(records.get(room)),
    getMany: () => Promise.resolve(records),
    reseal: () => assert.fail("A new invitation is sealed by the newest key"),
    replaceCode: () => assert.fail("A new invitation has no old code"),
    move: () => assert.fail("A new invitation is where it belongs"),
    update(_, room, change) {
      const record = change(records.get(room)!);
      records.set(room, record);
      return Promise.resolve(record);
    },
  };
  const maker = invitationMaker({
    practiceId: "practice",
    codeLength: 12,
    store,
    api: {
      createConsultation(body) {
        sent.push(body);
        const lost = lose.shift();
        if (lost === "request") return Promise.reject(new NetworkError());
        const room = body.room!;
        const summary = rooms.get(room) ?? {
          room,
          locator: String(rooms.size + 1).padStart(codeLength === 12 ? 5 : 6, "0"),
          startsAtMs: body.startsAtMs,
          opensAtMs: 0,
          expiresAtMs: 0,
          locked: false,
          guests: [],
          hostPresent: false,
        };
        if (!rooms.has(room)) records.set(room, JSON.parse(body.sealed!));
        rooms.set(room, summary);
        return lost ? Promise.reject(new NetworkError()) : Promise.resolve(summary);
      },
      cancelConsultation(room) {
        records.delete(room);
        return Promise.resolve(void rooms.delete(room));
      },
    },
    nowMs: () => 1,
    retryDelaysMs: [0, 0],
  });
  return { maker, records, rooms, sent, store };
}

Deno.test("InvitationMaker sends start and phone, and seals name, note and secrets", async () => {
  const { maker, records, sent } = world();
  const made = await maker.make(request);
  assert.deepEqual(Object.keys(sent[0]!).sort(), ["room", "sealed", "startsAtMs", "waitingPhone"]);
  const { name, note } = made;
  assert.deepEqual({ name, note }, { name: "Erika Mustermann", note: "Befund" });
  assert.deepEqual({ ...records.get(made.room), locator: "00001" }, made);
  const parsed = parseAccessCode(codeOf(made)!);
  assert.deepEqual(parsed, { locator: "00001", secret: made.codeSecret, length: 12 });
});

Deno.test("InvitationMaker makes one of a double click, and a new one of the next order", async () => {
  const { maker, rooms, sent } = world();
  const [first, second] = await Promise.all([maker.make(request), maker.make(request)]);
  assert.equal(first, second);
  assert.equal(sent.length, 1);
  await maker.make(request);
  assert.equal(rooms.size, 2);
});

Deno.test("InvitationMaker makes one whatever gets lost on the way", async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.constantFrom("request" as const, "answer" as const), { maxLength: 7 }),
    async (lose) => {
      const { maker, rooms, records, sent } = world({ lose: [...lose] });
      let made: PrivateConsultation | undefined;
      for (let clicks = 0; !made && clicks < 4; clicks++) {
        made = await maker.make(request).catch((error) => {
          assert.ok(error instanceof NetworkError);
          return undefined;
        });
      }
      assert.equal(rooms.size, 1);
      assert.equal(records.size, 1);
      assert.equal(records.get(made!.room)?.linkSecret, made!.linkSecret);
      assert.equal(sent.length, lose.length + 1);
      assert.ok(codeOf(made!));
    },
  ));
});

Deno.test("InvitationMaker withdraws what was never seen when the start is changed after a failure", async () => {
  const { maker, rooms, records } = world({ lose: ["answer", "answer", "answer"] });
  await assert.rejects(maker.make(request), NetworkError);
  const made = await maker.make({ ...request, startsAtMs: request.startsAtMs + 60_000 });
  assert.deepEqual([...rooms.keys()], [made.room]);
  assert.deepEqual([...records.keys()], [made.room]);
});

Deno.test("InvitationMaker takes the name that stands in the form when it is tried again", async () => {
  const { maker, rooms, records } = world({ lose: ["answer", "answer", "answer"] });
  await assert.rejects(maker.make(request), NetworkError);
  const { name, room } = await maker.make({ ...request, name: "Erik" });
  assert.equal(name, "Erik");
  assert.equal(rooms.size, 1);
  assert.equal(records.get(room)?.name, "Erik", "in the vault, too");
});

Deno.test("InvitationMaker begins anew after a refusal", async () => {
  const { store } = world();
  const rooms: string[] = [];
  const refusing = invitationMaker({
    practiceId: "practice",
    codeLength: 12,
    store,
    api: {
      createConsultation({ room }) {
        rooms.push(room!);
        return Promise.reject(new ApiError("signed_out", 401));
      },
      cancelConsultation: () => assert.fail("There is nothing to cancel"),
    },
  });
  await assert.rejects(refusing.make(request), ApiError);
  await assert.rejects(refusing.make(request), ApiError);
  assert.equal(new Set(rooms).size, 2);
});

Deno.test("InvitationMaker asks for no code when this browser cannot seal the secret", async () => {
  const { store } = world();
  const maker = invitationMaker({
    practiceId: "practice",
    codeLength: 12,
    store: { ...store, seal: () => Promise.reject(new VaultLockedError()) },
    api: {
      createConsultation: () => assert.fail("A code for nobody"),
      cancelConsultation: () => Promise.resolve(),
    },
  });
  await assert.rejects(maker.make(request), VaultLockedError);
});

Deno.test("InvitationMaker draws a secret that fits the locator it is given", async () => {
  const { maker, records } = world({ codeLength: 16 });
  const made = await maker.make(request);
  assert.equal(codeOf(made)!.length, 16);
  assert.deepEqual(records.get(made.room), made, "changed in the vault, too");
});

const record: PrivateConsultation = {
  practiceId: "practice",
  room: "r".repeat(22),
  name: "Zoë O’Brien",
  note: "",
  lang: "en",
  codeSecret: "123456",
  linkSecret: encodeBase64Url(new Uint8Array(16)),
  codeLength: 12,
  startsAtMs: 0,
  createdAtMs: 0,
};

Deno.test("codeOf has none without a locator and none for one of another length", () => {
  assert.equal(codeOf(record), undefined);
  assert.equal(codeOf({ ...record, locator: "654321" }), undefined);
  assert.equal(codeOf({ ...record, locator: "54321" })?.length, 12);
  assert.notEqual(codeOf({ ...record, locator: "54321" }, "11111"), codeOf({ ...record, locator: "54321" }));
});

Deno.test("inviteLinkOf puts secret and name behind the #", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
    const link = new URL(inviteLinkOf({ ...record, name }, "https://example.org"));
    assert.equal(link.href.split("#")[0], `https://example.org/r/${record.room}`);
    assert.deepEqual(parseInviteFragment(link.hash), { secret: new Uint8Array(16), name });
  }));
});

Deno.test("invitationText fills every place once, in both languages, whatever a name looks like", () => {
  const values = {
    name: "{link} $& {code}",
    practice: "Praxis",
    start: "morgen",
    code: "1234 5678 9012",
    link: "https://example.org/r/x#y",
    origin: "https://example.org",
    phone: "089 1",
  };
  for (const { practice: { invitation } } of [de, en]) {
    const { subject, body, sms } = invitationText(invitation, values);
    assert.ok(body.includes(values.name) && body.includes(values.phone) && body.includes(values.start));
    assert.equal(body.split(values.link).length, 2);
    assert.ok(sms.includes(values.link) && sms.includes(values.code));
    assert.ok(subject.includes("Praxis"));
    assert.doesNotMatch(sms + subject + body.replace(values.name, ""), /[{}]/);
    const short = invitationText(invitation, { ...values, phone: "" }).body;
    assert.ok(!/[:,]\s*$/.test(short) && !short.includes("089"));
  }
});

Deno.test("mailLink and smsLink carry the text through", () => {
  const mail = new URL(mailLink("Ä & B", "1\n2#3")!);
  assert.equal(mail.searchParams.get("subject"), "Ä & B");
  assert.equal(mail.searchParams.get("body"), "1\r\n2#3");
  assert.equal(new URL(smsLink("a+b & c#d")).searchParams.get("body"), "a+b & c#d");
  assert.ok(mailLink("S", "a".repeat(1_900)));
  assert.equal(mailLink("S", "ä".repeat(1_000)), undefined, "too long for Windows");
  assert.equal(new URL(emptyMailLink("Ä & B")).searchParams.get("subject"), "Ä & B");
});
