import { Button } from "../../components/Button.tsx";
import { TextArea } from "../../components/practice/TextArea.tsx";
import type { Lang } from "../../i18n/mod.ts";
import {
  TEMPLATE_PARTS,
  TEMPLATE_PLACES,
  templateField,
  type TemplatePart,
} from "../../practice/invitation/invitation_templates.ts";
import type { SettingFieldProps } from "./SettingFields.tsx";

interface InvitationTextFieldsProps extends SettingFieldProps {
  /** The default texts, in every language of invitations. */
  defaults: Record<Lang, Record<TemplatePart, string>>;
  langNames: Record<Lang, string>;
}

const ROWS: Record<TemplatePart, number> = { subject: 2, body: 14, sms: 4 };

/** The practice's own texts of invitations, in each language. */
export function InvitationTextFields(props: InvitationTextFieldsProps) {
  const { t, defaults } = props;
  return (
    <fieldset class="flex flex-col gap-3">
      <legend class="text-lg font-semibold">{t.texts}</legend>
      <p class="text-muted mt-1">{t.textsHint}</p>
      <dl class="facts">
        {TEMPLATE_PLACES.map((place) => [
          <dt key={place}>{`{${place}}`}</dt>,
          <dd key={`${place}-text`}>{t.places[place as keyof typeof t.places]}</dd>,
        ])}
      </dl>
      {(Object.keys(defaults) as Lang[]).map((lang) => <LanguageTexts key={lang} {...props} lang={lang} />)}
    </fieldset>
  );
}

function LanguageTexts(props: InvitationTextFieldsProps & { lang: Lang }) {
  const { t, defaults, langNames, lang, text, sentence, onChange } = props;
  const hasOwn = TEMPLATE_PARTS.some((part) => text(templateField(lang, part)) !== defaults[lang][part]);
  const reset = () =>
    TEMPLATE_PARTS.forEach((part) => onChange(templateField(lang, part), defaults[lang][part]));
  return (
    <details class="details">
      <summary>
        <span lang={lang}>{langNames[lang]}</span>
        {hasOwn && `, ${t.ownText}`}
      </summary>
      <div class="flex flex-col gap-5 py-3">
        {TEMPLATE_PARTS.map((part) => {
          const field = templateField(lang, part);
          return (
            <TextArea
              key={part}
              name={field}
              label={t.parts[part]}
              lang={lang}
              rows={ROWS[part]}
              value={text(field)}
              error={sentence(field)}
              onInput={(value) => onChange(field, value)}
            />
          );
        })}
        <div>
          <Button kind="secondary" onClick={reset}>{t.reset}</Button>
        </div>
      </div>
    </details>
  );
}
