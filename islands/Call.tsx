import { useSignal } from "@preact/signals";
import { type Participation, useCall } from "../call/use_call.ts";
import { Opening } from "../components/call/Entrance.tsx";
import { useKeptFocus } from "../components/focus.ts";
import { BeforeCall, isOutside } from "../views/call/BeforeCall.tsx";
import type { CallProps } from "../views/call/call_props.ts";
import { CallPhase } from "../views/call/CallPhase.tsx";
import { useEntry } from "../views/call/use_entry.ts";
import { useInvitedRoom } from "../views/call/use_invited_room.ts";

export type { CallProps };

/** One room: the way in, the waiting, the conversation, the end. Every decision is made in `call/`. */
export default function Call(props: CallProps) {
  const { t, room, host } = props;
  useKeptFocus();
  const participation = useSignal<Participation | undefined>(undefined);
  const call = useCall(host ? "host" : "guest", participation);
  const { entry: { value: entry }, enter } = useEntry(props, participation, call.dispatch);
  const invitedRoom = useInvitedRoom(room, entry?.kind === "invited" ? entry.linkSecret : undefined);
  if (isOutside(entry)) {
    return (
      <main
        id="main"
        data-phase={entry.kind === "invited" && invitedRoom.isOpen ? "permission" : "failed"}
        data-error={entry.kind === "refused" ? entry.code : undefined}
        class="room"
      >
        <BeforeCall {...props} entry={entry} invitedRoom={invitedRoom} onEnter={enter} />
      </main>
    );
  }
  return (
    <main id="main" data-phase={call.state.value.phase} class="room">
      {call.isRunning ? <CallPhase {...props} call={call} entry={entry} /> : <Opening t={t} />}
    </main>
  );
}
