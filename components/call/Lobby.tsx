import type { ComponentChildren } from "preact";
import type { CallState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";
import { Notice } from "../Notice.tsx";
import { CallControls } from "./CallControls.tsx";
import { formatTime } from "./texts.ts";
import { VideoView } from "./VideoView.tsx";

type CallTexts = Catalogue["call"];

interface SheetProps {
  title: string;
  children: ComponentChildren;
}

/** One card with one heading: everything before and after the conversation. */
export function Sheet({ title, children }: SheetProps) {
  return (
    <section class="sheet mx-auto w-full max-w-xl flex flex-col gap-5 p-6 sm:p-8 rounded-2xl bg-card border border-line shadow-sm">
      <h1 class="text-2xl font-semibold leading-tight" tabIndex={-1}>{title}</h1>
      {children}
    </section>
  );
}

interface PermissionProps {
  state: CallState;
  t: CallTexts;
  onAsk: (camera: boolean, microphone: boolean) => void;
}

/** Says what the browser will ask, before it asks; and what to do when it was told no. */
export function Permission({ state, t, onAsk }: PermissionProps) {
  const { status, problem } = state.media;
  const asking = status === "asking";
  return (
    <Sheet title={t.permission.title}>
      {problem && status === "refused"
        ? <Notice kind="error" code={problem}>{t.problems[problem]}</Notice>
        : <p>{t.permission.lead}</p>}
      <p>{asking ? t.permission.asking : t.permission.ask}</p>
      <p class="text-muted">{t.permission.why}</p>
      <Button kind="primary" busy={asking} onClick={() => onAsk(true, true)}>
        {status === "refused" ? t.permission.retry : t.permission.allow}
      </Button>
      {status === "refused" && (
        <Button kind="secondary" onClick={() => onAsk(false, true)}>{t.permission.audioOnly}</Button>
      )}
    </Sheet>
  );
}

interface LobbyProps {
  state: CallState;
  t: CallTexts;
  lang: string;
  startsAtMs: number;
  ownStream: MediaStream | null;
  onCamera: () => void;
  onMicrophone: () => void;
  onLeave: () => void;
}

interface GuestLobbyProps extends LobbyProps {
  practiceName: string;
  waitingPhone?: string | undefined;
  waitedMs: number;
}

/** The guest's waiting room: who, when, how long, nothing to do. */
export function GuestLobby(props: GuestLobbyProps) {
  const { state, t, lang, startsAtMs, practiceName, waitingPhone, waitedMs } = props;
  const minutes = Math.floor(waitedMs / 60_000);
  return (
    <Sheet title={t.waiting.guestTitle}>
      <p role="status">{state.phase === "knocking" ? t.waiting.knocking : t.waiting.guestLead}</p>
      <ul class="flex flex-col gap-1 text-muted">
        <li>{fill(t.waiting.with, { practice: practiceName })}</li>
        <li>{fill(t.waiting.planned, { time: formatTime(startsAtMs, lang) })}</li>
        <li>{minutes < 2 ? t.waiting.sinceNow : fill(t.waiting.since, { minutes })}</li>
        {waitingPhone && (
          <li>
            <a class="underline" href={`tel:${waitingPhone.replace(/[^\d+]/g, "")}`}>
              {fill(t.waiting.phone, { phone: waitingPhone })}
            </a>
          </li>
        )}
      </ul>
      <OwnPreview {...props} />
      <Button kind="secondary" onClick={props.onLeave}>{t.waiting.leave}</Button>
    </Sheet>
  );
}

interface HostLobbyProps extends LobbyProps {
  expectedName?: string | undefined;
  onAdmit: (peerId: string) => void;
  onRefuse: (peerId: string) => void;
}

/** The host's side: who knocks, and the decision. */
export function HostLobby(props: HostLobbyProps) {
  const { state, t, expectedName } = props;
  const knocking = state.pairings.filter(({ stage }) => stage === "knocking");
  return (
    <Sheet title={knocking.length > 0 ? t.knock.title : t.waiting.hostTitle}>
      <div role="status" class="flex flex-col gap-5">
        {state.notice?.kind === "left" && (
          <p class="text-muted">{fill(t.waiting.left, { name: state.notice.name })}</p>
        )}
        {state.notice?.kind === "secretLocked" && (
          <Notice kind="error" code="secret_locked">{t.status.secretLocked}</Notice>
        )}
        {knocking.length === 0 && <p>{t.waiting.hostLead}</p>}
        {knocking.map(({ peerId, name }) => (
          <div key={peerId} class="flex flex-col gap-4 rounded-xl border-2 border-accent p-5">
            <p class="text-xl font-semibold">{fill(t.knock.one, { name: name ?? "" })}</p>
            <div class="flex flex-wrap gap-3">
              <Button
                kind="primary"
                onClick={() =>
                  props.onAdmit(peerId)}
              >
                {t.knock.admit}
              </Button>
              <Button
                kind="secondary"
                onClick={() =>
                  props.onRefuse(peerId)}
              >
                {t.knock.refuse}
              </Button>
            </div>
          </div>
        ))}
      </div>
      {expectedName && <p class="text-muted">{fill(t.knock.expected, { name: expectedName })}</p>}
      <p class="text-muted">{fill(t.waiting.planned, { time: formatTime(props.startsAtMs, props.lang) })}</p>
      <OwnPreview {...props} />
      <Button kind="secondary" onClick={props.onLeave}>{t.ended.toList}</Button>
    </Sheet>
  );
}

/** One's own picture, so that one sees that all works. */
function OwnPreview({ state, t, ownStream, onCamera, onMicrophone }: LobbyProps) {
  const { media } = state;
  return (
    <div class="relative overflow-hidden rounded-xl bg-stage aspect-video">
      <VideoView whose="self" stream={ownStream} label={t.you} class="w-full h-full object-cover" />
      {!media.cameraOn && (
        <p class="absolute inset-0 flex items-center justify-center text-white">
          {media.problem ? t.problems[media.problem] : t.status.cameraOff}
        </p>
      )}
      <div class="absolute inset-x-0 bottom-0 p-2">
        <CallControls state={state} t={t} onCamera={onCamera} onMicrophone={onMicrophone} />
      </div>
    </div>
  );
}

interface EndProps {
  title: string;
  lead: string;
  children: ComponentChildren;
}

/** The conversation is over, or could not begin: what happened, and the way on. */
export function End({ title, lead, children }: EndProps) {
  return (
    <Sheet title={title}>
      <p>{lead}</p>
      <div class="flex flex-wrap gap-3">{children}</div>
    </Sheet>
  );
}
