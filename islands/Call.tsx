import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import {
  ClosedRoom,
  IncompleteLink,
  Invited,
  isRoomOpen,
  Opening,
  Unsupported,
} from "../components/call/Entrance.tsx";
import { End, GuestLobby, Permission } from "../components/call/Lobby.tsx";
import { takeFocus, useKeptFocus } from "../components/focus.ts";
import { failureText, formatSpan, partnerNameOf } from "../components/call/texts.ts";
import { acceptInvite, type Arrival, arriveAsGuest, linkOf, waitingSince } from "../call/entry/arrival.ts";
import { browserStorage } from "../browser/storage.ts";
import { forgetSeat } from "../call/seats/stored_seat.ts";
import { type MissingCapability, missingCapability } from "../browser/capabilities.ts";
import { guestParticipation } from "../call/guest_participation.ts";
import { firstRoomStatus } from "../call/entry/room_status.ts";
import { parsePlatform } from "../browser/platform.ts";
import { markStarted } from "../browser/started.ts";
import type { CallState } from "../call/state.ts";
import type { StoredSeat } from "../call/seats/stored_seat.ts";
import { type Call as RunningCall, type Participation, useCall } from "../call/use_call.ts";
import { useLevel } from "../call/media/use_level.ts";
import { useRoomStatus } from "../call/entry/use_room_status.ts";
import { copyText } from "../browser/clipboard.ts";
import { fill } from "../i18n/fill.ts";
import type { Catalogue } from "../i18n/mod.ts";
import type { Host, HostSide } from "../views/call/HostSide.tsx";
import Conversation from "../views/call/Conversation.tsx";
import { withDeadline } from "../wire/client.ts";
import type { RoomOutline } from "../wire/rooms.ts";

export interface CallProps {
  room: string;
  t: Catalogue["call"];
  lang: string;
  /** Set for a practitioner of the practice that the consultation belongs to. */
  host?: Host;
  /** For everybody else: who invites and for when; null if there is no such room. */
  outline?: RoomOutline | null;
}

/** One room: the way in, the waiting, the conversation, the end. Every decision is made in `call/`. */
export default function Call(props: CallProps) {
  const { t, lang, room, host } = props;
  useKeptFocus();
  const blocked = useSignal<{ reason: MissingCapability; link: string } | undefined>(undefined);
  const nameMissing = useSignal(false);
  const arrival = useSignal<Arrival | undefined>(undefined);
  const participation = useSignal<Participation | undefined>(undefined);
  const sealed = useSignal<string | undefined>(undefined);
  const call = useCall(host ? "host" : "guest", participation);
  const enter = (arrived: Arrival) => {
    arrival.value = arrived;
    if (arrived.kind !== "guest") return;
    participation.value = guestParticipation(arrived.seat, (seat) => arrival.value = { kind: "guest", seat });
  };
  const hostSide = useSignal<HostSide | undefined>(undefined);
  const enterAsHost = async (as: Host) => {
    const module = await withDeadline(import("../views/call/HostSide.tsx")).catch(() => undefined);
    // The line broke off or says nothing, or the file is of a build that is no more: the page has to be loaded again.
    if (!module) return void (sealed.value = "network");
    const side = await module.enterAsHost(room, as, call.dispatch);
    if ("refused" in side) return void (sealed.value = side.refused);
    hostSide.value = side;
    participation.value = side.participation;
  };
  useEffect(() => {
    markStarted();
    const reason = missingCapability(globalThis);
    // The address keeps its secret part: "open in browser" hands on what stands there.
    if (reason) blocked.value = { reason, link: location.href };
    else if (host) void enterAsHost(host);
    else enter(arriveAsGuest(room, { storage: browserStorage("sessionStorage"), location, history }));
  }, []);
  const arrived = arrival.value;
  const status = useRoomStatus(room, props.outline, arrived?.kind === "invited");
  const isOpen = isRoomOpen(status.value);
  const nowMs = useNow(arrived?.kind === "invited");
  const wasClosed = useSignal(false);
  useLayoutEffect(() => {
    if (arrived?.kind !== "invited") return;
    // It opened while somebody waited before it: the page begins anew, and says so.
    if (isOpen && wasClosed.value) takeFocus(document.querySelector<HTMLElement>("main h1"));
    if (status.value.kind !== "asking") wasClosed.value ||= !isOpen;
  }, [isOpen, status.value.kind]);
  if (sealed.value) {
    return (
      <main id="main" data-phase="failed" data-error={sealed.value} class="room">
        <End title={t.failures.title} lead={failureText({ code: sealed.value }, t, props.lang)}>
          <Button kind="primary" onClick={() => location.reload()}>{t.failures.retry}</Button>
          <Button kind="secondary" href="/practice">{t.ended.toList}</Button>
        </End>
      </main>
    );
  }
  if (blocked.value) {
    return (
      <main id="main" data-phase="failed" class="room">
        <Unsupported t={t} {...blocked.value} copy={copyText} />
      </main>
    );
  }
  if (arrived?.kind === "stranger") {
    const isKnown = props.outline?.state === "open" || props.outline?.state === "early";
    return (
      <main id="main" data-phase="failed" class="room">
        {isKnown ? <IncompleteLink t={t} /> : (
          <ClosedRoom
            t={t}
            lang={lang}
            status={firstRoomStatus(props.outline, nowMs.value)}
            nowMs={nowMs.value}
          />
        )}
      </main>
    );
  }
  if (arrived?.kind === "invited") {
    const at = { t, lang, status: status.value, nowMs: nowMs.value };
    const join = (name: string) => {
      nameMissing.value = name === "";
      if (name === "") return;
      const { linkSecret } = arrived;
      enter(acceptInvite(room, { linkSecret, name }, status.value, browserStorage("sessionStorage")));
    };
    return (
      <main id="main" data-phase={isOpen ? "permission" : "failed"} class="room">
        {isOpen
          ? (
            <Invited
              {...at}
              name={arrived.name}
              nameMissing={nameMissing.value}
              justOpened={wasClosed.value}
              onJoin={join}
            />
          )
          : <ClosedRoom {...at} />}
      </main>
    );
  }
  if (!call.isRunning) {
    return (
      <main id="main" data-phase={call.state.value.phase} class="room">
        <Opening t={t} practiceName={props.outline?.practiceName} />
      </main>
    );
  }
  return (
    <main id="main" data-phase={call.state.value.phase} class="room">
      <Phase
        {...props}
        call={call}
        seat={arrived?.kind === "guest" ? arrived.seat : undefined}
        hostSide={hostSide.value}
      />
    </main>
  );
}

interface PhaseProps extends CallProps {
  call: RunningCall;
  seat: StoredSeat | undefined;
  hostSide: HostSide | undefined;
}

/** What belongs to the phase. */
function Phase({ call, seat, hostSide, ...props }: PhaseProps) {
  const { t, lang, host } = props;
  const state = call.state.value;
  const nowMs = useNow(
    state.phase === "waiting" || state.phase === "knocking" || state.connectedAtMs !== undefined,
  );
  const arrivedAtMs = useSignal(0);
  useTitle(state, t);
  const isInLobby = state.phase === "waiting" || state.phase === "knocking";
  const level = useLevel(isInLobby ? call.ownStream.value : null);
  useEffect(() => {
    arrivedAtMs.value = waitingSince(arrivedAtMs.value, isInLobby, Date.now());
  }, [isInLobby]);
  const { problem } = state.media;
  useEffect(() => {
    if (problem) call.devices.look();
  }, [problem]);
  const takeCamera = (camera: string) => call.devices.choose({ camera });
  const common = {
    state,
    t,
    lang,
    devices: call.devices.list.value,
    onOtherCamera(camera: string) {
      takeCamera(camera);
      call.dispatch({ kind: "cameraToggled" });
    },
    ownStream: call.ownStream.value,
    level,
    onCamera: () => call.dispatch({ kind: "cameraToggled" }),
    onMicrophone: () => call.dispatch({ kind: "microphoneToggled" }),
    onLeave: () => call.dispatch({ kind: "hungUp" }),
  };
  switch (state.phase) {
    case "permission":
      return (
        <Permission
          state={state}
          t={t}
          platform={parsePlatform(navigator)}
          link={seat ? linkOf(seat, location.origin) : globalThis.location?.href ?? ""}
          linkNeedsCode={seat?.method === "code"}
          copy={copyText}
          devices={common.devices}
          onOtherCamera={(camera) => {
            takeCamera(camera);
            call.dispatch({ kind: "mediaRequested", camera: true, microphone: true });
          }}
          onAsk={(camera, microphone) => call.dispatch({ kind: "mediaRequested", camera, microphone })}
        />
      );
    case "waiting":
    case "knocking":
      if (host) {
        return hostSide && (
          <hostSide.Lobby
            {...common}
            side={hostSide}
            room={props.room}
            dispatch={call.dispatch}
          />
        );
      }
      return seat && (
        <GuestLobby
          {...common}
          startsAtMs={seat.startsAtMs}
          movedFromMs={seat.movedFromMs}
          practiceName={seat.practiceName}
          waitingPhone={seat.waitingPhone}
          serverNowMs={nowMs.value + seat.clockOffsetMs}
          waitedMs={nowMs.value - (arrivedAtMs.value || nowMs.value)}
        />
      );
    case "connecting":
    case "connected":
    case "recovering":
      return (
        <Conversation
          room={props.room}
          call={call}
          t={t}
          lang={lang}
          ownName={host?.name ?? seat?.name ?? ""}
          nowMs={nowMs.value}
          phone={seat?.waitingPhone}
          {...hostSide && host && {
            aside: <hostSide.Aside t={t} lang={lang} room={props.room} practiceId={host.practiceId} />,
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
    case "ended":
      return <Ended {...props} call={call} />;
    case "failed":
      return <Failed {...props} call={call} />;
  }
}

function Ended({ t, host, call }: CallProps & { call: RunningCall }) {
  const { endReason: reason = "hung_up", connectedAtMs } = call.state.value;
  const endedAtMs = useSignal(Date.now());
  const lasted = connectedAtMs === undefined
    ? ""
    : ` ${fill(t.ended.lasted, { span: formatSpan(endedAtMs.value - connectedAtMs) })}`;
  return (
    <End title={t.ended[reason]} lead={t.ended[`${reason}Lead`] + lasted}>
      {reason !== "replaced" && (
        <Button kind="primary" onClick={() => call.dispatch({ kind: "rejoined" })}>{t.ended.rejoin}</Button>
      )}
      <Button kind="secondary" href={host ? "/practice" : "/"}>
        {host ? t.ended.toList : t.ended.toStart}
      </Button>
    </End>
  );
}

function Failed({ t, lang, room, host, call }: CallProps & { call: RunningCall }) {
  const failure = call.state.value.failure ?? { code: "other" };
  // Too early, or over: a guest is told which, and goes in by itself when it opens.
  const isOutside = !host && (failure.code === "not_open_yet" || failure.code === "consultation_unknown");
  const status = useRoomStatus(room, undefined, isOutside);
  const nowMs = useNow(isOutside);
  const isOpen = isRoomOpen(status.value);
  const wasClosed = useSignal(failure.code === "not_open_yet");
  useEffect(() => {
    // It has opened, or what was cancelled is not any more. A room that was open all the time does not know this guest.
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
      <End
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
      </End>
    </div>
  );
}

/** The tab's title says what is going on, for whoever looks at another tab. */
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

/** The time, to the second, while somebody looks at it. */
function useNow(running: boolean): Signal<number> {
  const now = useSignal(Date.now());
  useEffect(() => {
    if (!running) return;
    now.value = Date.now();
    const timer = setInterval(() => now.value = Date.now(), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
