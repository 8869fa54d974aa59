import assert from "node:assert/strict";
import { assertLinear } from "../../support/linear.ts";
import fc from "fast-check";
import { cleanFileName, MAX_FILE_NAME_CHARS } from "../../../call/exchange/file_name.ts";
import { BLOCK_BYTES, FileDigest } from "../../../call/exchange/file_digest.ts";
import {
  type FileMessage,
  type FilesEffect,
  type FilesEvent,
  type FilesState,
  isOpen,
  MAX_FILE_BYTES,
  NO_FILES,
  parseFileMessage,
  stepFiles,
} from "../../../call/exchange/files.ts";
import { MessageError } from "../../../call/pairing/messages.ts";
import { anyText } from "../../support/any_text.ts";

const ID = "a".repeat(22);
const OTHER = "b".repeat(22);

/** One side, driven by events. */
function side() {
  let state: FilesState = NO_FILES;
  return {
    get state() {
      return state;
    },
    stageOf: (id: string) => state.transfers.find((it) => it.id === id)?.stage,
    play(...events: FilesEvent[]): FilesEffect[] {
      return events.flatMap((event) => {
        const [next, effects] = stepFiles(state, event);
        state = next;
        return [...effects];
      });
    },
  };
}

const offered = (id = ID): FilesEvent => ({
  kind: "offered",
  id,
  name: "befund.pdf",
  sizeBytes: 10,
  at: 1,
  atMs: 1,
});
const came = (message: FileMessage): FilesEvent => ({ kind: "messageReceived", message, at: 1, atMs: 1 });
const offer = (id = ID): FilesEvent => came({ kind: "offer", id, name: "befund.pdf", sizeBytes: 10 });

Deno.test("stepFiles: no byte flows before the recipient has accepted", () => {
  const sender = side();
  assert.deepEqual(sender.play(offered()).map(({ kind }) => kind), ["send"]);
  assert.deepEqual(sender.play(came({ kind: "accept", id: ID })), [
    { kind: "send", message: { kind: "begin", id: ID } },
    { kind: "sendBytes", id: ID },
  ]);
  const recipient = side();
  recipient.play(offer(), came({ kind: "begin", id: ID }), { kind: "bytesReceived", sizeBytes: 10 });
  assert.equal(recipient.stageOf(ID), "offered", "a sender that does not wait is not listened to");
});

Deno.test("stepFiles: one file at a time; the next begins when the first has arrived", () => {
  const sender = side();
  sender.play(
    offered(),
    offered(OTHER),
    came({ kind: "accept", id: OTHER }),
    came({ kind: "accept", id: ID }),
  );
  assert.deepEqual([sender.stageOf(OTHER), sender.stageOf(ID)], ["moving", "accepted"]);
  sender.play({ kind: "allSent", id: OTHER, digest: "d" });
  assert.equal(sender.stageOf(ID), "accepted");
  sender.play(came({ kind: "received", id: OTHER }));
  assert.deepEqual([sender.stageOf(OTHER), sender.stageOf(ID)], ["done", "moving"]);
});

Deno.test("stepFiles: too few or too many bytes, or another digest, and the file counts as damaged", () => {
  const begun: FilesEvent[] = [offer(), { kind: "accepted", id: ID }, came({ kind: "begin", id: ID })];
  const digest = "d".repeat(43);
  for (
    const events of [
      [{ kind: "bytesReceived", sizeBytes: 9 }, came({ kind: "end", id: ID, digest })],
      [{ kind: "bytesReceived", sizeBytes: 11 }],
      [
        { kind: "bytesReceived", sizeBytes: 10 },
        came({ kind: "end", id: ID, digest }),
        { kind: "checked", id: ID, intact: false },
      ],
    ] as FilesEvent[][]
  ) {
    const recipient = side();
    const effects = recipient.play(...begun, ...events);
    assert.equal(recipient.stageOf(ID), "damaged");
    assert.ok(effects.some((effect) => effect.kind === "discard"));
    assert.ok(effects.some((effect) => effect.kind === "send" && effect.message.kind === "damaged"));
  }
});

Deno.test("stepFiles: either side can stop it at any time, and a lost connection ends what is open", () => {
  for (
    const [end, stage, told] of [
      [{ kind: "withdrawn", id: ID }, "withdrawn", "withdraw"],
      [came({ kind: "decline", id: ID }), "declined", undefined],
      [{ kind: "unreadable", id: ID }, "unreadable", "withdraw"],
      [{ kind: "detached" }, "interrupted", undefined],
    ] as [FilesEvent, string, string | undefined][]
  ) {
    const sender = side();
    sender.play(offered(), came({ kind: "accept", id: ID }));
    const effects = sender.play(end);
    assert.equal(sender.stageOf(ID), stage);
    assert.ok(effects.some((effect) => effect.kind === "stopSending"));
    assert.deepEqual(
      effects.flatMap((effect) => effect.kind === "send" ? [effect.message.kind] : []),
      told ? [told] : [],
    );
  }
});

Deno.test("stepFiles: offers without end are declined unseen", () => {
  const recipient = side();
  for (let index = 10; index < 30; index++) recipient.play(offer(String(index).repeat(11)));
  assert.equal(recipient.state.transfers.length, 10);
});

/** How long so many recipients take for so many offers each that are withdrawn again, in milliseconds: the best of several runs. */
function withdrawnMs(recipients: number, offers: number): number {
  const runs = Array.from({ length: 5 }, () => {
    const startMs = performance.now();
    for (let round = 0; round < recipients; round++) {
      const recipient = side();
      for (let index = 0; index < offers; index++) {
        const id = String(index).padStart(22, "w");
        recipient.play(offer(id), came({ kind: "withdraw", id }));
      }
    }
    return performance.now() - startMs;
  });
  return Math.min(...runs);
}

Deno.test("stepFiles: ten times as many withdrawn offers cost ten times as much, not a hundred", () => {
  withdrawnMs(1, 300); // compiled
  // As many offers on both sides: whatever else the machine does meanwhile slows down both.
  const [few, many] = [withdrawnMs(10, 300), withdrawnMs(1, 3_000)];
  assert.ok(many < 3 * few, `${few.toFixed(1)} ms for 10 × 300 offers, ${many.toFixed(1)} ms for 3,000`);
});

Deno.test("stepFiles: withdrawn offers push out no other file", () => {
  const recipient = side();
  const digest = "d".repeat(43);
  recipient.play(offered(OTHER), offer(ID), { kind: "accepted", id: ID }, came({ kind: "begin", id: ID }));
  recipient.play({ kind: "bytesReceived", sizeBytes: 10 }, came({ kind: "end", id: ID, digest }));
  recipient.play({ kind: "checked", id: ID, intact: true });
  const waiting = "z".repeat(22);
  recipient.play(offer(waiting));
  for (let index = 0; index < 3_000; index++) {
    const id = String(index).padStart(22, "w");
    recipient.play(offer(id), came({ kind: "withdraw", id }));
  }
  assert.deepEqual([ID, OTHER, waiting].map(recipient.stageOf), ["done", "offered", "offered"]);
  assert.ok(recipient.state.transfers.length <= 60, `${recipient.state.transfers.length} transfers`);
  assert.equal(recipient.stageOf(String(2_999).padStart(22, "w")), "withdrawn", "the latest are shown");
});

Deno.test("stepFiles: two sides that act at random agree on what has arrived", () => {
  const action = fc.tuple(
    fc.constantFrom("offer", "accept", "decline", "withdraw", "deliver", "deliver", "deliver", "finish"),
    fc.nat(1),
    fc.nat(3),
  );
  fc.assert(fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
    const sides = [side(), side()];
    const lines: (FileMessage | number)[][] = [[], []]; // on the way to each side
    let made = 0;
    const act = (who: number, ...events: FilesEvent[]) => {
      for (const effect of sides[who]!.play(...events)) {
        if (effect.kind === "send") lines[1 - who]!.push(effect.message);
        if (effect.kind === "sendBytes") lines[1 - who]!.push(10);
        if (effect.kind === "check") act(who, { kind: "checked", id: effect.id, intact: true });
      }
    };
    const deliver = (who: number) => {
      const next = lines[who]!.shift();
      if (typeof next === "number") act(who, { kind: "bytesReceived", sizeBytes: next });
      else if (next) act(who, came(next));
    };
    const finish = (who: number) => {
      const moving = sides[who]!.state.transfers.find(({ mine, stage }) => mine && stage === "moving");
      if (moving) act(who, { kind: "allSent", id: moving.id, digest: "d" });
    };
    for (const [kind, who, index] of actions) {
      const { transfers } = sides[who]!.state;
      const id = transfers[index]?.id ?? ID;
      if (kind === "offer") act(who, offered(String(100 + made++).padEnd(22, "x")));
      if (kind === "accept") act(who, { kind: "accepted", id });
      if (kind === "decline") act(who, { kind: "declined", id });
      if (kind === "withdraw") act(who, { kind: "withdrawn", id });
      if (kind === "deliver") deliver(who);
      if (kind === "finish") finish(who);
    }
    for (let round = 0; round < 400; round++) {
      for (const who of [0, 1]) {
        deliver(who);
        finish(who);
      }
    }
    for (const who of [0, 1]) {
      for (const mine of sides[who]!.state.transfers.filter((transfer) => transfer.mine)) {
        const theirs = sides[1 - who]!.state.transfers.find(({ id, mine: own }) => !own && id === mine.id);
        if (mine.stage === "done") assert.equal(theirs?.stage, "done");
        if (theirs && isOpen(mine)) {
          assert.equal(mine.stage, theirs.stage, "open only while somebody has to decide");
        }
        if (mine.stage === "moving" || mine.stage === "accepted") assert.fail(`left behind: ${mine.stage}`);
      }
    }
  }));
});

Deno.test("parseFileMessage: whatever comes, a message or a MessageError", () => {
  const id = fc.constantFrom(ID, "short", "../../etc/passwd", 7);
  const shaped = fc.record({
    kind: fc.constantFrom(
      "offer",
      "begin",
      "end",
      "withdraw",
      "accept",
      "decline",
      "received",
      "damaged",
      "x",
    ),
    id,
    name: fc.oneof(fc.string(), fc.integer()),
    sizeBytes: fc.oneof(fc.integer(), fc.double(), fc.constant(MAX_FILE_BYTES + 1)),
    digest: fc.string(),
  });
  fc.assert(fc.property(fc.oneof(fc.string(), shaped.map((value) => JSON.stringify(value))), (data) => {
    try {
      const message = parseFileMessage(data);
      if (message.kind === "offer") {
        assert.ok(message.sizeBytes >= 0 && message.sizeBytes <= MAX_FILE_BYTES);
        assert.equal(message.name, cleanFileName(message.name));
      }
    } catch (error) {
      assert.ok(error instanceof MessageError);
    }
  }));
});

Deno.test("cleanFileName: never a path, a control sign, a turn of direction, a hidden or a reserved name", () => {
  assert.equal(cleanFileName("C:\\Users\\Ida\\Befund.pdf"), "Befund.pdf");
  assert.equal(cleanFileName("../../.bashrc"), "bashrc");
  assert.equal(cleanFileName("rechnung\u202efdp.exe"), "rechnungfdp.exe");
  assert.equal(cleanFileName("con.txt"), "_con.txt");
  assert.equal(cleanFileName("\u0000/"), "file");
  assert.equal(cleanFileName(`${"x".repeat(300)}.docx`).length, MAX_FILE_NAME_CHARS);
  assert.ok(cleanFileName(`${"x".repeat(300)}.docx`).endsWith(".docx"));
  fc.assert(fc.property(anyText({ maxLength: 200 }), (name) => {
    const clean = cleanFileName(name);
    assert.ok(clean !== "" && clean.length <= MAX_FILE_NAME_CHARS);
    assert.doesNotMatch(clean, /[/\\<>:"|?*\p{Cc}\p{Cf}]|^[.\s]|[.\s]$/u);
    assert.equal(cleanFileName(clean), clean, "cleaning twice changes nothing");
    assert.ok(clean.isWellFormed());
  }));
});

Deno.test("FileDigest: however the bytes are cut, the digest is that of their blocks", async () => {
  const bytes = new Uint8Array(2 * BLOCK_BYTES + 12_345).map((_, index) => index * 31 >> 3);
  const whole = new FileDigest();
  whole.add(bytes);
  const expected = await whole.finish();
  for (const step of [1 << 15, 100_003, 3 * BLOCK_BYTES]) {
    const cut = new FileDigest();
    for (let at = 0; at < bytes.length; at += step) cut.add(bytes.subarray(at, at + step));
    assert.equal(await cut.finish(), expected);
  }
  const changed = bytes.slice();
  changed[BLOCK_BYTES]! ^= 1;
  const other = new FileDigest();
  other.add(changed);
  assert.notEqual(await other.finish(), expected);
  assert.equal(
    await new FileDigest().finish(),
    "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
    "SHA-256 of nothing",
  );
});

Deno.test("cleanFileName: its time grows with the name, not with its square", () => {
  for (const unit of [".", " ", ". a", "/", "\u202e", "\u0301"]) {
    assertLinear((length) => void cleanFileName(`a${unit.repeat(length / unit.length)}b`));
  }
});
