import { type ApiRequest, NetworkError, requestJson } from "./client.ts";

/** Enough for the largest request on a slow line. A dead one would else be waited for as long as the browser likes. */
const ANSWER_MS = 20_000;

/**
 * Asks the server; what does not answer in time could not be reached. A request with a `signal` has its time from there.
 * @throws what `requestJson` throws
 */
export async function ask<Answer>(request: ApiRequest, withinMs = ANSWER_MS): Promise<Answer> {
  if (request.signal) return await requestJson<Answer>(request);
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), withinMs);
  try {
    return await requestJson<Answer>({ ...request, signal: deadline.signal });
  } catch (error) {
    throw deadline.signal.aborted ? new NetworkError("No answer in time", { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** What is waited for no longer than for an answer: a part of the program that is loaded. @throws {NetworkError} */
export async function inTime<Value>(work: Promise<Value>, withinMs = ANSWER_MS): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NetworkError("Not there in time")), withinMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
