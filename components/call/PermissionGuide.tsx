import type { ComponentChildren } from "preact";
import type { Platform } from "../../browser/platform.ts";
import type { MediaProblem } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { PermissionPicture } from "./PermissionPicture.tsx";

interface GuideProps {
  t: Catalogue["call"];
  platform: Platform;
}

/** What the browser's permission prompt looks like, and where it appears. */
export function PermissionPrompt({ t, platform: { browser } }: GuideProps) {
  return (
    <div class="guide">
      <PermissionPicture browser={browser} scene="question" />
      <p>{t.guide.where[browser]}</p>
    </div>
  );
}

/** How to undo a refusal: of the person, the browser's setting or the system's. */
export function PermissionUndo({ t, platform, problem }: GuideProps & { problem: MediaProblem }) {
  const { undoTitle, undo, system, back, noQuestion } = t.guide;
  switch (problem) {
    case "media_dismissed":
      return (
        <>
          <PermissionPrompt t={t} platform={platform} />
          <Details summary={noQuestion}>
            <Steps steps={undo[platform.browser]} back={back} />
          </Details>
        </>
      );
    case "media_denied":
      return (
        <section aria-labelledby="undo">
          <h2 id="undo" class="text-lg font-semibold">{undoTitle}</h2>
          <div class="guide">
            <PermissionPicture browser={platform.browser} scene="settings" />
            <Steps steps={undo[platform.browser]} back={back} />
          </div>
        </section>
      );
    case "media_system_denied":
      return (
        <section aria-labelledby="undo">
          <h2 id="undo" class="text-lg font-semibold">{undoTitle}</h2>
          <Steps steps={system[platform.system]} back={back} />
        </section>
      );
    default:
      return null;
  }
}

export function Steps({ steps, back }: { steps: readonly string[]; back: string }) {
  return (
    <div class="flex flex-col gap-3">
      <ol class="steps">{steps.map((step) => <li key={step}>{step}</li>)}</ol>
      <p>{back}</p>
    </div>
  );
}

export function Details({ summary, children }: { summary: string; children: ComponentChildren }) {
  return (
    <details class="details">
      <summary>{summary}</summary>
      <div class="flex flex-col gap-3">{children}</div>
    </details>
  );
}
