import { browserStorage } from "../../browser/storage.ts";
import { type Corner, CORNERS, initialStageView, type StageView } from "./stage_view.ts";

/** In the device's storage the corner of one's own picture; in the tab's, the room whose reminder has been read. */
const CORNER_KEY = "vieraugen.corner";
const REMINDED_KEY = "vieraugen.reminded";

/** The view at the beginning of a call, as it was left on this device. */
export function loadStageView(room: string): StageView {
  const kept = browserStorage("localStorage").getItem(CORNER_KEY);
  const corner = CORNERS.find((known) => known === kept) ?? "bottom-end" satisfies Corner;
  return initialStageView(corner, browserStorage("sessionStorage").getItem(REMINDED_KEY) === room);
}

/** Stores what the next view of this device or tab begins with. */
export function saveStageView(room: string, { corner, reminded }: StageView): void {
  browserStorage("localStorage").setItem(CORNER_KEY, corner);
  if (reminded) browserStorage("sessionStorage").setItem(REMINDED_KEY, room);
}
