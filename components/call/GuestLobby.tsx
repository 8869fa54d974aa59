import { type CallState, isAbsent } from "../../call/state.ts";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { momentText } from "../../i18n/moment.ts";
import { Button } from "../Button.tsx";
import { OwnPreview, type OwnPreviewProps } from "./OwnPreview.tsx";
import { PracticePhone } from "./PracticePhone.tsx";
import { Sheet } from "./Sheet.tsx";
import { movedText } from "./texts.ts";

/** What the waiting rooms of guests and hosts share. */
export interface LobbyProps extends OwnPreviewProps {
  lang: string;
  onLeave: () => void;
}

/** What the seat tells of the consultation. Until the server has answered, `startsAtMs` is 0 and `practiceName` empty. */
interface GuestSeat {
  startsAtMs: number;
  practiceName: string;
  /** The planned start before the consultation was moved. */
  movedFromMs?: number | undefined;
  waitingPhone?: string | undefined;
}

interface GuestLobbyProps extends LobbyProps {
  seat: GuestSeat;
  waitedMs: number;
  /** The time by the server's clock, because this device's may be wrong. */
  serverNowMs: number;
}

/** The guest's waiting room: with whom, when, and how long the guest has been waiting. */
export function GuestLobby(props: GuestLobbyProps) {
  const { state, t, lang, seat, waitedMs, serverNowMs } = props;
  const { startsAtMs, practiceName, waitingPhone } = seat;
  const minutes = Math.floor(waitedMs / 60_000);
  const moved = movedText(seat, serverNowMs, lang, t);
  return (
    <Sheet title={t.waiting.guestTitle}>
      <p role="status" class="text-lg">{statusText(state, t)}</p>
      <p role="status" class={moved ? "font-semibold" : "sr-only"}>{moved}</p>
      <dl class="facts">
        {practiceName !== "" && (
          <>
            <dt>{t.waiting.with}</dt>
            <dd>{practiceName}</dd>
          </>
        )}
        {startsAtMs !== 0 && (
          <>
            <dt>{t.waiting.planned}</dt>
            <dd>{momentText(startsAtMs, serverNowMs, lang, t.entrance)}</dd>
          </>
        )}
        <dt>{t.waiting.sinceTitle}</dt>
        <dd>{minutes < 2 ? t.waiting.sinceNow : fill(t.waiting.since, { minutes })}</dd>
      </dl>
      <OwnPreview {...props} />
      <div class="flex flex-wrap gap-3">
        <PracticePhone phone={waitingPhone} t={t} />
        <Button kind="secondary" onClick={props.onLeave}>{t.waiting.leave}</Button>
      </div>
    </Sheet>
  );
}

/** The guest's state in one line. */
function statusText({ signaling, phase, pairings }: CallState, t: Catalogue["call"]): string {
  if (isAbsent(signaling)) return t.waiting[signaling];
  if (pairings.some(({ later }) => later)) return t.waiting.later;
  return phase === "knocking" ? t.waiting.knocking : t.waiting.guestLead;
}
