/** Why something was not done: a code of `wire/errors.ts`, unless the caller turns it into one. */
export interface Refused<Code extends string> {
  refusal: Code;
}

export function refused<Code extends string>(refusal: Code): Refused<Code> {
  return { refusal };
}
