/** The part of a `KeyboardEvent` that tells a shortcut. */
export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "altKey" | "shiftKey" | "ctrlKey" | "metaKey" | "repeat"
>;

/** Whether a key press may write a letter: then it is no shortcut. */
export interface Writing {
  /** The focus is in a text field, where Option+Shift writes letters on a Mac. */
  typing: boolean;
  /** AltGr is held, which writes letters on many keyboards. */
  altGraph: boolean;
}

/**
 * The action of the shortcut Alt+Shift+letter; undefined for any other key press. `letters`: by the page's language. A
 * letter alone is never a shortcut: it would act while a person types or uses a screen reader (WCAG 2.1.4).
 */
export function actionOf<Action extends string>(
  press: KeyPress,
  { typing, altGraph }: Writing,
  letters: Readonly<Record<Action, string>>,
): Action | undefined {
  const { altKey, shiftKey, ctrlKey, metaKey, repeat } = press;
  if (!altKey || !shiftKey || ctrlKey || metaKey || repeat || typing || altGraph) return undefined;
  // On a Mac Option changes `key` to a special character; `code` tells the letter.
  const letter = /^[a-z]$/i.test(press.key) ? press.key : /^Key([A-Z])$/.exec(press.code)?.[1];
  if (!letter) return undefined;
  return (Object.keys(letters) as Action[]).find((action) => letters[action] === letter.toUpperCase());
}

/** The shortcuts as values of `aria-keyshortcuts`. */
export function ariaShortcuts<Action extends string>(
  letters: Readonly<Record<Action, string>>,
): Record<Action, string> {
  return Object.fromEntries(
    Object.entries(letters).map(([action, letter]) => [action, `Alt+Shift+${letter}`]),
  ) as Record<Action, string>;
}
