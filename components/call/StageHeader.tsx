import type { CallState, PairingState } from "../../call/state.ts";
import type { StageView } from "../../call/stage/stage_view.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Icon } from "../Icon.tsx";
import { LineTag } from "./Line.tsx";
import type { Voices } from "./Participants.tsx";
import { formatElapsed } from "./texts.ts";

export interface StageHeaderProps {
  state: CallState;
  partner: PairingState | undefined;
  /** The partner's name. */
  name: string;
  view: StageView;
  voices: Voices;
  /** How long the conversation has been running. */
  elapsedMs: number;
  t: Catalogue["call"];
  onShowSafety: () => void;
}

/** Above the picture: who the partner is, how long the call has lasted, whether it is encrypted, and how good the connection is. */
export function StageHeader(props: StageHeaderProps) {
  const { state, partner, name, t } = props;
  return (
    <header class="flex flex-wrap items-start justify-between gap-2 p-3">
      <h1 class="tag font-medium">
        {name}
        {partner?.partnerMicrophone === false && (
          <span class="flex items-center gap-1 text-sm">
            <Icon name="microphone-off" /> {t.status.partnerMicrophoneOff}
          </span>
        )}
        {props.voices.partner && (
          <span class="flex items-center gap-1 text-sm">
            <Icon name="voice" /> {t.panel.speaks}
          </span>
        )}
      </h1>
      {state.connectedAtMs !== undefined && (
        <p class="tag tabular-nums ms-auto" role="timer">{formatElapsed(props.elapsedMs)}</p>
      )}
      <div class="flex flex-wrap items-center gap-2">
        {/* The participants panel shows the same, and the safety code. */}
        {partner && props.view.panel !== "participants" && (partner.verified
          ? (
            <button type="button" class="tag tag-button" onClick={props.onShowSafety}>
              <Icon name="lock" /> {t.status.encrypted}
            </button>
          )
          : <p class="tag">{t.status.securing}</p>)}
        {state.phase === "connected" && <LineTag state={state} t={t} />}
      </div>
    </header>
  );
}
