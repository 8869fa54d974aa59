import type { Switches } from "../state.ts";

/** What is switched off, by name; kept for the life of the browser tab, like the seat. */
const key = (room: string) => `vieraugen.off.${room}`;

/** How the person has left camera and microphone in this room; both on the first time. */
export function loadSwitches(storage: Pick<Storage, "getItem">, room: string): Switches {
  const off = (storage.getItem(key(room)) ?? "").split(" ");
  return { camera: !off.includes("camera"), microphone: !off.includes("microphone") };
}

export function saveSwitches(
  storage: Pick<Storage, "setItem">,
  room: string,
  { camera, microphone }: Switches,
): void {
  const off = [...(camera ? [] : ["camera"]), ...(microphone ? [] : ["microphone"])];
  storage.setItem(key(room), off.join(" "));
}
