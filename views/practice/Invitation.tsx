import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { takeFocus } from "../../components/focus.ts";
import { Notice } from "../../components/Notice.tsx";
import { InvitationLetter } from "../../components/practice/InvitationLetter.tsx";
import { QrCode } from "../../components/practice/QrCode.tsx";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { copyText } from "../../browser/clipboard.ts";
import { formatStart, toLocalInput } from "../../practice/dates.ts";
import {
  emptyMailLink,
  invitationCalendar,
  invitationText,
  invitationValues,
  mailLink,
  smsLink,
} from "../../practice/invitation/invitation_text.ts";
import type { QrDrawing } from "../../practice/invitation/qr_code.ts";
import { spokenCode } from "../../practice/invitation/spoken_code.ts";
import type { PrivatePart } from "../../practice/vault/private_part.ts";
import { saveFile } from "../../browser/save_file.ts";
import type { MemberRole } from "../../wire/practice.ts";

export interface InvitationProps {
  t: Catalogue["practice"]["create"];
  /** In the invited person's language. */
  texts: Catalogue["practice"]["invitation"];
  /** Whose texts those are: the practice's settings may not be there yet, or may not open. */
  textsFrom: "loading" | "practice" | "us";
  /** A data URL, for the letter. */
  logo: string | undefined;
  record: PrivatePart;
  /** The reader's language. */
  lang: Lang;
  practiceName: string;
  /** Of whoever is signed in: an assistant opens no rooms. */
  role: MemberRole;
  onAnother: () => void;
}

/** An invitation that was made: code, link and all that is made of them. Shown in the browser only. */
export default function Invitation(props: InvitationProps) {
  const { t, texts, textsFrom, logo, record, lang, practiceName, role, onAnother } = props;
  const told = useSignal("");
  const canShare = useSignal(false);
  const qr = useSignal<QrDrawing | undefined>(undefined);

  const values = invitationValues(record, { practice: practiceName, origin: location.origin });
  const { code, link } = values;
  const ready = invitationText(texts, values);
  /** The text as it was changed here. */
  const edited = useSignal<string | undefined>(undefined);
  const body = edited.value ?? ready.body;

  useEffect(() => {
    canShare.value = "share" in navigator;
    void draw();
  }, []);

  /** The picture comes after the code; whoever prints waits for it. */
  async function draw(): Promise<boolean> {
    try {
      const { drawQr } = await import("../../practice/invitation/qr_code.ts");
      qr.value ??= drawQr(link);
    } catch {
      told.value = t.qrFailed;
    }
    return qr.value !== undefined;
  }

  const mail = mailLink(ready.subject, body);

  async function copyForMail() {
    told.value = "";
    told.value = await copyText(body) ? t.mailCopied : t.copyFailed;
  }

  function share() {
    navigator.share({ title: ready.subject, text: body }).catch(() => {}); // the person changed their mind
  }

  async function copy(what: string) {
    told.value = "";
    const copied = await copyText(what);
    told.value = copied ? t.copied : t.copyFailed;
  }

  function saveCalendar() {
    const name = `${texts.calendar.fileName} ${toLocalInput(record.startsAtMs).slice(0, 10)}.ics`;
    const event = { ...texts.calendar, phoneLine: texts.phoneLine };
    saveFile(name, "text/calendar;charset=utf-8", invitationCalendar(record, event, values, Date.now()));
  }

  async function printLetter() {
    told.value = "";
    if (await draw()) requestAnimationFrame(() => print()); // with the picture on the page
  }

  return (
    <>
      <section
        aria-labelledby="invitation-title"
        class="no-print flex flex-col gap-6"
        data-invitation={record.room}
      >
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
        <div class="invitation-keys">
          {code
            ? (
              <div>
                <span id="code-label" class="block text-muted">{t.code}</span>
                <output aria-labelledby="code-label" class="code">{code}</output>
                <p id="spoken-label" class="mt-3 text-muted">{t.spoken}</p>
                <ol aria-labelledby="spoken-label" class="spoken" lang={record.lang}>
                  {spokenCode(code, texts.digits).map(({ digits, words }, index) => (
                    <li key={index}>
                      <span aria-hidden="true">{digits}</span>
                      {words}
                    </li>
                  ))}
                </ol>
                <Button kind="secondary" class="mt-4" onClick={() => copy(code)}>{t.copyCode}</Button>
              </div>
            )
            : <Notice kind="error" code="unanswered">{t.unanswered}</Notice>}
          <div class="flex-none">
            {qr.value ? <QrCode drawing={qr.value} label={t.qr} /> : <div class="qr" />}
          </div>
          <div class="invitation-link">
            <div class="min-w-0 max-w-full">
              <a href={link} rel="noreferrer" class="inline-flex items-center min-h-12 text-accent underline">
                {t.link}
              </a>
              <span class="block text-sm text-muted break-all" aria-hidden="true">{link}</span>
            </div>
            <Button kind="secondary" onClick={() => copy(link)}>{t.copyLink}</Button>
          </div>
        </div>
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
            <div class="flex flex-col gap-2">
              <label for="invitation-text" class="font-semibold">{t.text}</label>
              <p id="invitation-text-hint" class="text-muted">{t.textHint}</p>
              <textarea
                id="invitation-text"
                aria-describedby="invitation-text-hint"
                lang={record.lang}
                spellcheck={false}
                autoComplete="off"
                rows={16}
                class="w-full p-4 rounded-xl bg-card border border-line text-ink leading-relaxed"
                value={body}
                onInput={(event) => edited.value = event.currentTarget.value}
              />
              <div class="flex flex-wrap gap-4">
                <Button kind="secondary" onClick={() => copy(body)}>{t.copyText}</Button>
                {mail
                  ? <Button kind="secondary" href={mail}>{t.mail}</Button>
                  : (
                    <Button kind="secondary" href={emptyMailLink(ready.subject)} onClick={copyForMail}>
                      {t.mail}
                    </Button>
                  )}
                <Button kind="secondary" href={smsLink(edited.value ?? ready.sms)}>{t.sms}</Button>
                {canShare.value && <Button kind="secondary" onClick={share}>{t.share}</Button>}
              </div>
            </div>
            <section aria-labelledby="other-ways-title" class="flex flex-col gap-2">
              <h2 id="other-ways-title" class="text-lg">{t.otherWays}</h2>
              <p class="text-muted">{t.otherWaysHint}</p>
              <div class="flex flex-wrap gap-4">
                <Button kind="secondary" onClick={saveCalendar}>{t.calendar}</Button>
                <Button kind="secondary" onClick={printLetter}>{t.letter}</Button>
              </div>
            </section>
          </>
        )}
      </section>
      <InvitationLetter t={texts.letter} lang={record.lang} values={values} logo={logo} qr={qr.value} />
    </>
  );
}
