import type { RunningServer } from "./running_server.ts";

/** Waits until `/readyz` answers with this word; returns its status. */
export async function readyzIs(
  { origin }: Pick<RunningServer, "origin">,
  word: string,
  withinMs = 20_000,
): Promise<number> {
  const endsAtMs = performance.now() + withinMs;
  for (;;) {
    const answer = await fetch(`${origin}/readyz`);
    const text = await answer.text();
    if (text === word) return answer.status;
    if (performance.now() > endsAtMs) throw new Error(`/readyz says ${text}, not ${word}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
