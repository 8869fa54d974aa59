/** How long a browser may take to fetch what it saves. */
const FETCH_MS = 60_000;

/** Hands a file that was made here to the browser's downloads. Needs a user's gesture. */
export function saveFile(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), FETCH_MS);
}
