import type { Switches } from "../state.ts";

/** Storage key of the switched-off media; stored for the life of the tab, like the seat. */
const key = (room: string) => `vieraugen.off.${room}`;

/** The person's last switches in this room; both on at first. */
export function loadSwitches(storage: Pick<Storage, "getItem">, room: string): Switches {
  const off = (storage.getItem(key(room)) ?? "").split(" ");
  return { camera: !off.includes("camera"), microphone: !off.includes("microphone") };
}

/** Keeps the switches in this tab. */
export function saveSwitches(
  storage: Pick<Storage, "setItem">,
  room: string,
  { camera, microphone }: Switches,
): void {
  const off = [...(camera ? [] : ["camera"]), ...(microphone ? [] : ["microphone"])];
  storage.setItem(key(room), off.join(" "));
}
