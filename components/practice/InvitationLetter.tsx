import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { QrCode } from "./QrCode.tsx";

interface InvitationLetterProps {
  /** In `lang`, the invited person's language. */
  t: Catalogue["practice"]["invitation"]["letter"];
  lang: string;
  values: Record<"name" | "practice" | "start" | "code" | "origin" | "phone", string>;
  /** A data URL. */
  logo: string | undefined;
  /** Of the invite link. */
  qr: { size: number; path: string } | undefined;
}

/** The invitation as a printed letter: one page in large print. Rendered in the browser, so that names stay there. */
export function InvitationLetter({ t, lang, values, logo, qr }: InvitationLetterProps) {
  const { name, practice, start, code, origin, phone } = values;
  const host = origin.slice(origin.indexOf("://") + 3);
  return (
    <article class="letter" lang={lang}>
      <header>
        <p>{practice}</p>
        {logo && <img src={logo} alt="" class="letter-logo" />}
      </header>
      <h2>{t.title}</h2>
      <p>{fill(t.greeting, { name })}</p>
      <p>
        {t.lead}
        <br />
        <strong>{start}</strong>
      </p>
      <ol>{t.steps.map((step) => <li key={step}>{fill(step, { host })}</li>)}</ol>
      <div class="letter-keys">
        {qr && <QrCode drawing={qr} label={t.qr} />}
        <dl>
          <dt>{t.address}</dt>
          <dd>{host}</dd>
          <dt>{t.code}</dt>
          <dd class="code">{code}</dd>
        </dl>
      </div>
      {phone && <p>{fill(t.phone, { phone })}</p>}
      <p>{t.secret}</p>
    </article>
  );
}
