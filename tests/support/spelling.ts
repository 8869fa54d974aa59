/** One of hunspell's dictionaries (from Debian's packages), and a file with more words. */
export interface Dictionary {
  /** As hunspell names it: "de_DE". */
  name: string;
  /** The file's path; one word a line. */
  ownWords: string;
}

/** The words of a text that neither the dictionary nor the file knows, each once, in order. */
export async function unknownWords(text: string, { name, ownWords }: Dictionary): Promise<string[]> {
  const child = new Deno.Command("hunspell", {
    args: ["-l", "-i", "UTF-8", "-d", name, "-p", ownWords],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  if (!success) throw new Error(`hunspell failed: ${new TextDecoder().decode(stderr)}`);
  const words = new TextDecoder().decode(stdout).split("\n").map((word) => word.replace(/\.$/, ""));
  return [...new Set(words.filter(Boolean))].sort();
}
