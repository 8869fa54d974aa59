import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { realClock } from "../../browser/clock.ts";
import { browserStorage } from "../../browser/storage.ts";
import { isRoomOpen } from "../../call/entry/room_status.ts";
import { useRoomStatus } from "../../call/entry/use_room_status.ts";
import { guestProofs } from "../../call/guest_participation.ts";
import { forgetSeat, type StoredSeat } from "../../call/seats/stored_seat.ts";
import type { Call } from "../../call/use_call.ts";
import { Button } from "../../components/Button.tsx";
import { ClosedRoom } from "../../components/call/Entrance.tsx";
import { PracticePhone } from "../../components/call/PracticePhone.tsx";
import { EndSheet } from "../../components/call/Sheet.tsx";
import { failureText, formatElapsed } from "../../components/call/texts.ts";
import { fill } from "../../i18n/fill.ts";
import type { CallProps } from "./call_props.ts";
import { useNow } from "./use_now.ts";

interface EndProps extends CallProps {
  call: Call;
  /** The guest's seat. */
  seat: StoredSeat | undefined;
}

/** The practice's device does not know this one any more: whether to knock again is the person's decision. */
export function Asked({ t, call, seat }: EndProps) {
  const { asking } = t;
  return (
    <div role="alert">
      <EndSheet title={asking.title} lead={asking.lead}>
        <Button kind="primary" onClick={() => call.dispatch({ kind: "knockChosen" })}>{asking.knock}</Button>
        <Button kind="secondary" onClick={() => call.dispatch({ kind: "hungUp" })}>{asking.leave}</Button>
        <PracticePhone phone={seat?.waitingPhone} t={t} />
      </EndSheet>
    </div>
  );
}

/** The conversation is over. */
export function Ended({ t, host, call }: CallProps & { call: Call }) {
  const { endReason: reason = "hung_up", connectedAtMs } = call.state.value;
  const endedAtMs = useSignal(realClock.nowMs());
  const lasted = connectedAtMs === undefined
    ? ""
    : ` ${fill(t.ended.lasted, { span: formatElapsed(endedAtMs.value - connectedAtMs) })}`;
  return (
    <EndSheet title={t.ended[reason]} lead={t.ended[`${reason}Lead`] + lasted}>
      {reason !== "replaced" && (
        <Button kind="primary" onClick={() => call.dispatch({ kind: "rejoined" })}>{t.ended.rejoin}</Button>
      )}
      <Button kind="secondary" href={host ? "/practice" : "/"}>
        {host ? t.ended.toList : t.ended.toStart}
      </Button>
    </EndSheet>
  );
}

/** The call could not begin, or could not go on. */
export function Failed({ t, lang, room, host, call, seat }: EndProps) {
  const failure = call.state.value.failure ?? { code: "other" };
  // Too early, over or cancelled: the guest sees which, and goes in by itself when the room opens.
  const isOutside = !host && (failure.code === "not_open_yet" || failure.code === "consultation_unknown");
  const status = useRoomStatus(room, () => guestProofs(room), isOutside);
  const nowMs = useNow(isOutside);
  const isOpen = isRoomOpen(status.value);
  const wasClosed = useSignal(failure.code === "not_open_yet");
  useEffect(() => {
    // The room has opened, or is no longer cancelled. A room that was open all the time does not know this guest.
    if (isOutside && isOpen && wasClosed.value) call.dispatch({ kind: "retryRequested" });
    wasClosed.value ||= status.value.kind === "known" && !isOpen;
  }, [isOutside, isOpen, status.value.kind]);
  const isReplaced = failure.code === "code_replaced";
  useEffect(() => {
    if (isReplaced) forgetSeat(browserStorage("sessionStorage"), room);
  }, [isReplaced]);
  if (isOutside && !isOpen) return <ClosedRoom t={t} lang={lang} status={status.value} nowMs={nowMs.value} />;
  return (
    <div role="alert" data-error={failure.code}>
      <EndSheet
        title={isReplaced ? t.failures.codeReplacedTitle : t.failures.title}
        lead={failureText(failure, t, lang)}
      >
        {failure.code === "signed_out"
          ? <Button kind="primary" href="/practice">{t.failures.signIn}</Button>
          : !isReplaced && (
            <Button kind="primary" onClick={() => call.dispatch({ kind: "retryRequested" })}>
              {t.failures.retry}
            </Button>
          )}
        <Button kind={isReplaced ? "primary" : "secondary"} href={host ? "/practice" : "/"}>
          {host ? t.ended.toList : t.ended.toStart}
        </Button>
        <PracticePhone phone={seat?.waitingPhone} t={t} />
      </EndSheet>
    </div>
  );
}
