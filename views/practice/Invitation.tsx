import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { copyText } from "../../browser/clipboard.ts";
import { saveFile } from "../../browser/save_file.ts";
import { Button } from "../../components/Button.tsx";
import { takeFocus } from "../../components/focus.ts";
import { Notice } from "../../components/Notice.tsx";
import { InvitationLetter } from "../../components/practice/InvitationLetter.tsx";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { formatStart, toLocalInput } from "../../practice/dates.ts";
import { invitationCalendar, invitationValues } from "../../practice/invitation/invitation_text.ts";
import type { QrDrawing } from "../../practice/invitation/qr_code.ts";
import type { PrivatePart } from "../../practice/vault/private_part.ts";
import type { MemberRole } from "../../wire/members.ts";
import { InvitationKeys } from "./InvitationKeys.tsx";
import { InvitationText } from "./InvitationText.tsx";

export interface InvitationProps {
  t: Catalogue["practice"]["create"];
  /** In the invited person's language. */
  texts: Catalogue["practice"]["invitation"];
  /** Whose texts those are: the practice's settings may still be loading, or may not open. */
  textsFrom: "loading" | "practice" | "us";
  /** A data URL, for the letter. */
  logo: string | undefined;
  record: PrivatePart;
  /** The reader's language. */
  lang: Lang;
  practiceName: string;
  /** Of the member who is signed in: an assistant opens no rooms. */
  role: MemberRole;
  onAnother: () => void;
}

/** An invitation that was made: code, link, and the ways to pass them on. It is rendered in the browser only. */
export default function Invitation(props: InvitationProps) {
  const { t, texts, textsFrom, logo, record, lang, practiceName, role, onAnother } = props;
  const values = invitationValues(record, { practice: practiceName, origin: location.origin });
  const told = useSignal("");
  const { qr, draw } = useQrCode(values.link, () => told.value = t.qrFailed);

  /** Copies a text, and tells `done` if that works. */
  async function copy(text: string, done = t.copied) {
    told.value = "";
    told.value = await copyText(text) ? done : t.copyFailed;
  }

  function saveCalendar() {
    const name = `${texts.calendar.fileName} ${toLocalInput(record.startsAtMs).slice(0, 10)}.ics`;
    const event = { ...texts.calendar, phoneLine: texts.phoneLine };
    saveFile(name, "text/calendar;charset=utf-8", invitationCalendar(record, event, values, Date.now()));
  }

  async function printLetter() {
    told.value = "";
    if (await draw()) requestAnimationFrame(() => print()); // when the QR code is on the page
  }

  return (
    <>
      <section
        aria-labelledby="invitation-title"
        class="no-print flex flex-col gap-6"
        data-invitation={record.room}
      >
        <Heading t={t} record={record} lang={lang} />
        <InvitationKeys {...{ t, texts, values }} lang={record.lang} qr={qr.value} onCopy={copy} />
        <p role="status" class="text-muted empty:hidden">{told.value}</p>
        <div class="flex flex-wrap gap-4">
          {role === "practitioner" && <Button kind="primary" href={`/r/${record.room}`}>{t.openRoom}</Button>}
          <Button kind="secondary" onClick={onAnother}>{t.another}</Button>
          <Button kind="secondary" href="/practice">{t.toList}</Button>
        </div>
        {textsFrom === "loading" && <p role="status" class="text-muted">{t.textsLoading}</p>}
        {textsFrom === "us" && <Notice kind="warning" code="settings_unread">{t.textsUnread}</Notice>}
        {textsFrom !== "loading" && (
          <>
            <InvitationText {...{ t, texts, values }} lang={record.lang} onCopy={copy} />
            <OtherWays t={t} onCalendar={saveCalendar} onLetter={printLetter} />
          </>
        )}
      </section>
      <InvitationLetter t={texts.letter} lang={record.lang} values={values} logo={logo} qr={qr.value} />
    </>
  );
}

/** The QR code of a link. It appears after the access code; `draw` waits for it, and returns whether there is one. */
function useQrCode(link: string, onFailed: () => void) {
  const qr = useSignal<QrDrawing | undefined>(undefined);
  async function draw(): Promise<boolean> {
    try {
      const { drawQr } = await import("../../practice/invitation/qr_code.ts");
      qr.value ??= drawQr(link);
    } catch {
      onFailed();
    }
    return qr.value !== undefined;
  }
  useEffect(() => void draw(), []);
  return { qr, draw };
}

function Heading({ t, record, lang }: Pick<InvitationProps, "t" | "record" | "lang">) {
  return (
    <div>
      <h1
        id="invitation-title"
        ref={takeFocus}
        class="text-2xl sm:text-3xl font-semibold leading-tight break-words"
      >
        {fill(t.made, { name: record.name })}
      </h1>
      <p class="mt-1 text-muted">{formatStart(record.startsAtMs, lang)}</p>
      {record.note && <p class="mt-1 text-muted break-words">{record.note}</p>}
    </div>
  );
}

interface OtherWaysProps extends Pick<InvitationProps, "t"> {
  onCalendar: () => void;
  onLetter: () => void;
}

/** The calendar file and the letter. */
function OtherWays({ t, onCalendar, onLetter }: OtherWaysProps) {
  return (
    <section aria-labelledby="other-ways-title" class="flex flex-col gap-2">
      <h2 id="other-ways-title" class="text-lg">{t.otherWays}</h2>
      <p class="text-muted">{t.otherWaysHint}</p>
      <div class="flex flex-wrap gap-4">
        <Button kind="secondary" onClick={onCalendar}>{t.calendar}</Button>
        <Button kind="secondary" onClick={onLetter}>{t.letter}</Button>
      </div>
    </section>
  );
}
