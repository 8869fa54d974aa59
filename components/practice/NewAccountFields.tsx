import type { Catalogue } from "../../i18n/mod.ts";
import type { FieldSentence } from "../Field.tsx";
import { TextField } from "../TextField.tsx";
import { NewPassphraseFields } from "./NewPassphraseFields.tsx";

interface NewAccountFieldsProps {
  t: Catalogue["practice"]["setUp"];
  /** Whether the passphrase is readable. */
  shown: boolean;
  sentence: (field: "memberName" | "email" | "passphrase" | "repeat") => FieldSentence | undefined;
}

/** The fields of a new account: name, e-mail, and a passphrase typed twice. */
export function NewAccountFields({ t, shown, sentence }: NewAccountFieldsProps) {
  const errors = { passphrase: sentence("passphrase"), repeat: sentence("repeat") };
  return (
    <>
      <TextField
        name="memberName"
        label={t.memberName}
        hint={t.memberNameHint}
        autoComplete="name"
        error={sentence("memberName")}
      />
      <TextField
        name="email"
        type="email"
        label={t.email}
        hint={t.emailHint}
        autoComplete="username"
        error={sentence("email")}
      />
      <NewPassphraseFields t={t} shown={shown} errors={errors} />
    </>
  );
}
