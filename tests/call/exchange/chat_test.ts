import assert from "node:assert/strict";
import { assertLinear } from "../../support/linear.ts";
import fc from "fast-check";
import {
  type ChatEffect,
  type ChatEvent,
  type ChatMessage,
  type ChatState,
  cleanText,
  EMPTY_CHAT,
  MAX_CHAT_CHARS,
  parseChatMessage,
  piecesOf,
  stepChat,
} from "../../../call/exchange/chat.ts";
import { MessageError } from "../../../call/pairing/messages.ts";

const ID = "a".repeat(22);

function play(...events: ChatEvent[]): { state: ChatState; effects: ChatEffect[] } {
  let state = EMPTY_CHAT;
  let effects: ChatEffect[] = [];
  for (const event of events) {
    const [next, more] = stepChat(state, event);
    state = next;
    effects = [...effects, ...more];
  }
  return { state, effects };
}

Deno.test("stepChat: what is written is sent, and delivered with its receipt", () => {
  const written: ChatEvent = { kind: "written", id: ID, text: " Guten Tag \r\n", at: 1, atMs: 1 };
  const { state, effects } = play(written);
  assert.deepEqual(effects, [{ kind: "send", message: { kind: "text", id: ID, text: "Guten Tag" } }]);
  assert.equal(state.entries[0]!.delivered, false);
  const message: ChatMessage = { kind: "received", id: ID };
  assert.equal(
    play(written, { kind: "messageReceived", message, at: 2, atMs: 2 }).state.entries[0]!.delivered,
    true,
  );
});

Deno.test("stepChat: a new connection carries again what has no receipt; the other side shows it once", () => {
  const { effects } = play({ kind: "written", id: ID, text: "a", at: 1, atMs: 1 }, { kind: "attached" });
  assert.equal(effects.length, 2);
  assert.deepEqual(effects[0], effects[1]);
  const came: ChatEvent = {
    kind: "messageReceived",
    message: { kind: "text", id: ID, text: "a" },
    at: 1,
    atMs: 1,
  };
  const there = play(came, came);
  assert.equal(there.state.entries.length, 1);
  assert.deepEqual(there.effects.map(({ kind }) => kind), ["send", "announce", "send"], "both are receipted");
});

Deno.test("stepChat: nothing empty, nothing too long", () => {
  for (const text of ["", " \n\u202e", "x".repeat(MAX_CHAT_CHARS + 1)]) {
    assert.equal(play({ kind: "written", id: ID, text, at: 1, atMs: 1 }).state, EMPTY_CHAT);
  }
});

Deno.test("parseChatMessage: whatever comes, a message or a MessageError; what was sent comes out again", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(new ArrayBuffer(8))), (data) => {
    try {
      parseChatMessage(data);
    } catch (error) {
      assert.ok(error instanceof MessageError);
    }
  }));
  fc.assert(fc.property(fc.string({ minLength: 1, maxLength: MAX_CHAT_CHARS }), (typed) => {
    const text = cleanText(typed);
    if (text === "") return;
    const message: ChatMessage = { kind: "text", id: ID, text };
    assert.deepEqual(parseChatMessage(JSON.stringify(message)), message);
  }));
});

Deno.test("piecesOf: the pieces make up the text again, and only http and https are addresses", () => {
  fc.assert(fc.property(
    fc.array(
      fc.oneof(fc.string(), fc.constantFrom("https://praxis.example/x?y=1", "http://", " ", ").", "\n")),
    ),
    (parts) => {
      const text = parts.join("");
      const pieces = piecesOf(text);
      assert.equal(pieces.map((piece) => piece.text).join(""), text);
      for (const piece of pieces) if ("href" in piece) assert.match(piece.href, /^https?:\/\//);
    },
  ));
  assert.deepEqual(piecesOf("Siehe https://praxis.example/plan."), [
    { text: "Siehe " },
    { text: "https://praxis.example/plan", href: "https://praxis.example/plan", host: "praxis.example" },
    { text: "." },
  ]);
  for (const text of ["javascript:alert(1)", "data:text/html,x", "https://bank.example@evil.example/"]) {
    assert.deepEqual(piecesOf(text), [{ text }]);
  }
});

Deno.test("piecesOf: its time grows with the text, not with its square", () => {
  for (const unit of ["!", "https://a", "http://a b ", "h", ").,", "»"]) {
    assertLinear((length) => void piecesOf(`https://a${unit.repeat(length / unit.length)}b`));
  }
});
