import { type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { End, GuestLobby, HostLobby, Permission, Sheet } from "../components/call/Lobby.tsx";
import { failureText } from "../components/call/texts.ts";
import { TextField } from "../components/TextField.tsx";
import { acceptInvite, type Arrival, arriveAsGuest } from "../call/arrival.ts";
import { guestParticipation, hostParticipation } from "../call/participation.ts";
import type { CallState } from "../call/state.ts";
import type { StoredSeat } from "../call/stored_seat.ts";
import { type Call as RunningCall, type Participation, useCall } from "../call/use_call.ts";
import { problemOf } from "../practice/problem.ts";
import { privateStore } from "../practice/vault.ts";
import type { PrivateConsultation } from "../practice/private_store.ts";
import type { Catalogue } from "../i18n/mod.ts";
import Conversation from "./Conversation.tsx";

export interface CallProps {
  room: string;
  t: Catalogue["call"];
  lang: string;
  /** Set for a practitioner of the practice that the consultation belongs to. */
  host?: { name: string; practiceId: string; startsAtMs: number; expiresAtMs: number };
}

/** One room: the way in, the waiting, the conversation, the end. Every decision is made in `call/`. */
export default function Call(props: CallProps) {
  const { t, room, host } = props;
  const arrival = useSignal<Arrival | undefined>(undefined);
  const participation = useSignal<Participation | undefined>(undefined);
  const sealed = useSignal<string | undefined>(undefined);
  const call = useCall(host ? "host" : "guest", participation);
  const enter = (arrived: Arrival) => {
    arrival.value = arrived;
    if (arrived.kind === "stranger") location.replace("/");
    if (arrived.kind !== "guest") return;
    participation.value = guestParticipation(arrived.seat, (seat) => arrival.value = { kind: "guest", seat });
  };
  const expectedName = useSignal<string | undefined>(undefined);
  const enterAsHost = async (asHost: NonNullable<CallProps["host"]>) => {
    let known: PrivateConsultation | undefined;
    try {
      known = await privateStore.get(asHost.practiceId, room);
    } catch (error) {
      return void (sealed.value = problemOf(error).code);
    }
    if (!known) return void (sealed.value = "private_part_missing");
    expectedName.value = known.name;
    participation.value = hostParticipation(
      room,
      asHost.name,
      { ...known, expiresAtMs: asHost.expiresAtMs },
      (method) => call.dispatch({ kind: "secretLocked", method }),
    );
  };
  useEffect(() => {
    if (host) void enterAsHost(host);
    else enter(arriveAsGuest(room, { storage: sessionStorage, location, history }));
  }, []);
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
  const arrived = arrival.value;
  if (arrived?.kind === "invited") {
    const join = (name: string) => enter(acceptInvite(room, arrived.linkSecret, name, sessionStorage));
    return (
      <main id="main" data-phase="permission" class="room">
        <Invited t={t} name={arrived.name} onJoin={join} />
      </main>
    );
  }
  return (
    <main id="main" data-phase={call.state.value.phase} class="room">
      <Phase
        {...props}
        call={call}
        seat={arrived?.kind === "guest" ? arrived.seat : undefined}
        expectedName={expectedName.value}
      />
    </main>
  );
}

interface PhaseProps extends CallProps {
  call: RunningCall;
  seat: StoredSeat | undefined;
  expectedName: string | undefined;
}

/** What belongs to the phase. */
function Phase({ call, seat, expectedName, ...props }: PhaseProps) {
  const { t, lang, host } = props;
  const state = call.state.value;
  const nowMs = useNow(
    state.phase === "waiting" || state.phase === "knocking" || state.connectedAtMs !== undefined,
  );
  const arrivedAtMs = useSignal(0);
  useTitle(state, t);
  useEffect(() => {
    if (state.phase === "waiting" && arrivedAtMs.value === 0) arrivedAtMs.value = Date.now();
  }, [state.phase]);
  const common = {
    state,
    t,
    lang,
    ownStream: call.ownStream.value,
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
          onAsk={(camera, microphone) => call.dispatch({ kind: "mediaRequested", camera, microphone })}
        />
      );
    case "waiting":
    case "knocking":
      if (host) {
        return (
          <HostLobby
            {...common}
            startsAtMs={host.startsAtMs}
            expectedName={expectedName}
            onAdmit={(peerId) => call.dispatch({ kind: "admitted", peerId })}
            onRefuse={(peerId) => call.dispatch({ kind: "refused", peerId })}
          />
        );
      }
      return seat && (
        <GuestLobby
          {...common}
          startsAtMs={seat.startsAtMs}
          practiceName={seat.practiceName}
          waitingPhone={seat.waitingPhone}
          waitedMs={nowMs.value - (arrivedAtMs.value || nowMs.value)}
        />
      );
    case "connecting":
    case "connected":
    case "recovering":
      return (
        <Conversation
          call={call}
          t={t}
          lang={lang}
          ownName={host?.name ?? seat?.name ?? ""}
          nowMs={nowMs.value}
          phone={seat?.waitingPhone}
        />
      );
    case "ended":
      return <Ended {...props} call={call} />;
    case "failed":
      return <Failed {...props} call={call} />;
  }
}

/** An invite link: the name is known already, or asked for once. */
function Invited(
  { t, name, onJoin }: { t: Catalogue["call"]; name: string; onJoin: (name: string) => void },
) {
  const missing = useSignal(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget as HTMLFormElement).get("name") ?? "").trim();
    missing.value = typed === "";
    if (typed !== "") onJoin(typed);
  };
  return (
    <Sheet title={t.invite.title}>
      <p>{t.invite.lead}</p>
      <form method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-5">
        <TextField
          name="name"
          label={t.invite.name}
          hint={t.invite.nameHint}
          value={name}
          autoComplete="name"
          error={missing.value ? { code: "empty_name", text: t.invite.nameEmpty } : undefined}
        />
        <Button type="submit" kind="primary">{t.invite.join}</Button>
      </form>
    </Sheet>
  );
}

function Ended({ t, host, call }: CallProps & { call: RunningCall }) {
  const reason = call.state.value.endReason ?? "hung_up";
  return (
    <End title={t.ended[reason]} lead={t.ended[`${reason}Lead`]}>
      {reason !== "replaced" && (
        <Button kind="primary" onClick={() => call.dispatch({ kind: "rejoined" })}>{t.ended.rejoin}</Button>
      )}
      <Button kind="secondary" href={host ? "/practice" : "/"}>
        {host ? t.ended.toList : t.ended.toStart}
      </Button>
    </End>
  );
}

function Failed({ t, lang, host, call }: CallProps & { call: RunningCall }) {
  const failure = call.state.value.failure ?? { code: "other" };
  return (
    <div role="alert" data-error={failure.code}>
      <End title={t.failures.title} lead={failureText(failure, t, lang)}>
        {failure.code === "signed_out"
          ? <Button kind="primary" href="/practice">{t.failures.signIn}</Button>
          : (
            <Button kind="primary" onClick={() => call.dispatch({ kind: "retryRequested" })}>
              {t.failures.retry}
            </Button>
          )}
        <Button kind="secondary" href={host ? "/practice" : "/"}>
          {host ? t.ended.toList : t.ended.toStart}
        </Button>
      </End>
    </div>
  );
}

/** The tab's title says what is going on, for whoever looks at another tab. */
function useTitle(state: CallState, t: Catalogue["call"]): void {
  const title = useComputed(() => t.pageTitle);
  useEffect(() => {
    const name = state.pairings.find(({ stage }) => stage === "knocking")?.name;
    const knocks = state.role === "host" && state.phase === "knocking" && name;
    document.title = knocks ? `● ${name} · ${title.value}` : title.value;
  }, [state.phase, state.pairings]);
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
