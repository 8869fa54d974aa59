/** The scripts that pages carry inline, by their names in `static/gen/`, and the files that they are built from. */
export const INLINE_SCRIPTS = {
  join: "call/entry/join_page.ts",
  changed_link: "call/entry/changed_link_page.ts",
  unavailable: "call/entry/unavailable_page.ts",
} as const;

const read = new Map<string, string>();

/** The text of such a script. `root`: the folder of the checkout. */
export function inlineScript(root: string, name: keyof typeof INLINE_SCRIPTS): string {
  const text = read.get(name) ?? Deno.readTextFileSync(`${root}/static/gen/${name}.js`);
  read.set(name, text);
  return text;
}
