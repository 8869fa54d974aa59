import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { fill } from "../i18n/fill.ts";
import { useKeptFocus } from "../components/focus.ts";
import { Notice } from "../components/Notice.tsx";
import { LangField } from "../components/practice/LangField.tsx";
import { TextField } from "../components/TextField.tsx";
import type { AccessCodeLength } from "../e2ee/codes.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { practiceApi } from "../practice/api.ts";
import { formatTime, fromLocalInput, isSkippedHour, roundedNow, toLocalInput } from "../practice/dates.ts";
import { focusFirstInvalid, textOf } from "../practice/form.ts";
import {
  keepInvitationDefaults,
  readInvitationDefaults,
} from "../practice/invitation/invitation_defaults.ts";
import {
  type InvitationError,
  invitationErrors,
  type InvitationField,
} from "../practice/invitation/invitation_form.ts";
import { InvitationMaker } from "../practice/invitation/invitation_maker.ts";
import { templatesOf } from "../practice/invitation/invitation_templates.ts";
import { type Problem, problemOf, sentenceOf } from "../practice/problem.ts";
import { practiceSettings, type SettingsFields } from "../practice/settings/settings_store.ts";
import type { PrivatePart } from "../practice/vault/private_part.ts";
import { practiceVault } from "../practice/vault/vault.ts";
import type { MemberRole } from "../wire/practice.ts";
import Invitation from "../views/practice/Invitation.tsx";

export interface ConsultationFormProps {
  t: Catalogue["practice"]["create"];
  errors: Catalogue["practice"]["errors"];
  /** The texts that are sent, in every language one can invite in. */
  invitations: Record<Lang, Catalogue["practice"]["invitation"]>;
  langNames: Record<Lang, string>;
  lang: Lang;
  practiceId: string;
  practiceName: string;
  /** Of whoever is signed in. */
  role: MemberRole;
  codeLength: AccessCodeLength;
  /** The practice's own; empty for none. */
  phone: string;
  /** How long before the start the room opens. */
  lobbyMinutes: number;
}

/** A clock that is off by so much is worth a word. */
const CLOCK_TOLERANCE_MS = 120_000;

/**
 * The form, and in its place what came of it. The room stands behind the address's `#`: a reload and the list's
 * "Invitation" show it again, out of this browser's store.
 */
export default function ConsultationForm(props: ConsultationFormProps) {
  const { t, practiceId, codeLength } = props;
  useKeptFocus();
  const ready = useSignal(false);
  const busy = useSignal(false);
  const made = useSignal<PrivatePart | undefined>(undefined);
  /** Somebody who was invited before and comes again. */
  const again = useSignal<PrivatePart | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const errors = useSignal<Partial<Record<InvitationField, InvitationError>>>({});
  /** The practice's texts and logo; empty where they cannot be read, undefined until that is known. */
  const settings = useSignal<SettingsFields | undefined>(undefined);
  const settingsUnread = useSignal(false);
  /** This browser's clock may be wrong; "now" is the server's. */
  const clockOffsetMs = useSignal(0);
  const form = useRef<HTMLFormElement>(null);
  const maker = useMemo(
    () => new InvitationMaker({ practiceId, codeLength, vault: practiceVault, api: practiceApi }),
    [practiceId, codeLength],
  );

  useEffect(() => {
    let looks = 0;
    const showAddressed = async () => {
      const look = ++looks;
      const [, former] = /^#again=(.+)$/.exec(location.hash) ?? [];
      const room = former ? "" : location.hash.slice(1);
      try {
        const [before, shown] = [
          former ? await practiceVault.get(practiceId, former) : undefined,
          room === "" ? undefined : await practiceVault.get(practiceId, room),
        ];
        if (look !== looks) return; // the address has changed meanwhile
        again.value = before;
        made.value = shown;
        problem.value = room !== "" && !made.value ? { code: "invitation_unknown" } : undefined;
      } catch (error) {
        if (look !== looks) return;
        problem.value = problemOf(error);
      }
      ready.value = true;
    };
    void showAddressed();
    addEventListener("hashchange", showAddressed);
    return () => removeEventListener("hashchange", showAddressed);
  }, []);

  useEffect(() => {
    practiceSettings.load(practiceId).then((loaded) => {
      clockOffsetMs.value = loaded.clockOffsetMs;
      settings.value = loaded.fields;
      // A member was removed, and whoever did it could not finish.
      if (loaded.isOld && props.role === "practitioner") practiceSettings.reseal(practiceId).catch(() => {});
    }).catch(() => {
      settingsUnread.value = true; // the invitation says so
      settings.value = {};
    });
  }, []);

  const now = () => roundedNow(Date.now() + clockOffsetMs.value);
  // What the server cannot know: this browser's zone, and what was chosen last.
  const suggestedStart = useRef("");
  useLayoutEffect(() => {
    if (!ready.value || made.value) return;
    const start = form.current?.elements.namedItem("start") as HTMLInputElement;
    if (start.value === suggestedStart.current) start.value = suggestedStart.current = toLocalInput(now());
  }, [ready.value, made.value, clockOffsetMs.value]);
  useLayoutEffect(() => {
    if (!ready.value || made.value) return;
    const { lang = props.lang } = { ...readInvitationDefaults(), ...again.value };
    // Whatever somebody was quicker to enter stays.
    (form.current?.elements.namedItem("name") as HTMLInputElement).value ||= again.value?.name ?? "";
    const langField = form.current?.elements.namedItem("lang") as HTMLSelectElement;
    if (langField.selectedIndex === 0) langField.value = lang in props.invitations ? lang : props.lang;
    (form.current?.elements.namedItem("waitingPhone") as HTMLInputElement).value ||=
      again.value?.waitingPhone ?? props.phone;
  }, [ready.value, made.value]);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy.value || !ready.value) return;
    const data = new FormData(form.current!);
    const start = textOf(data, "start");
    const request = {
      name: textOf(data, "name"),
      note: textOf(data, "note"),
      lang: textOf(data, "lang"),
      waitingPhone: textOf(data, "waitingPhone").trim(),
      // Nobody meant the minute at which the page was opened.
      startsAtMs: start === suggestedStart.current ? now() : fromLocalInput(start),
    };
    errors.value = {
      ...invitationErrors(request, Date.now() + clockOffsetMs.value),
      ...(isSkippedHour(start) ? { start: "start_skipped" } : {}),
    };
    const { startsAtMs } = request;
    if (startsAtMs === undefined || Object.keys(errors.value).length > 0) {
      return focusFirstInvalid(form.current!, errors.value);
    }
    busy.value = true;
    problem.value = undefined;
    try {
      const record = await maker.make({ ...request, startsAtMs });
      keepInvitationDefaults({ lang: request.lang });
      history.replaceState(null, "", `#${record.room}`);
      made.value = record;
    } catch (error) {
      problem.value = problemOf(error);
    }
    busy.value = false;
  }

  function startAnother() {
    history.replaceState(null, "", location.pathname);
    suggestedStart.current = "";
    again.value = undefined; // the next one is somebody else
    made.value = undefined;
    // The button that had the focus is gone; `autofocus` is for the first form of a page only.
    queueMicrotask(() => form.current?.querySelector<HTMLInputElement>("[name=name]")?.focus());
  }

  const { lang } = props;
  if (made.value) {
    const record = made.value;
    return (
      <Invitation
        key={record.room}
        t={t}
        texts={templatesOf(
          settings.value ?? {},
          record.lang,
          props.invitations[record.lang as Lang] ?? props.invitations[lang],
        )}
        textsFrom={settings.value === undefined ? "loading" : settingsUnread.value ? "us" : "practice"}
        logo={settings.value?.["logo"]}
        record={record}
        lang={lang}
        practiceName={props.practiceName}
        role={props.role}
        onAnother={startAnother}
      />
    );
  }
  const sentence = (field: InvitationField) => {
    const code = errors.value[field];
    return code && { code, text: props.errors[code] };
  };
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
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>
          {sentenceOf(problem.value, props.errors, lang)} {problem.value.code === "signed_out" && (
            // In a tab of its own: what was typed stays.
            <a href="/practice" target="_blank" rel="noreferrer" class="underline">{t.signIn}</a>
          )}
        </Notice>
      )}
      {Math.abs(clockOffsetMs.value) > CLOCK_TOLERANCE_MS && (
        <Notice kind="warning" code="clock_wrong">
          {fill(t.clockWrong, { time: formatTime(Date.now() + clockOffsetMs.value, lang) })}
        </Notice>
      )}
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
        hint={fill(t.startHint, { minutes: props.lobbyMinutes })}
        error={sentence("start")}
      />
      <TextField name="note" label={t.note} spellcheck={false} error={sentence("note")} />
      <LangField label={t.lang} names={props.langNames} />
      <TextField
        name="waitingPhone"
        type="tel"
        label={t.phone}
        hint={props.phone ? t.phoneHint : t.phoneHintUnset}
        error={sentence("waitingPhone")}
      />
      <Button type="submit" kind="primary" disabled={!ready.value} busy={busy.value}>{t.submit}</Button>
      <p role="status" class="text-muted">{busy.value ? t.busy : ""}</p>
    </form>
  );
}
