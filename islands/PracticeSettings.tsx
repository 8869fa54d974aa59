import { Button } from "../components/Button.tsx";
import { useKeptFocus, useShown } from "../components/focus.ts";
import { Notice } from "../components/Notice.tsx";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import type { TemplatePart } from "../practice/invitation/invitation_templates.ts";
import { type Problem, sentenceOf } from "../practice/problem.ts";
import type { SettingsError } from "../practice/settings/settings_form.ts";
import type { LogoError } from "../practice/settings/logo.ts";
import { useSettings } from "../practice/settings/use_settings.ts";
import { InvitationTextFields } from "../views/practice/InvitationTextFields.tsx";
import {
  IdleField,
  LobbyField,
  LogoField,
  PasskeysField,
  SettingField,
} from "../views/practice/SettingFields.tsx";

interface PracticeSettingsProps {
  t: Catalogue["practice"]["practiceSettings"];
  errors: Catalogue["practice"]["errors"];
  /** The default texts, in every language of invitations. */
  ours: Record<Lang, Record<TemplatePart, string>>;
  langNames: Record<Lang, string>;
  lang: Lang;
  practiceId: string;
}

/** The practice's name, phone, logo and invitations. Logo and texts are sealed in the browser. */
export default function PracticeSettings(props: PracticeSettingsProps) {
  const { t, ours, langNames, practiceId } = props;
  useKeptFocus();
  const { loaded, draft, busy, isSaved, problem, errors, form, logo, change, submit } = useSettings(
    practiceId,
    ours,
  );
  const sentenceFor = (code: SettingsError | LogoError, place = "") => ({
    code,
    text: fill(t.errors[code], { place }),
  });
  const sentence = (field: string) => {
    const found = errors.value[field];
    return found && sentenceFor(found.code, found.place);
  };
  const text = (field: string) => draft.value[field] ?? "";
  return (
    <>
      {problem.value && <SettingsProblem {...props} problem={problem.value} />}
      {!loaded.value && !problem.value && <p role="status" class="text-muted">{t.loading}</p>}
      {loaded.value && (
        // method=dialog: without script the browser sends nothing, above all no text.
        <form
          ref={form}
          method="dialog"
          noValidate
          autoComplete="off"
          onSubmit={submit}
          data-settings
          class="flex flex-col gap-6"
        >
          <SettingField name="name" t={t} text={text} sentence={sentence} onChange={change} />
          <SettingField name="phone" t={t} text={text} sentence={sentence} onChange={change} />
          <LobbyField t={t} minutes={text("lobbyMinutes")} onChange={change} />
          <IdleField t={t} minutes={text("idleMinutes")} onChange={change} />
          <PasskeysField t={t} isRequired={text("passkeysRequired") === "yes"} onChange={change} />
          <LogoField
            t={t}
            logo={text("logo")}
            error={logo.error.value && sentenceFor(logo.error.value)}
            onChoose={logo.choose}
            onRemove={logo.remove}
          />
          <InvitationTextFields
            t={t}
            defaults={ours}
            langNames={langNames}
            text={text}
            sentence={sentence}
            onChange={change}
          />
          <div>
            <Button type="submit" kind="primary" busy={busy.value}>{t.save}</Button>
          </div>
          <p role="status" class={isSaved.value ? "font-semibold" : "text-muted"}>
            {busy.value ? t.saving : isSaved.value ? t.saved : ""}
          </p>
        </form>
      )}
    </>
  );
}

function SettingsProblem({ t, errors, lang, problem }: PracticeSettingsProps & { problem: Problem }) {
  const shown = useShown(problem);
  return (
    <div ref={shown}>
      <Notice kind="error" code={problem.code}>
        {problem.code in t.errors
          ? t.errors[problem.code as keyof typeof t.errors]
          : sentenceOf(problem, errors, lang)}
      </Notice>
    </div>
  );
}
