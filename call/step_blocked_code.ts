import { type CallStep, type EventOf, NOTHING } from "./events.ts";
import { withoutNotice } from "./pairings.ts";
import type { CallState } from "./state.ts";

/** Host: a code is blocked, or its replacement has come further. The notice stays until it is replaced. */
export function blockCode(state: CallState, { blockedCode }: EventOf<"codeBlocked">): CallStep {
  const { status } = blockedCode;
  const told = status === "replaced" ? withoutNotice(state, "codeBlocked") : state;
  const notice = { kind: "codeBlocked" } as const;
  return [{ ...told, blockedCode, ...(status === "blocked" ? { notice } : {}) }, NOTHING];
}
