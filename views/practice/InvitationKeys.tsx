import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { QrCode } from "../../components/practice/QrCode.tsx";
import type { Catalogue } from "../../i18n/mod.ts";
import type { InvitationValues } from "../../practice/invitation/invitation_text.ts";
import type { QrDrawing } from "../../practice/invitation/qr_code.ts";
import { spokenCode } from "../../practice/invitation/spoken_code.ts";

interface InvitationKeysProps {
  t: Catalogue["practice"]["create"];
  /** In `lang`, the invited person's language. */
  texts: Catalogue["practice"]["invitation"];
  lang: string;
  values: InvitationValues;
  /** Of the invite link; undefined until it is drawn. */
  qr: QrDrawing | undefined;
  onCopy: (text: string) => void;
}

/** The access code, also in words, and the invite link, also as a QR code. */
export function InvitationKeys({ t, texts, lang, values: { code, link }, qr, onCopy }: InvitationKeysProps) {
  return (
    <div class="invitation-keys">
      {code
        ? (
          <div>
            <span id="code-label" class="block text-muted">{t.code}</span>
            <output aria-labelledby="code-label" class="code">{code}</output>
            <p id="spoken-label" class="mt-3 text-muted">{t.spoken}</p>
            <ol aria-labelledby="spoken-label" class="spoken" lang={lang}>
              {spokenCode(code, texts.digits).map(({ digits, words }, index) => (
                <li key={index}>
                  <span aria-hidden="true">{digits}</span>
                  {words}
                </li>
              ))}
            </ol>
            <Button kind="secondary" class="mt-4" onClick={() => onCopy(code)}>{t.copyCode}</Button>
          </div>
        )
        : <Notice kind="error" code="unanswered">{t.unanswered}</Notice>}
      <div class="flex-none">
        {qr ? <QrCode drawing={qr} label={t.qr} /> : <div class="qr" />}
      </div>
      <div class="invitation-link">
        <div class="min-w-0 max-w-full">
          <a href={link} rel="noreferrer" class="inline-flex items-center min-h-12 text-accent underline">
            {t.link}
          </a>
          <span class="block text-sm text-muted break-all" aria-hidden="true">{link}</span>
        </div>
        <Button kind="secondary" onClick={() => onCopy(link)}>{t.copyLink}</Button>
      </div>
    </div>
  );
}
