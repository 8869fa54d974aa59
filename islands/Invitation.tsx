import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { formatAccessCode } from "../e2ee/codes.ts";
import type { Catalogue } from "../i18n/mod.ts";
import { copyText } from "../practice/clipboard.ts";
import { formatStart } from "../practice/dates.ts";
import { codeOf, invitationText, inviteLinkOf, mailLink, smsLink } from "../practice/invitation.ts";
import type { PrivateConsultation } from "../practice/private_store.ts";

export interface InvitationProps {
  t: Catalogue["practice"]["create"];
  /** In the invited person's language. */
  texts: Catalogue["practice"]["invitation"];
  record: PrivateConsultation;
  practiceName: string;
  onAnother: () => void;
}

/** An invitation that was made: code, link and the ready texts. Shown in the browser only. */
export default function Invitation({ t, texts, record, practiceName, onAnother }: InvitationProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const told = useSignal("");
  const canShare = useSignal(false);
  useEffect(() => {
    heading.current?.focus();
    canShare.value = "share" in navigator;
  }, []);

  const code = codeOf(record);
  const link = inviteLinkOf(record, location.origin);
  const start = formatStart(record.startsAtMs, record.lang);
  const ready = invitationText(texts, {
    name: record.name,
    practice: practiceName,
    start,
    code: code ? formatAccessCode(code) : "",
    link,
    origin: location.origin,
    phone: record.waitingPhone ?? "",
  });
  const body = useSignal(ready.body);

  async function copy(what: string) {
    told.value = "";
    const copied = await copyText(what);
    told.value = copied ? t.copied : t.copyFailed;
  }

  return (
    <section aria-labelledby="invitation-title" class="flex flex-col gap-6" data-invitation={record.room}>
      <h1 id="invitation-title" ref={heading} tabIndex={-1}>
        {t.made.replace("{name}", () =>
          record.name)}
      </h1>
      <p>{start}</p>
      {code
        ? (
          <div class="card">
            <span id="code-label">{t.code}</span>
            <output aria-labelledby="code-label" class="access-code">{formatAccessCode(code)}</output>
            <Button onClick={() => copy(formatAccessCode(code))}>{t.copyCode}</Button>
          </div>
        )
        : <p role="alert" data-error="unanswered">{t.unanswered}</p>}
      <div>
        <a href={link}>{t.link}</a>
        <Button
          onClick={() =>
            copy(link)}
        >
          {t.copyLink}
        </Button>
      </div>
      <p role="status">{told.value}</p>
      <div>
        <a href={`/r/${record.room}`}>{t.openRoom}</a>
        <Button onClick={onAnother}>{t.another}</Button>
        <a href="/practice">{t.toList}</a>
      </div>
      <label for="invitation-text">{t.text}</label>
      <p id="invitation-text-hint">{t.textHint}</p>
      <textarea
        ref={text}
        id="invitation-text"
        aria-describedby="invitation-text-hint"
        lang={record.lang}
        spellcheck={false}
        rows={14}
        value={body.value}
        onInput={(event) =>
          body.value = event.currentTarget.value}
      />
      <div>
        <Button onClick={() => copy(body.value)}>{t.copyText}</Button>
        <a href={mailLink(ready.subject, body.value)}>{t.mail}</a>
        <a href={smsLink(ready.sms)}>{t.sms}</a>
        {canShare.value && (
          <Button
            onClick={() => void navigator.share({ title: ready.subject, text: body.value }).catch(() => {})}
          >
            {t.share}
          </Button>
        )}
      </div>
    </section>
  );
}
