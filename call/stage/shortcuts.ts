/**
 * Keyboard shortcuts of the call: Alt+Shift+letter. Never a letter alone, which would act when somebody types or uses a
 * screen reader's own keys (WCAG 2.1.4).
 */
export interface KeyPress {
  key: string;
  code: string;
  altKey: boolean;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  repeat: boolean;
  /** Does it go into a text field? There Option+Shift writes letters on a Mac. */
  typing: boolean;
  /** AltGr, which writes letters on many keyboards. */
  altGraph: boolean;
}

/** The action that a key press stands for, by the letters of the page's language. */
export function actionOf<Action extends string>(
  press: KeyPress,
  letters: Readonly<Record<Action, string>>,
): Action | undefined {
  const { altKey, shiftKey, ctrlKey, metaKey, repeat, typing, altGraph } = press;
  if (!altKey || !shiftKey || ctrlKey || metaKey || repeat || typing || altGraph) return undefined;
  // On a Mac the key is a sign that Option makes: then the place of the key tells the letter.
  const letter = /^[a-z]$/i.test(press.key) ? press.key : /^Key([A-Z])$/.exec(press.code)?.[1];
  if (!letter) return undefined;
  return (Object.keys(letters) as Action[]).find((action) => letters[action] === letter.toUpperCase());
}

/** As `aria-keyshortcuts` wants it. */
export function ariaShortcuts<Action extends string>(
  letters: Readonly<Record<Action, string>>,
): Record<Action, string> {
  return Object.fromEntries(
    Object.entries(letters).map(([action, letter]) => [action, `Alt+Shift+${letter}`]),
  ) as Record<Action, string>;
}
