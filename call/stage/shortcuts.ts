/** A key that was pressed. */
export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "altKey" | "shiftKey" | "ctrlKey" | "metaKey" | "repeat"
>;

/** Key presses that write letters are no shortcuts. */
export interface Writing {
  /** The key goes into a text field: there Option+Shift writes letters on a Mac. */
  typing: boolean;
  /** AltGr is held, which writes letters on many keyboards. */
  altGraph: boolean;
}

/**
 * The action of a shortcut, Alt+Shift+letter, by the letters of the page's language; undefined if the key press is none.
 * Never a letter alone, which would act when a person types or uses a screen reader's own keys (WCAG 2.1.4).
 */
export function actionOf<Action extends string>(
  press: KeyPress,
  { typing, altGraph }: Writing,
  letters: Readonly<Record<Action, string>>,
): Action | undefined {
  const { altKey, shiftKey, ctrlKey, metaKey, repeat } = press;
  if (!altKey || !shiftKey || ctrlKey || metaKey || repeat || typing || altGraph) return undefined;
  // On a Mac Option changes the key to a special character: then the position of the key tells the letter.
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
