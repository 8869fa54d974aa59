/** Held by each page of this browser in which a practitioner is in conversation; the browser frees it with the page. */
const LOCK = "vieraugen.in_call";

/** Says to the practice's other pages in this browser that a conversation runs, until the returned function is called. */
export function holdInCall(): () => void {
  let end = () => {};
  const ended = new Promise<void>((resolve) => end = resolve);
  void navigator.locks?.request(LOCK, { mode: "shared" }, () => ended);
  return end;
}

/** Is a practitioner in conversation in any page of this browser? Where it cannot be known: no. */
export async function isInCall(): Promise<boolean> {
  const { held = [] } = await navigator.locks?.query() ?? {};
  return held.some(({ name }) => name === LOCK);
}
