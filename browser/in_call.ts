/** Web Lock held by every page of this browser with a practitioner in a conversation; released when the page goes. */
const LOCK = "vieraugen.in_call";

/** Tells the practice's other pages in this browser that a conversation is running, until the returned function is called. */
export function holdInCall(): () => void {
  let end = () => {};
  const ended = new Promise<void>((resolve) => end = resolve);
  void navigator.locks?.request(LOCK, { mode: "shared" }, () => ended);
  return end;
}

/** True if a practitioner is in a conversation in any page of this browser; false where Web Locks are missing. */
export async function isInCall(): Promise<boolean> {
  const { held = [] } = await navigator.locks?.query() ?? {};
  return held.some(({ name }) => name === LOCK);
}
