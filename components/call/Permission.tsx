import type { Platform } from "../../browser/platform.ts";
import type { Device } from "../../call/media/devices.ts";
import type { CallState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";
import { Notice } from "../Notice.tsx";
import { CopyLink } from "./CopyLink.tsx";
import { Details, MediaProblemHelp, PermissionPrompt, Steps } from "./PermissionGuide.tsx";
import { Sheet } from "./Sheet.tsx";

interface PermissionProps {
  state: CallState;
  t: Catalogue["call"];
  platform: Platform;
  /** The address that leads this person here from another browser. */
  link: string;
  /** True if it is the join page's address, where name and code are asked for again. */
  linkNeedsCode: boolean;
  copy: (text: string) => Promise<boolean>;
  /** All devices that the browser lists. */
  devices: readonly Device[];
  onAsk: (camera: boolean, microphone: boolean) => void;
  onOtherCamera: (camera: string) => void;
}

/** Announces the browser's permission prompt; after a refusal, how to undo it. */
export function Permission(props: PermissionProps) {
  const { state, t, onAsk } = props;
  const { status, problem } = state.media;
  const isRefused = status === "refused" && problem !== undefined;
  const isAsking = status === "asking";
  return (
    <Sheet title={t.permission.title}>
      {isRefused
        ? (
          <>
            <Notice kind="error" code={problem}>{t.problems[problem]}</Notice>
            <MediaProblemHelp {...props} problem={problem} />
          </>
        )
        : (
          <>
            <p>{t.permission.lead}</p>
            <p role="status">{isAsking ? t.permission.asking : t.permission.ask}</p>
            <PermissionPrompt {...props} />
          </>
        )}
      {!isRefused && <p class="text-muted">{t.permission.why}</p>}
      <Button kind="primary" busy={isAsking} onClick={() => onAsk(true, true)}>
        {isRefused ? t.permission.retry : t.permission.allow}
      </Button>
      {isRefused && (
        <Button kind="secondary" onClick={() => onAsk(false, true)}>{t.permission.audioOnly}</Button>
      )}
      {isAsking && (
        <Details summary={t.guide.noQuestion}>
          <Steps steps={t.guide.undo[props.platform.browser]} back={t.guide.back} />
        </Details>
      )}
      {isRefused && (
        <Details summary={t.guide.otherBrowser}>
          <p>{t.guide.otherBrowserLead}</p>
          {props.linkNeedsCode && <p>{t.guide.codeToo}</p>}
          <CopyLink t={t} link={props.link} copy={props.copy} />
        </Details>
      )}
    </Sheet>
  );
}
