import type { ComponentChildren } from "preact";
import type { StageView } from "../../call/stage/stage_view.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";
import { PartnerPicture } from "./PartnerPicture.tsx";
import type { Voices } from "./Participants.tsx";
import { StageHeader } from "./StageHeader.tsx";
import { StageNotices, type StageNoticesProps } from "./StageNotices.tsx";
import { partnerNameOf } from "./texts.ts";

interface StageProps extends Omit<StageNoticesProps, "ownVoice"> {
  view: StageView;
  voices: Voices;
  partnerStream: MediaStream | null;
  partnerScreen: MediaStream | null;
  /** How long the conversation has been running. */
  elapsedMs: number;
  onSoundBlocked: () => void;
  onShowSafety: () => void;
  onReminderRead: () => void;
  /** The own picture. */
  own: ComponentChildren;
  bar: ComponentChildren;
  panel: ComponentChildren;
  /** Dialogs and offers above everything. */
  children?: ComponentChildren;
}

/** The conversation: the partner large, the own picture small, the bar below, a panel beside. */
export function Stage(props: StageProps) {
  const { state, view, voices, t } = props;
  const name = partnerNameOf(state, t);
  const partner = state.pairings.find(({ peerId }) => peerId === state.currentPeerId);
  return (
    <section class="conversation bg-stage" data-panel={view.panel} data-full={view.full ? "" : undefined}>
      <div class="picture">
        <PartnerPicture
          partner={partner}
          name={name}
          speaks={voices.partner}
          stream={props.partnerStream}
          screen={props.partnerScreen}
          t={t}
          onSoundBlocked={props.onSoundBlocked}
        />
        <div class="absolute inset-x-0 top-0 z-[1] flex flex-col">
          <StageHeader
            state={state}
            partner={partner}
            name={name}
            speaks={voices.partner}
            elapsedMs={props.elapsedMs}
            safetyShown={view.panel === "participants"}
            t={t}
            onShowSafety={props.onShowSafety}
          />
          <StageNotices {...props} name={name} ownVoice={voices.own} />
        </div>
        {!view.reminded && state.phase === "connected" && <Reminder t={t} onRead={props.onReminderRead} />}
        {props.own}
      </div>
      {props.panel}
      {props.bar}
      {props.children}
    </section>
  );
}

/** What both are reminded of at the beginning (PRODUCT, P13). */
function Reminder({ t, onRead }: { t: Catalogue["call"]; onRead: () => void }) {
  return (
    <div class="absolute inset-x-0 bottom-3 z-[2] flex justify-center px-3 pointer-events-none">
      <div class="reminder pointer-events-auto" role="region" aria-labelledby="reminder">
        <h2 id="reminder">{t.reminder.title}</h2>
        <ul>
          {t.reminder.points.map((point) => <li key={point}>{point}</li>)}
        </ul>
        <Button kind="primary" onClick={onRead}>{t.reminder.read}</Button>
      </div>
    </div>
  );
}
