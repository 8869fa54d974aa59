/** Storage key of "the safety code has changed"; stored for the life of the tab, like the seat. */
const key = (room: string) => `vieraugen.safety.${room}`;

/** Whether a changed safety code in this room has still to be compared. */
export function loadSafetyChanged(storage: Pick<Storage, "getItem">, room: string): boolean {
  return storage.getItem(key(room)) !== null;
}

/** Keeps it over reloads, until somebody has compared the code. */
export function saveSafetyChanged(
  storage: Pick<Storage, "setItem" | "removeItem">,
  room: string,
  isChanged: boolean,
): void {
  if (isChanged) storage.setItem(key(room), "");
  else storage.removeItem(key(room));
}
