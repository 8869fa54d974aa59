import type { Lang } from "../../i18n/mod.ts";

interface LangFieldProps {
  label: string;
  /** Each language's name in that language. */
  names: Record<Lang, string>;
}

/** A choice of languages, each by its own name. */
export function LangField({ label, names }: LangFieldProps) {
  return (
    <div class="flex flex-col gap-2">
      <label for="field-lang" class="font-semibold">{label}</label>
      <select
        id="field-lang"
        name="lang"
        class="w-full sm:w-auto self-start min-h-12 px-4 py-2 rounded-xl bg-card border border-line text-ink"
      >
        {Object.entries(names).map(([lang, name]) => (
          <option key={lang} value={lang} lang={lang}>{name}</option>
        ))}
      </select>
    </div>
  );
}
