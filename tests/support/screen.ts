/** Where Debian's package puts Xvfb, an X server that renders to memory. */
const XVFB_PATH = "/usr/bin/Xvfb";

/** A virtual screen, for programs that need one. */
export interface Screen extends AsyncDisposable {
  /** Value of DISPLAY for programs that use it. */
  display: string;
}

export async function startScreen(): Promise<Screen> {
  const child = new Deno.Command(XVFB_PATH, {
    args: ["-displayfd", "1", "-nolisten", "tcp"],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  // The number and the end of its line come apart, and a server that cannot write the latter ends.
  let line = "";
  while (!line.includes("\n")) {
    const { value, done } = await lines.read();
    if (done) throw new Error(`Xvfb ended with "${line}" in place of a display's number`);
    line += value;
  }
  await lines.cancel();
  return {
    display: `:${line.trim()}`,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
    },
  };
}
