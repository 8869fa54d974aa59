import { Button } from "../components/Button.tsx";
import type { FieldSentence } from "../components/Field.tsx";
import { useKeptFocus } from "../components/focus.ts";
import { Notice } from "../components/Notice.tsx";
import { LangField } from "../components/practice/LangField.tsx";
import { TextField } from "../components/TextField.tsx";
import type { AccessCodeLength } from "../e2ee/codes.ts";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { formatTime } from "../practice/dates.ts";
import { withSentence } from "../practice/form.ts";
import type { InvitationField } from "../practice/invitation/invitation_form.ts";
import { templatesOf } from "../practice/invitation/invitation_templates.ts";
import { useInvitationForm } from "../practice/invitation/use_invitation_form.ts";
import { type Problem, sentenceOf } from "../practice/problem.ts";
import Invitation from "../views/practice/Invitation.tsx";
import type { MemberRole } from "../wire/members.ts";

interface ConsultationFormProps {
  t: Catalogue["practice"]["create"];
  errors: Catalogue["practice"]["errors"];
  /** The texts that are sent, in every language of invitations. */
  invitations: Record<Lang, Catalogue["practice"]["invitation"]>;
  langNames: Record<Lang, string>;
  lang: Lang;
  practiceId: string;
  practiceName: string;
  /** Of the member who is signed in. */
  role: MemberRole;
  codeLength: AccessCodeLength;
  /** The practice's phone number; empty for none. */
  phone: string;
  /** How long before the start the room opens. */
  lobbyMinutes: number;
}

/** A device's clock that is wrong by more than this is told. */
const CLOCK_TOLERANCE_MS = 120_000;

/**
 * The form of a new consultation and, in its place, the invitation that was made. The room stands in the address's
 * fragment, so that a reload shows the invitation again.
 */
export default function ConsultationForm(props: ConsultationFormProps) {
  const { t, lang, invitations } = props;
  useKeptFocus();
  const {
    form,
    ready,
    busy,
    made,
    problem,
    errors,
    settings,
    isUnread,
    clockOffsetMs,
    submit,
    startAnother,
  } = useInvitationForm({ ...props, langs: Object.keys(invitations) });
  if (made.value) {
    const record = made.value;
    const defaults = invitations[record.lang as Lang] ?? invitations[lang];
    return (
      <Invitation
        key={record.room}
        t={t}
        texts={templatesOf(settings.value ?? {}, record.lang, defaults)}
        textsFrom={settings.value === undefined ? "loading" : isUnread.value ? "us" : "practice"}
        logo={settings.value?.["logo"]}
        record={record}
        lang={lang}
        practiceName={props.practiceName}
        role={props.role}
        onAnother={startAnother}
      />
    );
  }
  return (
    // method=dialog: without script the browser sends nothing, above all no name.
    <form
      ref={form}
      method="dialog"
      noValidate
      onSubmit={submit}
      autoComplete="off"
      class="flex flex-col gap-6"
    >
      <h1 class="text-2xl sm:text-3xl font-semibold leading-tight">{t.title}</h1>
      {problem.value && <FormProblem {...props} problem={problem.value} />}
      {Math.abs(clockOffsetMs.value) > CLOCK_TOLERANCE_MS && (
        <Notice kind="warning" code="clock_wrong">
          {fill(t.clockWrong, { time: formatTime(Date.now() + clockOffsetMs.value, lang) })}
        </Notice>
      )}
      <Fields {...props} sentence={(field) => withSentence(errors.value[field], props.errors)} />
      <Button type="submit" kind="primary" disabled={!ready.value} busy={busy.value}>{t.submit}</Button>
      <p role="status" class="text-muted">{busy.value ? t.busy : ""}</p>
    </form>
  );
}

function FormProblem({ t, errors, lang, problem }: ConsultationFormProps & { problem: Problem }) {
  return (
    <Notice kind="error" code={problem.code}>
      {sentenceOf(problem, errors, lang)} {problem.code === "signed_out" && (
        // In another tab, so that what was typed stays.
        <a href="/practice" target="_blank" rel="noreferrer" class="underline">{t.signIn}</a>
      )}
    </Notice>
  );
}

interface FieldsProps extends ConsultationFormProps {
  sentence: (field: InvitationField) => FieldSentence | undefined;
}

function Fields({ t, langNames, lobbyMinutes, phone, sentence }: FieldsProps) {
  return (
    <>
      <TextField
        name="name"
        label={t.name}
        hint={t.privacy}
        autoFocus
        spellcheck={false}
        error={sentence("name")}
      />
      <TextField
        name="start"
        type="datetime-local"
        label={t.start}
        hint={fill(t.startHint, { minutes: lobbyMinutes })}
        error={sentence("start")}
      />
      <TextField name="note" label={t.note} spellcheck={false} error={sentence("note")} />
      <LangField label={t.lang} names={langNames} />
      <TextField
        name="waitingPhone"
        type="tel"
        label={t.phone}
        hint={phone ? t.phoneHint : t.phoneHintUnset}
        error={sentence("waitingPhone")}
      />
    </>
  );
}
