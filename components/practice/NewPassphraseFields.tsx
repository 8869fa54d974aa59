import type { Catalogue } from "../../i18n/mod.ts";
import type { FieldSentence } from "../Field.tsx";
import { TextField } from "../TextField.tsx";

interface NewPassphraseFieldsProps {
  t: Pick<Catalogue["practice"]["setUp"], "passphraseHint"> & { passphrase: string; repeat: string };
  shown: boolean;
  errors: { passphrase?: FieldSentence | undefined; repeat?: FieldSentence | undefined };
}

/** A new passphrase, typed twice. */
export function NewPassphraseFields({ t, shown, errors }: NewPassphraseFieldsProps) {
  const type = shown ? "text" : "password";
  return (
    <>
      <TextField
        name="passphrase"
        type={type}
        label={t.passphrase}
        hint={t.passphraseHint}
        autoComplete="new-password"
        error={errors.passphrase}
      />
      <TextField
        name="repeat"
        type={type}
        label={t.repeat}
        autoComplete="new-password"
        error={errors.repeat}
      />
    </>
  );
}
