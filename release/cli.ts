/** What Deno's own command writes into deno.json. */
interface Target {
  org?: string;
  app?: string;
}

/**
 * Deploys with `deno deploy`, and gives its exit code. The command writes organisation and app into the "deploy" field of
 * deno.json, and nothing else is left in it; how to build and start is put back.
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
    // Named, deno.json is read with all of its "deploy" field; found, some versions refuse what they do not know in it.
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

/** Why the command cannot be had; undefined if it can. Its help needs neither account nor network beyond the command. */
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
