/** How long the browser may take to read the blob. */
const READ_TIMEOUT_MS = 60_000;

/** Saves a text as a file in the browser's downloads; `type` is its media type. Needs a user's gesture. */
export function saveFile(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), READ_TIMEOUT_MS);
}
