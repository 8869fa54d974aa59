import assert from "node:assert/strict";
import { MAX_FAILURES, MAX_GUEST_FAILURES } from "../../e2ee/guesses.ts";
import { FAILURES_TOLD } from "../../wire/journal.ts";
import { JOURNAL_LIMITS, LIMITS, NETWORK_FACTOR, RATE_LIMITS, ROOM_LIMITS } from "../../wire/limits.ts";
import { endpointsOfFiles } from "../api/endpoints.ts";

const protocol = Deno.readTextFileSync("docs/protocol.md");

/** A chapter of the protocol. */
function chapter(title: string): string {
  const text = protocol.split(`\n## ${title}\n`)[1]?.split("\n## ")[0];
  assert.ok(text, title);
  return text;
}

Deno.test("docs/protocol.md: names every message that is parsed, and no other", () => {
  const source = Deno.readTextFileSync("call/pairing/messages.ts");
  const kinds = [...new Set([...source.matchAll(/\{ kind: "(\w+)"/g)].map((match) => match[1]!))].sort();
  const told = [...chapter("The call's messages").matchAll(/^\| `(\w+)`/gm)].map((match) => match[1]!).sort();
  assert.ok(kinds.length > 5);
  assert.deepEqual(told, kinds);
});

Deno.test("docs/protocol.md: names every error of the library", () => {
  const source = Deno.readTextFileSync("e2ee/errors.ts");
  const codes = [...source.matchAll(/^ {2}\| "(\w+)"/gm)].map((match) => match[1]!);
  assert.ok(codes.length > 10);
  assert.deepEqual(codes.filter((code) => !protocol.includes(`\`${code}\``)), []);
});

Deno.test("docs/protocol.md: every label of a key is there, and every one there is used", () => {
  const files = [...Deno.readDirSync("e2ee")].map(({ name }) => `e2ee/${name}`);
  // The server computes the journal's hashes, too.
  const sources = [...files, "wire/journal.ts"].map((file) => Deno.readTextFileSync(file)).join("\n");
  // Some are put together, of what stands at their place.
  const literal = [...sources.matchAll(/"(vc1 [\w ]+)"/g)].map((match) => match[1]!);
  const scheduled = [...sources.matchAll(/(?:key|nested)\("([\w ]+)"/g)].map((match) => `vc1 ${match[1]}`);
  const split = [...sources.matchAll(/splitSecret\([^"\n]+"(\w+)"\)/g)]
    .flatMap((match) => [`vc1 ${match[1]} auth`, `vc1 ${match[1]} wrap`]);
  const used = new Set([...literal, ...scheduled, ...split]);
  const told = new Set([...protocol.matchAll(/[`"](vc1 [\w ]+)[`"]/g)].map((match) => match[1]!));
  assert.ok(used.size >= 10);
  assert.deepEqual([...told].sort(), [...used].sort());
});

Deno.test("docs/protocol.md: the mailbox has the endpoints that there are, with their limits", () => {
  const text = chapter("Mailbox");
  const rooms = endpointsOfFiles().map(({ endpoint }) => endpoint)
    .filter((endpoint) => endpoint.includes(" /api/rooms/:room"));
  assert.ok(rooms.length >= 5);
  const told = [...text.matchAll(/`((?:GET|POST|PUT|DELETE) \/api\/[^`?]*)/g)].map((match) =>
    match[1]!.trim()
  );
  assert.deepEqual(told.sort(), [...rooms, "POST /api/join", "GET /api/ice"].sort());
  assert.ok(text.includes(`${LIMITS.bodyBytes / 1024} KiB`));
  assert.ok(text.includes(`1 to ${LIMITS.messagesPerPost} messages`));
  assert.ok(text.includes(`a body has at most ${ROOM_LIMITS.messageChars / 1024} KiB`));
  assert.ok(text.includes(`at most ${LIMITS.holdMs / 1000} s`));
  const flat = text.replaceAll(/\s+/g, " ");
  const { tries, windowMs } = RATE_LIMITS.unknownCodes;
  assert.equal(windowMs, 10 * 60_000);
  assert.ok(flat.includes(`after ${tries.toLocaleString("en")} in ten minutes it looks up no code`));
  assert.ok(flat.includes("a whole /48 has eight times the tries") && NETWORK_FACTOR === 8);
  const { unprovenSeats, seatsPerRoom, unprovenSeatsPerAddress, unprovenMessages } = ROOM_LIMITS;
  assert.ok(
    flat.includes(`at most ${unprovenSeats} unproven seats in a room, beside the ${seatsPerRoom} of`),
  );
  assert.ok(flat.includes(`at most ${unprovenSeatsPerAddress} from one address`));
  assert.ok(flat.includes(`sends at most ${unprovenMessages} messages`));
  assert.ok(flat.includes(`the server keeps the last ${ROOM_LIMITS.returnProofs}.`));
  const guesses = chapter("Who counts guesses");
  assert.ok(guesses.includes(`After ${MAX_FAILURES} nothing is answered`));
  assert.ok(guesses.includes(`at most at ${MAX_GUEST_FAILURES} answers`));
});

Deno.test("docs/protocol.md: the journal's limits are those of the server", () => {
  const [, text = ""] = /\n### Journal\n([^]*?)\n### /.exec(protocol) ?? [];
  const flat = text.replaceAll(/\s+/g, " ");
  const { members, server, keepMs } = JOURNAL_LIMITS;
  assert.ok(flat.includes(`the newest ${members} entries of the members and ${server} of its own`));
  assert.ok(flat.includes(`longer than ${keepMs / (24 * 3600_000)} days`));
  const counts = FAILURES_TOLD.map((count) => count.toLocaleString("en"));
  assert.ok(flat.includes(`at ${counts.slice(0, -1).join(", ")} and ${counts.at(-1)} in a day`));
});
