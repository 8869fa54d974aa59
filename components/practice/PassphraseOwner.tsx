/** Tells password managers whose passphrase a form asks for. */
export function PassphraseOwner({ email }: { email: string }) {
  return <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />;
}
