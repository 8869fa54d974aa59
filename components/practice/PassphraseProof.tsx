import { Button } from "../Button.tsx";
import type { FieldSentence } from "../Field.tsx";
import { TextField } from "../TextField.tsx";
import { PassphraseOwner } from "./PassphraseOwner.tsx";

interface PassphraseProofProps {
  /** Of the field, for pages with several. @default `field-passphrase` */
  id?: string;
  label: string;
  hint?: string;
  error: FieldSentence | undefined;
  email: string;
  autoFocus?: boolean;
  submit: string;
  kind: "primary" | "secondary";
  ready: boolean;
  busy: boolean;
  /** Shown while it is busy. */
  working: string;
}

/** The end of a form that asks the member who is signed in for the passphrase: field, button and status. */
export function PassphraseProof(props: PassphraseProofProps) {
  const { id = "field-passphrase", label, hint, error, email, submit, kind, ready, busy, working } = props;
  return (
    <>
      <PassphraseOwner email={email} />
      <TextField
        id={id}
        name="passphrase"
        type="password"
        label={label}
        {...(hint === undefined ? {} : { hint })}
        autoComplete="current-password"
        autoFocus={props.autoFocus ?? false}
        error={error}
      />
      <div>
        <Button type="submit" kind={kind} disabled={!ready} busy={busy}>{submit}</Button>
      </div>
      <p role="status" class="text-muted empty:hidden">{busy ? working : ""}</p>
    </>
  );
}
