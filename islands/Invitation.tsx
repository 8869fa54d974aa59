import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Notice } from "../components/Notice.tsx";
import { formatAccessCode } from "../e2ee/codes.ts";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { copyText } from "../practice/clipboard.ts";
import { formatStart } from "../practice/dates.ts";
import { codeOf, invitationText, inviteLinkOf, mailLink, smsLink } from "../practice/invitation.ts";
import type { PrivateConsultation } from "../practice/private_store.ts";

export interface InvitationProps {
  t: Catalogue["practice"]["create"];
  /** In the invited person's language. */
  texts: Catalogue["practice"]["invitation"];
  record: PrivateConsultation;
  /** The reader's language. */
  lang: Lang;
  practiceName: string;
  onAnother: () => void;
}

/** An invitation that was made: code, link and the ready texts. Shown in the browser only. */
export default function Invitation({ t, texts, record, lang, practiceName, onAnother }: InvitationProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const told = useSignal("");
  const canShare = useSignal(false);
  useEffect(() => {
    heading.current?.focus();
    canShare.value = "share" in navigator;
  }, []);

  const code = codeOf(record);
  const link = inviteLinkOf(record, location.origin);
  const ready = invitationText(texts, {
    name: record.name,
    practice: practiceName,
    start: formatStart(record.startsAtMs, record.lang),
    code: code ? formatAccessCode(code) : "",
    link,
    origin: location.origin,
    phone: record.waitingPhone ?? "",
  });
  const body = useSignal(ready.body);

  function share() {
    navigator.share({ title: ready.subject, text: body.value }).catch(() => {}); // the person changed their mind
  }

  async function copy(what: string) {
    told.value = "";
    const copied = await copyText(what);
    told.value = copied ? t.copied : t.copyFailed;
  }

  return (
    <section aria-labelledby="invitation-title" class="flex flex-col gap-6" data-invitation={record.room}>
      <div>
        <h1
          id="invitation-title"
          ref={heading}
          tabIndex={-1}
          class="text-2xl sm:text-3xl font-semibold leading-tight break-words"
        >
          {fill(t.made, { name: record.name })}
        </h1>
        <p class="mt-1 text-muted">{formatStart(record.startsAtMs, lang)}</p>
        {record.note && <p class="mt-1 text-muted break-words">{record.note}</p>}
      </div>
      <div class="flex flex-col gap-5 p-5 sm:p-6 rounded-2xl bg-card border border-line">
        {code
          ? (
            <div class="flex flex-wrap items-end justify-between gap-4">
              <div>
                <span id="code-label" class="block text-muted">{t.code}</span>
                <output
                  aria-labelledby="code-label"
                  class="block text-4xl sm:text-5xl font-semibold tracking-wide tabular-nums"
                >
                  {formatAccessCode(code)}
                </output>
              </div>
              <Button
                kind="secondary"
                onClick={() => copy(formatAccessCode(code))}
              >
                {t.copyCode}
              </Button>
            </div>
          )
          : <Notice kind="error" code="unanswered">{t.unanswered}</Notice>}
        <div class="flex flex-wrap items-end justify-between gap-4 border-t border-line pt-5">
          <div class="min-w-0 max-w-full">
            <a href={link} rel="noreferrer" class="inline-flex items-center min-h-12 text-accent underline">
              {t.link}
            </a>
            <span class="block text-sm text-muted break-all" aria-hidden="true">{link}</span>
          </div>
          <Button
            kind="secondary"
            onClick={() =>
              copy(link)}
          >
            {t.copyLink}
          </Button>
        </div>
      </div>
      <p role="status" class="text-muted">{told.value}</p>
      <div class="flex flex-wrap gap-4">
        <Button kind="primary" href={`/r/${record.room}`}>{t.openRoom}</Button>
        <Button kind="secondary" onClick={onAnother}>{t.another}</Button>
        <Button kind="secondary" href="/practice">{t.toList}</Button>
      </div>
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
          value={body.value}
          onInput={(event) =>
            body.value = event.currentTarget.value}
        />
        <div class="flex flex-wrap gap-4">
          <Button
            kind="secondary"
            onClick={() =>
              copy(body.value)}
          >
            {t.copyText}
          </Button>
          <Button kind="secondary" href={mailLink(ready.subject, body.value)}>{t.mail}</Button>
          <Button kind="secondary" href={smsLink(ready.sms)}>{t.sms}</Button>
          {canShare.value && <Button kind="secondary" onClick={share}>{t.share}</Button>}
        </div>
      </div>
    </section>
  );
}
