import type { Catalogue } from "../../i18n/mod.ts";
import type { FieldSentence } from "../Field.tsx";
import { TextField } from "../TextField.tsx";
import { NewPassphraseFields } from "./NewPassphraseFields.tsx";

interface NewAccountFieldsProps {
  t: Catalogue["practice"]["setUp"];
  shown: boolean;
  sentence: (field: "memberName" | "email" | "passphrase" | "repeat") => FieldSentence | undefined;
}

/** What every new account needs: name, e-mail, a passphrase typed twice. */
export function NewAccountFields({ t, shown, sentence }: NewAccountFieldsProps) {
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
      <NewPassphraseFields
        t={t}
        shown={shown}
        errors={{ passphrase: sentence("passphrase"), repeat: sentence("repeat") }}
      />
    </>
  );
}
