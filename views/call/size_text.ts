/** A file's size in words: "12.5 kB", "3 MB". */
export function sizeText(bytes: number, lang: string): string {
  const [unit, size] = bytes < 1_000_000 ? ["kilobyte", bytes / 1_000] : ["megabyte", bytes / 1_000_000];
  return new Intl.NumberFormat(lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(size);
}
