/** A goal that a figure is held against. */
interface Goal {
  text: string;
  met: boolean;
}

/** Prints rows under headings, in columns. */
export function printTable(
  title: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...rows.map((row) => (row[i] ?? "").length))
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)).join("  ")
      .trimEnd();
  print(`\n${title}\n\n${line(headings)}\n${widths.map((width) => "-".repeat(width)).join("  ")}`);
  for (const row of rows) print(line(row));
}

/** "1.43× (at most 2×: met)" */
export function againstGoal(figure: string, goal: string, met: boolean): string {
  return `${figure} (${goal}: ${met ? "met" : "MISSED"})`;
}

export function print(text: string): void {
  // deno-lint-ignore no-console -- a bench prints
  console.log(text);
}

/** The quantile of values at a share (0 to 1). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function formatMs(valueMs: number): string {
  return `${valueMs.toFixed(valueMs < 10 ? 2 : 1)} ms`;
}
