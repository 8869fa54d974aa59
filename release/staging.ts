import { filesToUpload, readDeployConfig, secretsAmong } from "./files_to_upload.ts";

/** A deployment would fail; the message says why. */
export class NotReady extends Error {
  override readonly name = "NotReady";
}

/** A built copy of what would be uploaded, read-only as on Deno Deploy. */
export interface Stage extends AsyncDisposable {
  directory: string;
  entrypoint: string;
  files: readonly string[];
}

/** The variables that the platform sets. Source: Deno Deploy's documentation, "Predefined environment variables". */
const PLATFORM = {
  DENO_DEPLOY: "true",
  DENO_DEPLOY_ORG_ID: "00000000-0000-4000-8000-000000000001",
  DENO_DEPLOY_ORG_SLUG: "trial",
  DENO_DEPLOY_APP_ID: "00000000-0000-4000-8000-000000000002",
  DENO_DEPLOY_APP_SLUG: "trial",
  DENO_DEPLOY_BUILD_ID: "trial",
};
const BUILD_ENV = { ...PLATFORM, CI: "true" };
export const RUNTIME_ENV = { ...PLATFORM, DENO_DEPLOYMENT_ID: "trial", DENO_TIMELINE: "preview/trial" };

/** The variables of this machine that the trial inherits: without them no program runs. */
const OF_THIS_MACHINE = [
  "PATH",
  "HOME",
  "DENO_DIR",
  "TMPDIR",
  "NPM_CONFIG_REGISTRY",
  "HTTPS_PROXY",
  "NO_PROXY",
];

/** The environment of a trial: `variables`, and what every program needs. */
export function environment(variables: Record<string, string>): Record<string, string> {
  const own = OF_THIS_MACHINE.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(own), ...variables, NO_COLOR: "1" };
}

/** Copies the files that would be uploaded; returns their paths. @throws {NotReady} if one of them is a secret. */
export async function copyUpload(root: string, directory: string): Promise<string[]> {
  const files = await filesToUpload(root);
  const secrets = secretsAmong(files);
  if (secrets.length > 0) {
    throw new NotReady(`${secrets.join(", ")} would be uploaded: name it in .gitignore`);
  }
  for (const file of files) {
    const target = `${directory}/${file}`;
    await Deno.mkdir(target.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.copyFile(`${root}/${file}`, target);
  }
  return files;
}

/**
 * Does what the platform does before it starts the app: copies the files, installs and builds, without a database.
 * @throws {NotReady} if a command fails.
 */
export async function stage(root: string, print: (line: string) => void): Promise<Stage> {
  const { install, build, runtime } = await readDeployConfig(root);
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-deploy-" });
  const dispose = async () => {
    await setWritable(directory, true);
    await Deno.remove(directory, { recursive: true });
  };
  try {
    const files = await copyUpload(root, directory);
    print(`upload: ${files.length} files`);
    for (const [name, command] of [["install", install], ["build", build]] as const) {
      const { success, stdout, stderr } = await new Deno.Command("sh", {
        args: ["-c", command],
        cwd: directory,
        clearEnv: true,
        env: environment(BUILD_ENV),
      }).output();
      if (!success) {
        throw new NotReady(
          `"${command}" failed: ${reasonIn(stderr) || reasonIn(stdout) || "it printed nothing"}`,
        );
      }
      print(`${name}: ${command}`);
    }
    await setWritable(directory, false);
    return { directory, entrypoint: runtime.entrypoint, files, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** Makes a directory read-only, or writable for its owner again. (Root still writes: there, Deno's permissions refuse.) */
async function setWritable(path: string, writable: boolean): Promise<void> {
  const { mode, isDirectory, isSymlink } = await Deno.lstat(path);
  if (isSymlink) return;
  // node_modules links into the cache of this machine, whose files are not ours.
  if (path.endsWith("/node_modules")) return;
  if (isDirectory && writable) await Deno.chmod(path, (mode ?? 0o755) | 0o200);
  if (isDirectory) {
    for await (const { name } of Deno.readDir(path)) await setWritable(`${path}/${name}`, writable);
  }
  await Deno.chmod(path, writable ? (mode ?? 0o644) | 0o200 : (mode ?? 0o644) & ~0o222);
}

/** The first line with the word "error", or else the last. */
function reasonIn(output: Uint8Array): string {
  const lines = new TextDecoder().decode(output).trim().split("\n");
  return (lines.find((line) => /\berror\b/i.test(line)) ?? lines.at(-1) ?? "").trim();
}
