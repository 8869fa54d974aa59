import { DeadlineError } from "./guarded_kv.ts";

/** Bounds the time of work that cannot be ended. @throws {DeadlineError} */
export function within<Result>(deadlineMs: number, work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(deadlineMs)), deadlineMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Ends early when the signal is aborted. */
export function pause(spanMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, spanMs);
    signal.addEventListener("abort", end);
  });
}
