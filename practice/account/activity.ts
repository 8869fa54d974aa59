import { practiceApi } from "../api.ts";
import { problemOf } from "../problem.ts";

/** Somebody at the keyboard is told to the server at most this often; the server renews no sign-in more often. */
const EVERY_MS = 60_000;

/**
 * Tells the server that somebody is using this page, so that the sign-in does not end as unused. Leaves the page when it has
 * ended. Returns how to stop.
 */
export function tellActivity(): () => void {
  let toldAtMs = performance.now(); // loading the page has told it
  const onInput = () => {
    if (performance.now() - toldAtMs < EVERY_MS) return;
    toldAtMs = performance.now();
    practiceApi.stayActive().catch((error) => {
      // Whatever else is wrong is told by what the person does.
      if (problemOf(error).code === "signed_out") location.assign("/practice");
    });
  };
  const events = ["pointerdown", "keydown"] as const;
  for (const event of events) addEventListener(event, onInput, { passive: true });
  return () => {
    for (const event of events) removeEventListener(event, onInput);
  };
}
