import { ApiError, NetworkError } from "../../wire/client.ts";
import type { ErrorCode } from "../../wire/errors.ts";
import type { Ask } from "../call/world.ts";
import type { Scene } from "./scene.ts";

/** What whoever runs the server does from one moment on. */
interface Lie {
  /** What it does at once, to its store or to what it shows. */
  begin?(scene: Scene): void;
  /** What it answers; it does nothing honest unless it calls `honest`, and undefined leaves the request to other lies. */
  answer?(ask: Ask, honest: () => Promise<unknown>, scene: Scene): Promise<unknown> | undefined;
}

const refusal = (code: ErrorCode, status: number) => Promise.reject(new ApiError(code, status));

/** Refuses what these requests ask for. */
function refuses(code: ErrorCode, status: number, ...what: Ask["what"][]): Lie {
  return { answer: (ask) => what.includes(ask.what) ? refusal(code, status) : undefined };
}

/**
 * The lies of a server, by name. Each is told alone and together with each other one, while a call runs and while it is
 * interrupted (lying_server_test.ts): a new lie is one more entry.
 */
export const LIES: Readonly<Record<string, Lie>> = {
  "polls: unavailable": refuses("unavailable", 503, "poll"),
  "polls: too many": refuses("too_many_requests", 429, "poll"),
  "everything: no answer": { answer: () => Promise.reject(new NetworkError("No answer")) },
  "everything: never answered": { answer: () => new Promise(() => {}) },
  "relays: refused": refuses("forbidden", 403, "ice"),
  "mailboxes: nothing arrives": { begin: ({ world }) => world.relay.mischief.carry = () => [] },
  "peers: nobody is there": { begin: ({ world }) => world.relay.mischief.show = () => [] },
};

/** The server tells these lies from now on, and the truth where none of them says anything. */
export function lie(scene: Scene, names: readonly string[]): void {
  const lies = names.map((name) => LIES[name]!);
  scene.world.answer = (ask, honest) => {
    for (const { answer } of lies) {
      const said = answer?.(ask, honest, scene);
      if (said) return said;
    }
    return honest();
  };
  for (const { begin } of lies) begin?.(scene);
}
