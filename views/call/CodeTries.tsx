import { MAX_FAILURES } from "../../e2ee/guesses.ts";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";

/** How the access code fares, as the host's page knows it. */
export interface CodeTriesState {
  /** Failed tries. */
  failures: number;
  /** Why nobody who comes by the code is answered. */
  held?: keyof Catalogue["call"]["codeTries"]["held"];
}

interface CodeTriesProps {
  t: Catalogue["call"]["codeTries"];
  tries: CodeTriesState;
  /** Over the conversation, or in the waiting room's card. */
  place: "stage" | "card";
}

const LOOKS = { stage: "empty:hidden tag self-start", card: "empty:hidden notice bg-warm-soft" };

/** Tells the host of failed tries at the access code. Stays in the page, so that each is read out. */
export function CodeTries({ t, tries: { failures, held }, place }: CodeTriesProps) {
  return (
    <p role="status" class={LOOKS[place]} data-failures={failures} data-held={held}>
      {[
        ...(failures > 0 && failures < MAX_FAILURES
          ? [fill(t.failed, { failures, most: MAX_FAILURES })]
          : []),
        ...(held ? [t.held[held]] : []),
      ].join(" ")}
    </p>
  );
}
