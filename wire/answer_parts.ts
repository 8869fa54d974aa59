import { NetworkError } from "./client.ts";

/** Readers of the parts of an answer that is parsed in the middle of a call. All @throws {NetworkError} if it is another. */

export function recordOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw notTheAnswer();
  return value as Record<string, unknown>;
}

export function listOf<Item>(value: unknown, itemOf: (value: unknown) => Item): Item[] {
  if (!Array.isArray(value)) throw notTheAnswer();
  return value.map(itemOf);
}

export function textOf(value: unknown): string {
  if (typeof value !== "string") throw notTheAnswer();
  return value;
}

export function numberOf(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw notTheAnswer();
  return value;
}

/** Far less than what a `Date` can hold, so that a page can show it, and a moment around it. */
const MAX_TIME_MS = 8e15;

/** Whether a page can show this as a moment. */
export function isTime(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= MAX_TIME_MS;
}

/** A moment, in milliseconds. */
export function timeOf(value: unknown): number {
  if (!isTime(value)) throw notTheAnswer();
  return value;
}

/** The error for an answer that is not the server's. */
export function notTheAnswer(): NetworkError {
  return new NetworkError("Not the server's answer");
}
