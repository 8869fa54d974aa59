import { type Signal, useSignal } from "@preact/signals";
import { type MutableRef, useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { AccessCodeLength } from "../../e2ee/codes.ts";
import { practiceApi } from "../api.ts";
import { getWithKey } from "../consultations/secrets.ts";
import { fromLocalInput, isSkippedHour, roundedNow, toLocalInput } from "../dates.ts";
import { focusFirstInvalid, textOf } from "../form.ts";
import { type Problem, problemOf } from "../problem.ts";
import { practiceSettings, type SettingsFields } from "../settings/settings_store.ts";
import { useHash } from "../use_hash.ts";
import type { PrivatePart } from "../vault/private_part.ts";
import { practiceVault } from "../vault/vault.ts";
import { keepInvitationDefaults, readInvitationDefaults } from "./invitation_defaults.ts";
import { type InvitationError, invitationErrors, type InvitationField } from "./invitation_form.ts";
import { InvitationMaker } from "./invitation_maker.ts";

interface InvitationFormOptions {
  practiceId: string;
  codeLength: AccessCodeLength;
  /** The practice's phone number; empty for none. */
  phone: string;
  lang: string;
  /** The languages of invitations. */
  langs: readonly string[];
}

/** The form of an invitation: its addressed record, its first values, and making the invitation. */
export function useInvitationForm(options: InvitationFormOptions) {
  const { practiceId, codeLength } = options;
  const { ready, made, former, problem } = useAddressedRecord(practiceId);
  const { settings, isUnread, clockOffsetMs } = useInvitationSettings(practiceId);
  const busy = useSignal(false);
  const errors = useSignal<Partial<Record<InvitationField, InvitationError>>>({});
  const form = useRef<HTMLFormElement>(null);
  const maker = useMemo(
    () => new InvitationMaker({ practiceId, codeLength, vault: practiceVault, api: practiceApi }),
    [practiceId, codeLength],
  );
  const nowMs = () => Date.now() + clockOffsetMs.value;
  const suggestedStart = useFirstValues({ form, ready, made, former, clockOffsetMs, ...options });

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy.value || !ready.value) return;
    const { start, ...request } = requestOf(new FormData(form.current!));
    // If the suggested start was left as it is, the consultation starts now, not when the page was opened.
    const startsAtMs = start === suggestedStart.current ? roundedNow(nowMs()) : fromLocalInput(start);
    const found = invitationErrors({ ...request, startsAtMs }, nowMs());
    errors.value = isSkippedHour(start) ? { ...found, start: "start_skipped" } : found;
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
    former.value = undefined; // the next invitation is for somebody else
    made.value = undefined;
    // The focused button is gone, and `autofocus` works only for a page's first form.
    queueMicrotask(() => form.current?.querySelector<HTMLInputElement>("[name=name]")?.focus());
  }

  const state = { form, ready, busy, made, problem, errors, settings, isUnread, clockOffsetMs };
  return { ...state, submit, startAnother };
}

function requestOf(data: FormData) {
  return {
    name: textOf(data, "name"),
    note: textOf(data, "note"),
    lang: textOf(data, "lang"),
    waitingPhone: textOf(data, "waitingPhone").trim(),
    start: textOf(data, "start"),
  };
}

/**
 * The record that the address names: `#ROOM` is an invitation to show, `#again=ROOM` one whose person is invited again.
 * `ready` is false until it has been looked for.
 */
function useAddressedRecord(practiceId: string) {
  const ready = useSignal(false);
  const made = useSignal<PrivatePart | undefined>(undefined);
  const former = useSignal<PrivatePart | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const looks = useRef(0);
  useHash(async () => {
    const look = ++looks.current;
    const [, formerRoom] = /^#again=(.+)$/.exec(location.hash) ?? [];
    const room = formerRoom ? "" : location.hash.slice(1);
    try {
      const [before, shown] = [
        formerRoom ? await practiceVault.get(practiceId, formerRoom) : undefined,
        room === "" ? undefined : await getWithKey(practiceVault, practiceId, room),
      ];
      if (look !== looks.current) return; // the address has changed meanwhile
      former.value = before;
      made.value = shown;
      problem.value = room !== "" && !shown ? { code: "invitation_unknown" } : undefined;
    } catch (error) {
      if (look !== looks.current) return;
      problem.value = problemOf(error);
    }
    ready.value = true;
  });
  return { ready, made, former, problem };
}

/** The practice's texts and logo, and the server's clock. */
function useInvitationSettings(practiceId: string) {
  /** Undefined while loading; empty if the settings cannot be read. */
  const settings = useSignal<SettingsFields | undefined>(undefined);
  const isUnread = useSignal(false);
  /** The server's clock minus this device's, which may be wrong. */
  const clockOffsetMs = useSignal(0);
  useEffect(() => {
    practiceSettings.load(practiceId).then((loaded) => {
      clockOffsetMs.value = loaded.clockOffsetMs;
      settings.value = loaded.fields;
    }).catch(() => {
      isUnread.value = true; // told with the invitation
      settings.value = {};
    });
  }, []);
  return { settings, isUnread, clockOffsetMs };
}

interface FirstValuesOptions extends Pick<InvitationFormOptions, "phone" | "lang" | "langs"> {
  form: MutableRef<HTMLFormElement | null>;
  ready: Signal<boolean>;
  made: Signal<PrivatePart | undefined>;
  former: Signal<PrivatePart | undefined>;
  clockOffsetMs: Signal<number>;
}

/**
 * Puts in what the server cannot know: the start in this browser's time zone, the last choices, and the former invitation.
 * What was typed before stays. Returns the suggested start.
 */
function useFirstValues(
  { form, ready, made, former, clockOffsetMs, phone, lang: pageLang, langs }: FirstValuesOptions,
) {
  const field = (name: string) => form.current?.elements.namedItem(name) as HTMLInputElement;
  const suggestedStart = useRef("");
  useLayoutEffect(() => {
    if (!ready.value || made.value) return;
    const start = field("start");
    if (start.value !== suggestedStart.current) return;
    start.value = suggestedStart.current = toLocalInput(roundedNow(Date.now() + clockOffsetMs.value));
  }, [ready.value, made.value, clockOffsetMs.value]);
  useLayoutEffect(() => {
    if (!ready.value || made.value) return;
    const { lang = pageLang } = { ...readInvitationDefaults(), ...former.value };
    field("name").value ||= former.value?.name ?? "";
    const langField = form.current?.elements.namedItem("lang") as HTMLSelectElement;
    if (langField.selectedIndex === 0) langField.value = langs.includes(lang) ? lang : pageLang;
    field("waitingPhone").value ||= former.value?.waitingPhone ?? phone;
  }, [ready.value, made.value]);
  return suggestedStart;
}
