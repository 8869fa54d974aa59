/** Where Debian's package puts a screen that nobody looks at. */
export const XVFB_PATH = "/usr/bin/Xvfb";

/** A screen without glass, for programs that want one. */
export interface Screen extends AsyncDisposable {
  /** For the environment of what is to show on it. */
  display: string;
}

export async function startScreen(): Promise<Screen> {
  const child = new Deno.Command(XVFB_PATH, {
    args: ["-displayfd", "1", "-nolisten", "tcp"],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const display = (await lines.read()).value?.trim();
  await lines.cancel();
  return {
    display: `:${display}`,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
    },
  };
}
