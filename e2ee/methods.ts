/** How a guest identifies: by access code, invite link, or the resume secret of an earlier admission. */
export type Method = "code" | "link" | "resume";

/** The letters of the methods, in VC1's messages and in what browsers store. Source: docs/protocol.md, "Messages". */
export const METHOD_LETTERS = { code: "c", link: "l", resume: "r" } as const satisfies Record<Method, string>;

/** The method with this letter; undefined if there is none. Source: docs/protocol.md, "Messages". */
export function methodOfLetter(letter: unknown): Method | undefined {
  return (Object.keys(METHOD_LETTERS) as Method[]).find((method) => METHOD_LETTERS[method] === letter);
}
