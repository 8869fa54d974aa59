import type { ComponentChildren } from "preact";
import type { StageView } from "../../call/stage/stage_view.ts";
import type { CallState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";
import { PartnerPicture, type PartnerPictureProps } from "./PartnerPicture.tsx";
import { StageHeader, type StageHeaderProps } from "./StageHeader.tsx";
import { StageNotices, type StageNoticesProps } from "./StageNotices.tsx";
import { partnerNameOf } from "./texts.ts";

interface StageProps
  extends Omit<PartnerPictureProps & StageHeaderProps & StageNoticesProps, "partner" | "name"> {
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
  const { state, view, t } = props;
  const parts = {
    ...props,
    name: partnerNameOf(state, t),
    partner: state.pairings.find(({ peerId }) => peerId === state.currentPeerId),
  };
  return (
    <section class="conversation bg-stage" data-panel={view.panel} data-full={view.full ? "" : undefined}>
      <div class="picture">
        <PartnerPicture {...parts} />
        <div class="absolute inset-x-0 top-0 z-[1] flex flex-col">
          <StageHeader {...parts} />
          <StageNotices {...parts} />
        </div>
        {isReminding(view, state) && state.phase === "connected" && (
          <Reminder t={t} onRead={props.onReminderRead} />
        )}
        {props.own}
      </div>
      {props.panel}
      {props.bar}
      {props.children}
    </section>
  );
}

/** Whether the reminder is to be read; on a phone it would cover the question of the safety code, which comes first. */
export function isReminding({ reminded }: StageView, { safetyChanged }: CallState): boolean {
  return !reminded && !safetyChanged;
}

/** What both are reminded of at the beginning of the conversation. */
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
