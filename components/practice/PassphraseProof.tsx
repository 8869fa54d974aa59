import { Button } from "../Button.tsx";
import type { FieldSentence } from "../Field.tsx";
import { TextField } from "../TextField.tsx";

export interface PassphraseProofProps {
  /** Of the field, where a page has several. @default `field-passphrase` */
  id?: string;
  label: string;
  hint?: string;
  error: FieldSentence | undefined;
  /** For password managers: whose passphrase it is. */
  email: string;
  autoFocus?: boolean;
  submit: string;
  kind: "primary" | "secondary";
  ready: boolean;
  busy: boolean;
  /** What is said while it is busy. */
  working: string;
}

/** The end of a form that somebody who is signed in proves by the passphrase. */
export function PassphraseProof(props: PassphraseProofProps) {
  const { id = "field-passphrase", label, hint, error, email, submit, kind, ready, busy, working } = props;
  return (
    <>
      <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
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
