/** How long lines are gathered. */
const GATHER_MS = 20;

/** Writes lines a moment later, all that have come meanwhile in one go. */
export interface LineWriter {
  write(line: string): void;
  /** Writes what is left: before the process ends. */
  flush(): void;
}

/** A writer in front of a slow one: each write to a terminal or a pipe stops the server, and whoever waits for its answer. */
export function lineWriter(print: (text: string) => void): LineWriter {
  let lines: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length === 0) return;
    const text = lines.join("\n");
    lines = [];
    print(text);
  };
  return {
    write(line) {
      lines.push(line);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    flush,
  };
}
