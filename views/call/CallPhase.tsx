import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { copyText } from "../../browser/clipboard.ts";
import { realClock } from "../../browser/clock.ts";
import { parsePlatform } from "../../browser/platform.ts";
import { linkOf, waitingSince } from "../../call/entry/arrival.ts";
import { useLevel } from "../../call/media/use_level.ts";
import type { StoredSeat } from "../../call/seats/stored_seat.ts";
import type { CallState } from "../../call/state.ts";
import type { Call } from "../../call/use_call.ts";
import { GuestLobby } from "../../components/call/GuestLobby.tsx";
import { Permission } from "../../components/call/Permission.tsx";
import { partnerNameOf } from "../../components/call/texts.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Asked, Ended, Failed } from "./CallEnd.tsx";
import type { CallProps } from "./call_props.ts";
import Conversation from "./Conversation.tsx";
import type { HostSide } from "./HostSide.tsx";
import type { Entry } from "./use_entry.ts";
import { useNow } from "./use_now.ts";

interface CallPhaseProps extends CallProps {
  call: Call;
  entry: Extract<Entry, { kind: "guest" | "host" }> | undefined;
}

interface PhaseProps extends CallProps {
  call: Call;
  /** The guest's seat. */
  seat: StoredSeat | undefined;
  hostSide: HostSide | undefined;
  /** This device's time. */
  nowMs: number;
}

/** What belongs to the call's phase. */
export function CallPhase({ entry, ...props }: CallPhaseProps) {
  const { call, t } = props;
  const state = call.state.value;
  const isInLobby = state.phase === "waiting" || state.phase === "knocking";
  const nowMs = useNow(isInLobby || state.connectedAtMs !== undefined);
  const arrivedAtMs = useSignal(0);
  useTitle(state, t);
  const level = useLevel(isInLobby ? call.ownStream.value : null);
  useEffect(() => {
    arrivedAtMs.value = waitingSince(arrivedAtMs.value, isInLobby, realClock.nowMs());
  }, [isInLobby]);
  const { problem } = state.media;
  useEffect(() => {
    if (problem) call.devices.look();
  }, [problem]);
  const phase = {
    ...props,
    seat: entry?.kind === "guest" ? entry.seat : undefined,
    hostSide: entry?.kind === "host" ? entry.side : undefined,
    nowMs: nowMs.value,
  };
  switch (state.phase) {
    case "permission":
      return <PermissionPhase {...phase} />;
    case "waiting":
    case "knocking":
      return <LobbyPhase {...phase} level={level} arrivedAtMs={arrivedAtMs.value} />;
    case "connecting":
    case "connected":
    case "recovering":
      return <ConversationPhase {...phase} />;
    case "asking":
      return <Asked {...phase} />;
    case "ended":
      return <Ended {...phase} />;
    case "failed":
      return <Failed {...phase} />;
  }
}

function PermissionPhase({ call, seat, t }: PhaseProps) {
  return (
    <Permission
      state={call.state.value}
      t={t}
      platform={parsePlatform(navigator)}
      link={seat ? linkOf(seat, location.origin) : globalThis.location?.href ?? ""}
      linkNeedsCode={seat?.method === "code"}
      copy={copyText}
      devices={call.devices.list.value}
      onOtherCamera={(camera) => {
        call.devices.choose({ camera });
        call.dispatch({ kind: "mediaRequested", camera: true, microphone: true });
      }}
      onAsk={(camera, microphone) => call.dispatch({ kind: "mediaRequested", camera, microphone })}
    />
  );
}

interface LobbyPhaseProps extends PhaseProps {
  level: Signal<number>;
  /** Since when the person has been waiting, by this device's clock; 0 if not known yet. */
  arrivedAtMs: number;
}

function LobbyPhase(
  { call, seat, host, hostSide, nowMs, level, arrivedAtMs, t, lang, room }: LobbyPhaseProps,
) {
  const common = {
    state: call.state.value,
    t,
    lang,
    devices: call.devices.list.value,
    ownStream: call.ownStream.value,
    level,
    onCamera: () => call.dispatch({ kind: "cameraToggled" }),
    onMicrophone: () => call.dispatch({ kind: "microphoneToggled" }),
    onOtherCamera(camera: string) {
      call.devices.choose({ camera });
      call.dispatch({ kind: "cameraToggled" });
    },
    onLeave: () => call.dispatch({ kind: "hungUp" }),
  };
  if (host) {
    return hostSide && <hostSide.Lobby {...common} side={hostSide} room={room} dispatch={call.dispatch} />;
  }
  return seat && (
    <GuestLobby
      {...common}
      seat={seat}
      serverNowMs={nowMs + seat.clockOffsetMs}
      waitedMs={nowMs - (arrivedAtMs || nowMs)}
    />
  );
}

function ConversationPhase({ call, seat, host, hostSide, nowMs, t, lang, room }: PhaseProps) {
  const state = call.state.value;
  return (
    <Conversation
      room={room}
      call={call}
      t={t}
      lang={lang}
      ownName={host?.name ?? seat?.name ?? ""}
      nowMs={nowMs}
      phone={seat?.waitingPhone}
      {...hostSide && host && {
        aside: <hostSide.Aside side={hostSide} t={t} lang={lang} room={room} practiceId={host.practiceId} />,
        removal: state.currentPeerId && (
          <hostSide.RemoveGuest
            t={t}
            name={partnerNameOf(state, t)}
            onRemove={() => call.dispatch({ kind: "removed", peerId: state.currentPeerId! })}
          />
        ),
      }}
    />
  );
}

/** Shows in the tab's title that somebody knocks, or that the guest is waiting. */
function useTitle(state: CallState, t: Catalogue["call"]): void {
  const { role, phase } = state;
  const name = state.pairings.find(({ stage }) => stage === "knocking")?.name;
  useEffect(() => {
    const what = phase === "knocking" && role === "host" && name
      ? `● ${name}`
      : phase === "knocking" && role === "guest"
      ? `● ${t.waiting.tabTitleSoon}`
      : phase === "waiting" && role === "guest"
      ? t.waiting.tabTitle
      : undefined;
    document.title = what ? `${what} · ${t.pageTitle}` : t.pageTitle;
  }, [role, phase, name]);
}
