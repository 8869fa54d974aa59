import assert from "node:assert/strict";
import { decodeBase64Url } from "../../../e2ee/bytes.ts";
import { hashRoomProof, linkProof } from "../../../e2ee/room_proof.ts";
import fc from "fast-check";
import { parseAccessCode } from "../../../e2ee/codes.ts";
import { codeOf } from "../../../practice/consultations/secrets.ts";
import { VaultLockedError } from "../../../practice/errors.ts";
import type { InvitationRequest } from "../../../practice/invitation/invitation_form.ts";
import { InvitationMaker } from "../../../practice/invitation/invitation_maker.ts";
import type { PrivatePart } from "../../../practice/vault/private_part.ts";
import type { Vault } from "../../../practice/vault/vault.ts";
import { ApiError, NetworkError } from "../../../wire/client.ts";
import type { ConsultationSummary, CreateConsultationRequest } from "../../../wire/consultations.ts";

const request: InvitationRequest = {
  name: " Erika Mustermann ",
  note: "Befund",
  lang: "de",
  startsAtMs: 1_900_000_000_000,
  waitingPhone: "+49 89 1234",
};

/** A server that makes each room once, as the real one does, and can lose requests and answers. */
function world(
  { lose = [] as ("request" | "answer" | undefined)[], codeLength = 12 as 12 | 16, asked = 12 as 12 | 16 } =
    {},
) {
  const records = new Map<string, PrivatePart>();
  const rooms = new Map<string, ConsultationSummary>();
  const sent: CreateConsultationRequest[] = [];
  const vault: Vault = {
    seal: (record) => Promise.resolve(JSON.stringify(record)),
    get: (_, room) => Promise.resolve(records.get(room)),
    getMany: () => Promise.resolve(records),
    refusalOf: () => assert.fail("Nothing is listed"),
    reseal: () => assert.fail("A new invitation is sealed by the newest key"),
    replaceCode: () => assert.fail("A new invitation has no old code"),
    move: () => assert.fail("A new invitation is where it belongs"),
    update(_, room, change) {
      const record = change(records.get(room)!);
      records.set(room, record);
      return Promise.resolve(record);
    },
  };
  const maker = new InvitationMaker({
    practiceId: "practice",
    codeLength: asked,
    vault,
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
  return { maker, records, rooms, sent, vault };
}

Deno.test("InvitationMaker sends start and phone, and seals name, note and secrets", async () => {
  const { maker, records, sent } = world();
  const made = await maker.make(request);
  assert.deepEqual(Object.keys(sent[0]!).sort(), [
    "linkProofHash",
    "room",
    "sealed",
    "startsAtMs",
    "waitingPhone",
  ]);
  const proof = await linkProof(decodeBase64Url(made.linkSecret), decodeBase64Url(made.room));
  assert.equal(sent[0]?.linkProofHash, await hashRoomProof(proof));
  const { name, note } = made;
  assert.deepEqual({ name, note }, { name: "Erika Mustermann", note: "Befund" });
  assert.deepEqual({ ...records.get(made.room), locator: "00001" }, made);
  const parsed = parseAccessCode(codeOf(made)!);
  assert.deepEqual(parsed, { locator: "00001", secret: made.codeSecret, length: 12 });
});

Deno.test("InvitationMaker makes one invitation of a double click, and another one of the next call", async () => {
  const { maker, rooms, sent } = world();
  const [first, second] = await Promise.all([maker.make(request), maker.make(request)]);
  assert.equal(first, second);
  assert.equal(sent.length, 1);
  await maker.make(request);
  assert.equal(rooms.size, 2);
});

Deno.test("InvitationMaker makes one invitation, whichever requests and answers get lost", async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.constantFrom("request" as const, "answer" as const), { maxLength: 7 }),
    async (lose) => {
      const { maker, rooms, records, sent } = world({ lose: [...lose] });
      let made: PrivatePart | undefined;
      for (let clicks = 0; !made && clicks < 4; clicks++) {
        made = await maker.make(request).catch((error) => {
          assert.ok(error instanceof NetworkError);
          return undefined;
        });
      }
      assert.equal(rooms.size, 1);
      assert.equal(records.size, 1);
      assert.equal(records.get(made!.room)?.linkSecret, made!.linkSecret);
      assert.ok(made!.consultationKey);
      assert.deepEqual(records.get(made!.room)?.consultationKey, made!.consultationKey);
      assert.equal(sent.length, lose.length + 1);
      assert.ok(codeOf(made!));
    },
  ));
});

Deno.test("InvitationMaker cancels the unseen consultation when the start is changed after a failure", async () => {
  const { maker, rooms, records } = world({ lose: ["answer", "answer", "answer"] });
  await assert.rejects(maker.make(request), NetworkError);
  const made = await maker.make({ ...request, startsAtMs: request.startsAtMs + 60_000 });
  assert.deepEqual([...rooms.keys()], [made.room]);
  assert.deepEqual([...records.keys()], [made.room]);
});

Deno.test("InvitationMaker uses the name that the form has when it is tried again", async () => {
  const { maker, rooms, records } = world({ lose: ["answer", "answer", "answer"] });
  await assert.rejects(maker.make(request), NetworkError);
  const { name, room } = await maker.make({ ...request, name: "Erik" });
  assert.equal(name, "Erik");
  assert.equal(rooms.size, 1);
  assert.equal(records.get(room)?.name, "Erik", "in the vault, too");
});

Deno.test("InvitationMaker takes another room after a refusal", async () => {
  const { vault } = world();
  const rooms: string[] = [];
  const refusing = new InvitationMaker({
    practiceId: "practice",
    codeLength: 12,
    vault,
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

Deno.test("InvitationMaker requests nothing when the secret cannot be sealed", async () => {
  const { vault } = world();
  const maker = new InvitationMaker({
    practiceId: "practice",
    codeLength: 12,
    vault: { ...vault, seal: () => Promise.reject(new VaultLockedError()) },
    api: {
      createConsultation: () => assert.fail("A code for nobody"),
      cancelConsultation: () => Promise.resolve(),
    },
  });
  await assert.rejects(maker.make(request), VaultLockedError);
});

Deno.test("InvitationMaker draws a secret that fits the length of the locator", async () => {
  const { maker, records } = world({ codeLength: 16 });
  const made = await maker.make(request);
  assert.equal(codeOf(made)!.length, 16);
  assert.deepEqual(records.get(made.room), made, "changed in the vault, too");
});

Deno.test("InvitationMaker makes no code that is shorter than the installation's", async () => {
  const { maker, records } = world({ codeLength: 12, asked: 16 });
  await assert.rejects(maker.make(request), NetworkError);
  assert.deepEqual([...records.values()].map(({ codeSecret }) => codeSecret.length), [9], "as it was sealed");
});
