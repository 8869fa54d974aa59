import type { Wait } from "../../../server/polling/hub.ts";

/** What a wait has found in the end, as a promise. */
export function ended<Result>(held: Wait<Result>): Promise<Result | undefined> {
  return new Promise((resolve, reject) =>
    held.whenOver((end) => "error" in end ? reject(end.error) : resolve(end.found))
  );
}
