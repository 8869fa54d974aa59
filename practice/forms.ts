/** The text of one field; empty for none. */
export function textOf(data: FormData, field: string): string {
  const value = data.get(field);
  return typeof value === "string" ? value : "";
}

/** Puts the focus into the first field (in the form's order) that has an error. */
export function focusFirstInvalid(form: HTMLFormElement, errors: Readonly<Record<string, unknown>>): void {
  for (const element of form.elements) {
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    if (!isField || !errors[element.name]) continue;
    element.closest("details")?.setAttribute("open", ""); // what is folded takes no focus
    return element.focus();
  }
}
