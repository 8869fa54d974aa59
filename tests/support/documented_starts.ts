/** The commands by which the documents start a server. */
interface DocumentedStart {
  name: string;
  /** Deno's arguments, with this checkout and `data` in place of the directories that the document names. */
  args: (data: string) => string[];
}

const deploying = Deno.readTextFileSync("docs/deploying.md");

function written(pattern: RegExp, text = deploying): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`A document does not have ${pattern}`);
  return found;
}

/** `deno task start` of README.md and docs/deploying.md, the unit of systemd, and the container. */
export const DOCUMENTED_STARTS: readonly DocumentedStart[] = [
  { name: "deno task start", args: () => ["task", "start"] },
  {
    name: "systemd",
    args: (data) =>
      written(/^ {4}ExecStart=\/usr\/local\/bin\/deno (.*)$/m).replaceAll("/var/lib/vieraugen", data).split(
        " ",
      ),
  },
  {
    name: "container",
    args: (data) =>
      (JSON.parse(written(/^CMD (\[.*\])$/m, Deno.readTextFileSync("Dockerfile"))) as string[]).map((arg) =>
        arg.replace(/=\/data$/, `=${data}`)
      ),
  },
];

/** `deno serve`, on a free port. */
export function documentedServe(data: string): string[] {
  return written(/^ {4}deno (serve .*)$/m).replace("--port 8000", "--port 0")
    .replaceAll(/\bdata\b/g, data).split(" ");
}

/**
 * The lines that docs/deploying.md has for nginx under a heading, to be put into a `server { … }` or an `http { … }`.
 * @param directive What stands in the wanted block and in no other.
 */
export function documentedNginx(directive: string): string {
  const blocks = [...deploying.matchAll(/\n\n((?: {4}.*\n|\n(?= {4}))+)/g)]
    .map(([, block]) => block!).filter((block) => block.includes(directive));
  const [block, ...others] = blocks;
  if (block === undefined || others.length > 0) {
    throw new Error(`docs/deploying.md has ${blocks.length} blocks with ${directive}, not one`);
  }
  return block.replaceAll(/^ {4}/gm, "");
}
