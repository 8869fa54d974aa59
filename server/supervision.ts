import { storeReasonOf } from "./store_errors.ts";

/** With which the program ends when it cannot start and has said why: EX_CONFIG of BSD's sysexits.h. */
export const CANNOT_START = 78;

/** Why a server has ended that was not told to, by the words of `/metrics`, and how the log says it. */
const SAID = {
  killed: "was killed; if nobody did it, the system ran out of memory (dmesg)",
  out_of_memory: "needed more memory than V8 allows",
  store_failed: "could not go on with its database",
  panicked: "was ended by an error of Deno",
  error: "ended with an error, which stands above",
  crashed: "crashed",
};
type ExitReason = keyof typeof SAID;

/** How often the server was started again, and why the last time; absent if never. */
export interface Restarts {
  count: number;
  reason: ExitReason;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A server that has run for so long is started again as if for the first time. */
const STEADY_MS = 60_000;

/** Why it has ended, by its status and the end of what it wrote to standard error; undefined if it meant to. */
export function exitReasonOf(
  { code, signal }: Pick<Deno.CommandStatus, "code" | "signal">,
  errors: string,
): ExitReason | undefined {
  if (signal === null && (code === 0 || code === CANNOT_START)) return undefined;
  if (signal === "SIGKILL") return "killed";
  if (/out of memory/i.test(errors)) return "out_of_memory";
  const panic = /panicked at [^\n]*\n(?<message>[^\n]*)/.exec(errors)?.groups?.["message"];
  if (panic !== undefined) {
    // "KV collect expired failed: database or disk is full"
    return storeReasonOf(new Error(panic.replace(/^KV [^:]*: /, ""))) ? "store_failed" : "panicked";
  }
  return signal === null ? "error" : "crashed";
}

/** How long to wait before the server is started again, if it has ended so often in a row. */
export function pauseMs(endsInARow: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (endsInARow - 1));
}

/** How often it has ended in a row, with this end after `ranMs`. */
export function endsInARow(before: number, ranMs: number): number {
  return ranMs >= STEADY_MS ? 1 : before + 1;
}

/** The sentence for the log. */
export function restartSentence(reason: ExitReason, waitMs: number): string {
  return `The server ${SAID[reason]}. It is started again in ${waitMs / 1000} s.`;
}

/** How the supervising process tells the next server. */
export function restartArguments(restarts: Restarts | undefined): string[] {
  return restarts ? [`--restarts=${restarts.count}`, `--last-exit=${restarts.reason}`] : [];
}

/** What `restartArguments` has told. */
export function restartsOf(args: readonly string[]): Restarts | undefined {
  const valueOf = (name: string) =>
    args.find((argument) => argument.startsWith(`${name}=`))?.slice(name.length + 1);
  const count = Number(valueOf("--restarts"));
  const reason = valueOf("--last-exit");
  return count > 0 && reason !== undefined && reason in SAID
    ? { count, reason: reason as ExitReason }
    : undefined;
}
