/** What `deno deploy` writes into deno.json. */
interface Target {
  org?: string;
  app?: string;
}

/**
 * Deploys with `deno deploy`; returns its exit code. The command replaces the "deploy" field of deno.json by organisation and
 * app, so the file is restored afterwards.
 */
export async function uploadWithCli(
  root: string,
  options: readonly string[],
  print: (line: string) => void,
): Promise<number> {
  const problem = await reachCli(root);
  if (problem !== undefined) {
    print(`Cannot run "deno deploy": Deno fetches this command from JSR when it is used, and that failed.`);
    print(`  ${problem}`);
    print("Deploy from a machine that reaches JSR, or connect the repository in the console of Deno Deploy:");
    print('it builds from the same "deploy" field of deno.json.');
    return 1;
  }
  const file = `${root}/deno.json`;
  const before = await Deno.readTextFile(file);
  const own = options.filter((option) => option !== "--preview");
  const prod = options.includes("--preview") || own.includes("--prod") ? [] : ["--prod"];
  try {
    // With `--config`, the whole "deploy" field is read; without, some versions refuse fields that they do not know.
    const args = ["deploy", "--config", "deno.json", ...prod, ...own];
    const { code } = await new Deno.Command(Deno.execPath(), { args, cwd: root }).spawn().status;
    return code;
  } finally {
    const after = await Deno.readTextFile(file);
    if (after !== before) {
      await Deno.writeTextFile(file, before);
      const { org, app } = targetOf(after);
      if (org !== undefined) {
        print(`Next time: deno task deploy --org ${org}${app === undefined ? "" : ` --app ${app}`}`);
      }
    }
  }
}

/** Why `deno deploy` cannot be loaded; undefined if it can. Its help needs no account. */
async function reachCli(root: string): Promise<string | undefined> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["deploy", "--help"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (success) return undefined;
  const lines = new TextDecoder().decode(stderr).split("\n");
  return lines.find((line) => line.startsWith("error")) ?? lines.find((line) => line.trim() !== "") ??
    "It says nothing.";
}

function targetOf(text: string): Target {
  return (JSON.parse(text) as { deploy?: Target }).deploy ?? {};
}
