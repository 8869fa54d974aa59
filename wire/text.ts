/** Texts in the form in which the server stores them: what a browser binds to a member must be the same. */

/** A text without control characters and without spaces at its ends. */
export function plainText(text: string): string {
  // deno-lint-ignore no-control-regex -- they are what is replaced
  return text.replace(/[\u0000-\u001f\u007f]/g, " ").trim();
}

/** An e-mail address in the form in which addresses are compared: trimmed, in lower case. */
export function plainEmail(email: string): string {
  return plainText(email).toLowerCase();
}
