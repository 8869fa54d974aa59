/** How long lines are collected before they are written. */
const DELAY_MS = 20;

/** Writes lines with a delay, many in one go. */
export interface LineWriter {
  write(line: string): void;
  /** Writes the remaining lines at once; to be called before the process ends. */
  flush(): void;
}

/** Batches writes to a terminal or a pipe: each one blocks the server. */
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
      timer ??= setTimeout(flush, DELAY_MS);
    },
    flush,
  };
}
