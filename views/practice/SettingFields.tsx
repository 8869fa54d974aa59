import { Button } from "../../components/Button.tsx";
import { describedByField, Field, type FieldSentence } from "../../components/Field.tsx";
import { Checkbox } from "../../components/practice/Checkbox.tsx";
import { TextField } from "../../components/TextField.tsx";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";

type Texts = Catalogue["practice"]["practiceSettings"];

/** What every field of the settings gets: the text that it shows, its error, and what happens when it changes. */
export interface SettingFieldProps {
  t: Texts;
  text: (field: string) => string;
  sentence: (field: string) => FieldSentence | undefined;
  onChange: (field: string, value: string) => void;
}

/** The field for the practice's name or phone number. */
export function SettingField(
  { name, t, text, sentence, onChange }: SettingFieldProps & { name: "name" | "phone" },
) {
  return (
    <TextField
      name={name}
      type={name === "phone" ? "tel" : "text"}
      label={t[name]}
      hint={t[`${name}Hint`]}
      autoComplete="off"
      value={text(name)}
      error={sentence(name)}
      onInput={(event) => onChange(name, event.currentTarget.value)}
    />
  );
}

/** Minutes before the start that can be chosen, besides the present setting. */
const LOBBY_CHOICES = [5, 10, 15, 30, 60, 120];

interface LobbyFieldProps extends Pick<SettingFieldProps, "t" | "onChange"> {
  minutes: string;
}

/** The choice of how long before the start the room opens. */
export function LobbyField({ t, minutes: chosen, onChange }: LobbyFieldProps) {
  const choices = [...new Set([...LOBBY_CHOICES, Number(chosen)])].sort((a, b) => a - b);
  return (
    <Field id="field-lobby" label={t.lobby} hint={t.lobbyHint}>
      <select
        id="field-lobby"
        name="lobbyMinutes"
        aria-describedby="field-lobby-hint"
        class="input mt-2"
        value={chosen}
        onChange={(event) => onChange("lobbyMinutes", event.currentTarget.value)}
      >
        {choices.map((minutes) => (
          <option key={minutes} value={minutes}>{fill(t.lobbyMinutes, { minutes })}</option>
        ))}
      </select>
    </Field>
  );
}

/** Minutes without use after which a sign-in can end, besides the present setting. */
const IDLE_CHOICES = [15, 30, 60, 120, 240, 720];

interface IdleFieldProps extends Pick<SettingFieldProps, "t" | "onChange"> {
  minutes: string;
}

/** The choice of how long a sign-in lasts without use. */
export function IdleField({ t, minutes: chosen, onChange }: IdleFieldProps) {
  const choices = [...new Set([...IDLE_CHOICES, Number(chosen)])].sort((a, b) => a - b);
  return (
    <Field id="field-idle" label={t.idle} hint={t.idleHint}>
      <select
        id="field-idle"
        name="idleMinutes"
        aria-describedby="field-idle-hint"
        class="input mt-2"
        value={chosen}
        onChange={(event) => onChange("idleMinutes", event.currentTarget.value)}
      >
        {choices.map((minutes) => (
          <option key={minutes} value={minutes}>{fill(t.idleMinutes, { minutes })}</option>
        ))}
      </select>
    </Field>
  );
}

interface PasskeysFieldProps extends Pick<SettingFieldProps, "t" | "onChange"> {
  isRequired: boolean;
}

/** The choice whether members need a passkey. */
export function PasskeysField({ t, isRequired, onChange }: PasskeysFieldProps) {
  return (
    <div>
      <Checkbox
        id="field-passkeys-required"
        label={t.passkeysRequired}
        checked={isRequired}
        hintId="field-passkeys-required-hint"
        onChange={(on) => onChange("passkeysRequired", on ? "yes" : "")}
      />
      <p id="field-passkeys-required-hint" class="text-muted">{t.passkeysRequiredHint}</p>
    </div>
  );
}

interface LogoFieldProps {
  t: Texts;
  /** A data URL; empty for none. */
  logo: string;
  error: FieldSentence | undefined;
  onChoose: (input: HTMLInputElement) => void;
  onRemove: () => void;
}

/** The practice's logo, and the choice of another picture. */
export function LogoField({ t, logo, error, onChoose, onRemove }: LogoFieldProps) {
  return (
    <Field id="field-logo" label={t.logo} hint={t.logoHint} error={error}>
      {logo && (
        <div class="flex flex-wrap items-center gap-4 mt-3">
          <img src={logo} alt={t.logoAlt} class="letter-logo" />
          <Button kind="secondary" onClick={onRemove}>{t.logoRemove}</Button>
        </div>
      )}
      <input
        id="field-logo"
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        {...describedByField({ id: "field-logo", hint: t.logoHint, error })}
        class="input"
        onChange={(event) => onChoose(event.currentTarget)}
      />
    </Field>
  );
}
