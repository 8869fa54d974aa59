import type { ComponentChildren } from "preact";
import type { MissingCapability } from "../../browser/capabilities.ts";
import type { RoomStatus } from "../../call/entry/room_status.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { formatDuration } from "../../i18n/duration.ts";
import { fill } from "../../i18n/fill.ts";
import { isSameDay, momentText } from "../../i18n/moment.ts";
import { Button } from "../Button.tsx";
import { TextField } from "../TextField.tsx";
import { CopyLink, type CopyLinkProps } from "./CopyLink.tsx";
import { Sheet } from "./Sheet.tsx";
import { movedText } from "./texts.ts";
import { phoneLink } from "../phone.ts";

type CallTexts = Catalogue["call"];

/** The page before its script runs, and in the first moment after that. */
export function Opening({ t }: { t: CallTexts }) {
  return (
    <Sheet title={t.entrance.openingTitle}>
      <p class="flex items-center gap-3 text-muted">
        <span class="spinner" aria-hidden="true" /> {t.entrance.opening}
      </p>
    </Sheet>
  );
}

interface RoomStatusProps {
  t: CallTexts;
  lang: string;
  status: RoomStatus;
  /** By this device's clock. */
  nowMs: number;
}

interface InvitedProps extends RoomStatusProps {
  name: string;
  nameMissing: boolean;
  /** The room was closed when the page was opened. */
  justOpened: boolean;
  onJoin: (name: string) => void;
}

/** The page behind an invite link: who invites and for when, and the name to join with. */
export function Invited({ t, lang, status, nowMs, name, nameMissing, justOpened, onJoin }: InvitedProps) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onJoin(String(new FormData(event.currentTarget as HTMLFormElement).get("name") ?? "").trim());
  };
  return (
    <Sheet title={t.invite.title}>
      {status.kind === "known" && (
        <div>
          <p class="text-lg">{fill(t.entrance.invites, { practice: status.outline.practiceName })}</p>
          <p class="text-muted">{plannedText({ t, lang, nowMs, status })}</p>
        </div>
      )}
      <RoomStatusText t={t} lang={lang} status={status} nowMs={nowMs} justOpened={justOpened} />
      <form method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-5">
        <TextField
          name="name"
          label={t.invite.name}
          hint={t.invite.nameHint}
          defaultValue={name}
          autoComplete="name"
          spellcheck={false}
          error={nameMissing ? { code: "empty_name", text: t.invite.nameEmpty } : undefined}
        />
        <Button type="submit" kind="primary">{t.invite.join}</Button>
      </form>
      <p class="text-muted">{t.invite.lead}</p>
    </Sheet>
  );
}

type KnownStatus = Extract<RoomStatus, { kind: "known" }>;

function plannedText({ t, lang, nowMs, status }: RoomStatusProps & { status: KnownStatus }): string {
  const { startsAtMs } = status.outline;
  return fill(t.entrance.planned, {
    time: momentText(startsAtMs, nowMs + status.offsetMs, lang, t.entrance),
  });
}

/** What changes while the page is open, as a live region. */
function RoomStatusText({ t, lang, status, nowMs, justOpened }: RoomStatusProps & { justOpened?: boolean }) {
  let text = justOpened ? t.entrance.early.open : "";
  if (status.kind === "unreachable") text = t.entrance.unreachable;
  if (status.kind === "known") text ||= movedText(status.outline, nowMs + status.offsetMs, lang, t);
  return <p role="status" class={text ? "font-semibold" : "sr-only"}>{text}</p>;
}

/** The page of a room that is not open: why, until when, and what to do. */
export function ClosedRoom(props: RoomStatusProps) {
  const { t, lang, status, nowMs } = props;
  if (status.kind === "asking") return <Opening t={t} />;
  if (status.kind !== "known") {
    return <DeadEnd t={t} code="consultation_unknown" {...t.entrance.unknown} />;
  }
  const { outline, offsetMs } = status;
  const serverNowMs = nowMs + offsetMs;
  const timeOf = (atMs: number) => momentText(atMs, serverNowMs, lang, t.entrance);
  if (outline.state !== "early") {
    const state = outline.state === "cancelled" ? "cancelled" : "expired";
    const lead = fill(t.entrance[state].lead, {
      practice: outline.practiceName,
      time: timeOf(outline.startsAtMs),
    });
    const { title } = t.entrance[state];
    return (
      <DeadEnd t={t} code={`consultation_${state}`} title={title} lead={lead} phone={outline.waitingPhone} />
    );
  }
  const { early } = t.entrance;
  const leftMs = outline.opensAtMs - serverNowMs;
  const title = outline.movedFromMs !== undefined
    ? early.movedTitle
    : isSameDay(outline.opensAtMs, serverNowMs)
    ? early.title
    : early.otherDayTitle;
  return (
    <Sheet title={title}>
      <div data-error="not_open_yet">
        <p class="text-lg">
          {fill(early.lead, { time: timeOf(outline.opensAtMs) })}{" "}
          {fill(early.left, { wait: formatDuration(leftMs, lang, unitOf(leftMs)) })}
        </p>
        <p class="mt-3 text-muted">{fill(t.entrance.invites, { practice: outline.practiceName })}</p>
        <p class="text-muted">{plannedText({ ...props, status })}</p>
      </div>
      <RoomStatusText t={t} lang={lang} status={status} nowMs={nowMs} />
      <p>{early.stay}</p>
      <WaysOn>
        <Button kind="secondary" href="/check" target="_blank">{early.check}</Button>
        <CallPractice t={t} phone={outline.waitingPhone} />
      </WaysOn>
    </Sheet>
  );
}

/** Minutes below 100, hours below two days, then days. */
function unitOf(waitMs: number): "minute" | "hour" | "day" {
  const minutes = Math.ceil(waitMs / 60_000);
  return minutes < 100 ? "minute" : minutes < 48 * 60 ? "hour" : "day";
}

/** The invite link lacks its secret part, so it cannot be used. */
export function IncompleteLink({ t }: { t: CallTexts }) {
  return <DeadEnd t={t} code="link_incomplete" {...t.entrance.incomplete} />;
}

interface DeadEndProps {
  t: CallTexts;
  code: string;
  title: string;
  lead: string;
  phone?: string | undefined;
}

function DeadEnd({ t, code, title, lead, phone }: DeadEndProps) {
  return (
    <Sheet title={title}>
      <p data-error={code}>{lead}</p>
      <WaysOn>
        <CallPractice t={t} phone={phone} />
        <Button kind="secondary" href="/">{t.entrance.toCode}</Button>
      </WaysOn>
    </Sheet>
  );
}

function WaysOn({ children }: { children: ComponentChildren }) {
  return <div class="flex flex-wrap gap-3">{children}</div>;
}

function CallPractice({ t, phone }: { t: CallTexts; phone: string | undefined }) {
  if (phone === undefined) return null;
  return (
    <Button kind="secondary" href={phoneLink(phone)}>
      {fill(t.entrance.call, { phone: phone.replaceAll(" ", "\u00a0") })}
    </Button>
  );
}

interface UnsupportedProps extends CopyLinkProps {
  reason: MissingCapability;
}

/** This browser cannot hold a call: what to do instead, with the whole link for another browser. */
export function Unsupported({ t, reason, link, copy }: UnsupportedProps) {
  const texts = t.entrance[reason];
  return (
    <Sheet title={texts.title}>
      <p data-error={reason}>{texts.lead}</p>
      {"steps" in texts
        ? (
          <ol class="steps">
            {texts.steps.map((step) => <li key={step}>{step}</li>)}
          </ol>
        )
        : <Button kind="primary" href={link.replace(/^http:/, "https:")}>{texts.secureLink}</Button>}
      <CopyLink t={t} link={link} copy={copy} />
    </Sheet>
  );
}
