import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import type { Catalogue } from "../../i18n/mod.ts";
import {
  emptyMailLink,
  invitationText,
  type InvitationValues,
  mailLink,
  smsLink,
} from "../../practice/invitation/invitation_text.ts";

interface InvitationTextProps {
  t: Catalogue["practice"]["create"];
  /** In `lang`, the invited person's language. */
  texts: Catalogue["practice"]["invitation"];
  lang: string;
  values: InvitationValues;
  /** Copies a text; tells `done` if that works. */
  onCopy: (text: string, done?: string) => void;
}

/** The text of the invitation, which can be changed, and the ways to send it. */
export function InvitationText({ t, texts, lang, values, onCopy }: InvitationTextProps) {
  const ready = invitationText(texts, values);
  /** The text as it was changed here. */
  const edited = useSignal<string | undefined>(undefined);
  const body = edited.value ?? ready.body;
  return (
    <div class="flex flex-col gap-2">
      <label for="invitation-text" class="font-semibold">{t.text}</label>
      <p id="invitation-text-hint" class="text-muted">{t.textHint}</p>
      <textarea
        id="invitation-text"
        aria-describedby="invitation-text-hint"
        lang={lang}
        spellcheck={false}
        autoComplete="off"
        rows={16}
        class="w-full p-4 rounded-xl bg-card border border-line text-ink leading-relaxed"
        value={body}
        onInput={(event) => edited.value = event.currentTarget.value}
      />
      <SendButtons
        t={t}
        subject={ready.subject}
        body={body}
        sms={edited.value ?? ready.sms}
        onCopy={onCopy}
      />
    </div>
  );
}

interface SendButtonsProps extends Pick<InvitationTextProps, "t" | "onCopy"> {
  subject: string;
  body: string;
  sms: string;
}

function SendButtons({ t, subject, body, sms, onCopy }: SendButtonsProps) {
  const canShare = useSignal(false);
  useEffect(() => void (canShare.value = "share" in navigator), []);
  const share = () => {
    navigator.share({ title: subject, text: body }).catch(() => {}); // the person changed their mind
  };
  const mail = mailLink(subject, body);
  return (
    <div class="flex flex-wrap gap-4">
      <Button kind="secondary" onClick={() => onCopy(body)}>{t.copyText}</Button>
      {mail ? <Button kind="secondary" href={mail}>{t.mail}</Button> : (
        // Too long for a link: copied, to be pasted into an empty mail.
        <Button kind="secondary" href={emptyMailLink(subject)} onClick={() => onCopy(body, t.mailCopied)}>
          {t.mail}
        </Button>
      )}
      <Button kind="secondary" href={smsLink(sms)}>{t.sms}</Button>
      {canShare.value && <Button kind="secondary" onClick={share}>{t.share}</Button>}
    </div>
  );
}
