import fc from "fast-check";
import type { Ask } from "../call/world.ts";

/** What a liar answers to a request. */
type Answer =
  | { kind: "refuses"; code: string; status: number; retryAfterMs?: number }
  | { kind: "says"; json: unknown }
  /** The truth with one part of it changed. */
  | { kind: "bends"; key: string; json: unknown }
  | { kind: "later"; delayMs: number }
  /** An answer that it has given before, to whomever. */
  | { kind: "repeats" }
  | { kind: "breaks" }
  | { kind: "keepsSilent" };

type Mail =
  | "drops"
  | "doubles"
  | "delays"
  | "flips"
  | "reflects"
  | "kind 5"
  | "old"
  | "garbage"
  | "another room's";

/** One thing that happens, from one moment on and for a while. */
export type Act =
  & { atMs: number; spanMs: number; odds: number }
  & (
    | { what: "answer"; to: Ask["what"] | "all"; answer: Answer }
    | { what: "mail"; mail: Mail }
    | {
      what: "show";
      whom: "nobody" | "oneself" | "no host" | "Mallory only" | "a made-up host" | "turned roles";
    }
    | { what: "inject"; mail: "kind 5" | "old" | "garbage" | "another room's" }
    | { what: "forget" | "restart" | "cut" | "guess" | "Mallory" }
    | { what: "reload" | "crash" | "wake"; who: "guest" | "host" }
  );

export interface Schedule {
  seed: number;
  acts: Act[];
}

const CODES: readonly string[] = [
  "seat_unknown",
  "seat_replaced",
  "consultation_unknown",
  "not_open_yet",
  "forbidden",
  "signed_out",
  "locked",
  "room_full",
  "peer_unknown",
  "mailbox_full",
  "too_many_requests",
  "unavailable",
  "internal",
  "not_found",
  "bad_request",
  "version_conflict",
  "made up",
];

const answer: fc.Arbitrary<Answer> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("refuses" as const),
      code: fc.constantFrom(...CODES),
      status: fc.constantFrom(400, 401, 403, 404, 409, 410, 418, 423, 425, 429, 500, 502, 503),
      retryAfterMs: fc.constantFrom(0, 1, 5_000, 1e12),
    }),
  },
  fc.record({ kind: fc.constant("says" as const), json: fc.jsonValue() }),
  fc.record({
    kind: fc.constant("bends" as const),
    key: fc.constantFrom(
      "cursor",
      "messages",
      "peers",
      "peersTag",
      "serverNowMs",
      "room",
      "token",
      "iceServers",
      "lifetimeMs",
    ),
    json: fc.oneof(fc.jsonValue(), fc.integer(), fc.constant([])),
  }),
  fc.record({ kind: fc.constant("later" as const), delayMs: fc.integer({ min: 1, max: 60_000 }) }),
  fc.constantFrom<Answer>({ kind: "repeats" }, { kind: "breaks" }, { kind: "keepsSilent" }),
);

const person = fc.constantFrom("guest" as const, "host" as const);
const mail = fc.constantFrom<Mail>(
  ...([
    "drops",
    "doubles",
    "delays",
    "flips",
    "reflects",
    "kind 5",
    "old",
    "garbage",
    "another room's",
  ] as const),
);

export const LIES_MS = 90_000;

const act: fc.Arbitrary<Act> = fc.record({
  atMs: fc.integer({ min: 0, max: LIES_MS }),
  spanMs: fc.integer({ min: 500, max: 60_000 }),
  odds: fc.constantFrom(0.2, 0.6, 1),
}).chain((when) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        what: fc.constant("answer" as const),
        to: fc.constantFrom<Ask["what"] | "all">(
          "poll",
          "send",
          "seat",
          "ice",
          "readVault",
          "writeVault",
          "all",
        ),
        answer,
      }),
    },
    { weight: 3, arbitrary: fc.record({ what: fc.constant("mail" as const), mail }) },
    {
      weight: 2,
      arbitrary: fc.record({
        what: fc.constant("show" as const),
        whom: fc.constantFrom(
          "nobody",
          "oneself",
          "no host",
          "Mallory only",
          "a made-up host",
          "turned roles",
        ),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        what: fc.constant("inject" as const),
        mail: fc.constantFrom("kind 5", "old", "garbage", "another room's"),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ what: fc.constantFrom("forget", "restart", "cut", "guess", "Mallory") }),
    },
    { weight: 2, arbitrary: fc.record({ what: fc.constantFrom("reload", "crash", "wake"), who: person }) },
  ).map((what) => ({ ...when, ...what }) as Act)
);

/** Any schedule of a liar. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  acts: fc.array(act, { minLength: 1, maxLength: 8 }),
});
