import { PageShell } from "../../components/PageShell.tsx";
import { PracticeNav } from "../../components/practice/PracticeNav.tsx";
import { catalogueOf, fill, inEveryLang } from "../../i18n/mod.ts";
import ChangePassphrase from "../../islands/ChangePassphrase.tsx";
import Passkeys from "../../islands/Passkeys.tsx";
import PracticeSettings from "../../islands/PracticeSettings.tsx";
import RenewRecoveryKey from "../../islands/RenewRecoveryKey.tsx";
import Sessions from "../../islands/Sessions.tsx";
import SignOut from "../../islands/SignOut.tsx";
import { memberPage } from "../../server/auth.ts";
import { lobbyMinutesOf } from "../../server/consultations.ts";

const textsOf = ({ subject, body, sms }: { subject: string; body: string; sms: string }) => ({
  subject,
  body,
  sms,
});

/** What somebody signed in can change. */
export default memberPage(({ state }) => {
  const { practice, member: { email, role } } = state.signedIn;
  const { nav, settings, practiceSettings, setUp, passkeys, errors, showPassphrase } = state.t.practice;
  const { lang } = state;
  return (
    <PageShell t={state.t} lang={lang} title={settings.title}>
      <PracticeNav t={nav} practiceName={practice.name} current="/practice/settings">
        <SignOut t={nav} />
      </PracticeNav>
      <h1>{settings.title}</h1>
      <section aria-labelledby="practice-title" class="card stack">
        <h2 id="practice-title">{practiceSettings.title}</h2>
        {role === "practitioner"
          ? (
            <PracticeSettings
              t={practiceSettings}
              errors={errors}
              ours={inEveryLang((each) => textsOf(catalogueOf(each).practice.invitation))}
              langNames={inEveryLang((each) => catalogueOf(each).langName)}
              lang={lang}
              practiceId={practice.id}
            />
          )
          : (
            <>
              <p>{practiceSettings.practitionersOnly}</p>
              <dl class="facts">
                <dt>{practiceSettings.name}</dt>
                <dd>{practice.name}</dd>
                {practice.phone !== undefined && (
                  <>
                    <dt>{practiceSettings.phone}</dt>
                    <dd>{practice.phone}</dd>
                  </>
                )}
                <dt>{practiceSettings.lobby}</dt>
                <dd>
                  {fill(practiceSettings.lobbyMinutes, { minutes: lobbyMinutesOf(practice, state.config) })}
                </dd>
              </dl>
            </>
          )}
      </section>
      <section aria-labelledby="passphrase-title" class="card stack">
        <h2 id="passphrase-title">{settings.passphraseTitle}</h2>
        <p>{settings.passphraseLead}</p>
        <ChangePassphrase t={{ settings, setUp, errors, showPassphrase }} lang={lang} email={email} />
      </section>
      <section aria-labelledby="passkeys-title" class="card stack">
        <h2 id="passkeys-title">{passkeys.title}</h2>
        <p>{passkeys.lead}</p>
        <p>{passkeys.before}</p>
        <Passkeys t={{ passkeys, settings, errors }} lang={lang} email={email} />
        <details class="details">
          <summary>{passkeys.more}</summary>
          <dl>
            {passkeys.help.map(({ question, answer }) => (
              <>
                <dt class="font-semibold mt-4">{question}</dt>
                <dd>{answer}</dd>
              </>
            ))}
          </dl>
        </details>
      </section>
      <section aria-labelledby="recovery-title" class="card stack">
        <h2 id="recovery-title">{settings.recoveryTitle}</h2>
        <p>{settings.recoveryLead}</p>
        <RenewRecoveryKey
          t={{ settings, setUp, errors }}
          lang={lang}
          practiceId={practice.id}
          email={email}
        />
      </section>
      <section aria-labelledby="sessions-title" class="card stack">
        <h2 id="sessions-title">{settings.sessionsTitle}</h2>
        <Sessions t={{ settings, errors }} lang={lang} />
      </section>
    </PageShell>
  );
});
