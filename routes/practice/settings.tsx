import type { ComponentChildren } from "preact";
import { PageShell } from "../../components/PageShell.tsx";
import { NoScript } from "../../components/ScriptGuard.tsx";
import { PracticeNav } from "../../components/practice/PracticeNav.tsx";
import { type Catalogue, catalogueOf, fill, inEveryLang, type Lang } from "../../i18n/mod.ts";
import ChangePassphrase from "../../islands/ChangePassphrase.tsx";
import Passkeys from "../../islands/Passkeys.tsx";
import PracticeSettings from "../../islands/PracticeSettings.tsx";
import ProofDialog from "../../islands/ProofDialog.tsx";
import RenewRecoveryKey from "../../islands/RenewRecoveryKey.tsx";
import Sessions from "../../islands/Sessions.tsx";
import SignOut from "../../islands/SignOut.tsx";
import { memberPage } from "../../server/auth.ts";
import { lobbyMinutesOf } from "../../server/consultations.ts";

type Texts = Catalogue["practice"];

/** What members can change: the practice's settings, and their own account. */
export default memberPage(({ state }) => {
  const { signedIn: { practice, member: { email, role } }, config, lang } = state;
  const t = state.t.practice;
  const { settings, practiceSettings, setUp, passkeys, proof, errors, showPassphrase } = t;
  return (
    <PageShell t={state.t} lang={lang} title={settings.title}>
      <PracticeNav t={t.nav} practiceName={practice.name} current="/practice/settings">
        <SignOut t={t.nav} />
      </PracticeNav>
      <h1>{settings.title}</h1>
      <NoScript>{t.scriptNeeded}</NoScript>
      <Section id="practice-title" title={practiceSettings.title}>
        {role === "practitioner"
          ? <EditablePractice t={t} lang={lang} practiceId={practice.id} />
          : (
            <PracticeFacts
              t={practiceSettings}
              name={practice.name}
              phone={practice.phone}
              lobbyMinutes={lobbyMinutesOf(practice, config)}
            />
          )}
      </Section>
      <Section id="passphrase-title" title={settings.passphraseTitle}>
        <p>{settings.passphraseLead}</p>
        <ChangePassphrase t={{ settings, setUp, errors, showPassphrase }} lang={lang} email={email} />
      </Section>
      <Section id="passkeys-title" title={passkeys.title}>
        <p>{passkeys.lead}</p>
        <p>{passkeys.before}</p>
        <Passkeys t={{ passkeys, settings, errors }} lang={lang} />
        <PasskeyHelp t={passkeys} />
      </Section>
      <Section id="recovery-title" title={settings.recoveryTitle}>
        <p>{settings.recoveryLead}</p>
        <RenewRecoveryKey
          t={{ settings, errors }}
          lang={lang}
          practiceId={practice.id}
          email={email}
        />
      </Section>
      <Section id="journal-title" title={t.journal.title}>
        <p>{t.journal.linkLead}</p>
        <p>
          <a href="/practice/security" class="underline">{t.journal.link}</a>
        </p>
      </Section>
      <Section id="sessions-title" title={settings.sessionsTitle}>
        <Sessions t={{ settings, errors }} lang={lang} />
      </Section>
      <ProofDialog t={{ proof, errors }} lang={lang} email={email} />
    </PageShell>
  );
});

function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section aria-labelledby={id} class="card stack">
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** For practitioners. */
function EditablePractice({ t, lang, practiceId }: { t: Texts; lang: Lang; practiceId: string }) {
  return (
    <PracticeSettings
      t={t.practiceSettings}
      errors={t.errors}
      ours={inEveryLang((each) => {
        const { subject, body, sms } = catalogueOf(each).practice.invitation;
        return { subject, body, sms };
      })}
      langNames={inEveryLang((each) => catalogueOf(each).langName)}
      lang={lang}
      practiceId={practiceId}
    />
  );
}

interface PracticeFactsProps {
  t: Texts["practiceSettings"];
  name: string;
  phone: string | undefined;
  lobbyMinutes: number;
}

/** For assistants, who cannot change them. */
function PracticeFacts({ t, name, phone, lobbyMinutes }: PracticeFactsProps) {
  return (
    <>
      <p>{t.practitionersOnly}</p>
      <dl class="facts">
        <dt>{t.name}</dt>
        <dd>{name}</dd>
        {phone !== undefined && (
          <>
            <dt>{t.phone}</dt>
            <dd>{phone}</dd>
          </>
        )}
        <dt>{t.lobby}</dt>
        <dd>{fill(t.lobbyMinutes, { minutes: lobbyMinutes })}</dd>
      </dl>
    </>
  );
}

function PasskeyHelp({ t }: { t: Texts["passkeys"] }) {
  return (
    <details class="details">
      <summary>{t.more}</summary>
      <dl>
        {t.help.map(({ question, answer }) => (
          <>
            <dt class="font-semibold mt-4">{question}</dt>
            <dd>{answer}</dd>
          </>
        ))}
      </dl>
    </details>
  );
}
