import type { ComponentChildren } from "preact";
import type { Platform } from "../../browser/platform.ts";
import type { Device } from "../../call/media/devices.ts";
import type { MediaProblem } from "../../call/media/media_state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { OtherCameras } from "./OtherCameras.tsx";
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

interface MediaProblemHelpProps extends GuideProps {
  problem: MediaProblem;
  /** All devices that the browser lists. */
  devices: readonly Device[];
  onOtherCamera: (camera: string) => void;
}

/** What to do when camera and microphone were refused: by the person, the browser, the system, or another program. */
export function MediaProblemHelp(props: MediaProblemHelpProps) {
  const { t, platform } = props;
  const { undoTitle, undo, system, back, noQuestion } = t.guide;
  switch (props.problem) {
    case "media_dismissed":
      return (
        <>
          <PermissionPrompt {...props} />
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
    case "media_in_use":
      return <OtherCameras t={t} devices={props.devices} onChoose={props.onOtherCamera} />;
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
