import { type Corner, CORNERS, initialStageView, type StageView } from "./stage_view.ts";

/** Where the own picture stands is remembered on the device; that the reminder was read, for this tab and room. */
const CORNER_KEY = "vieraugen.corner";
const REMINDED_KEY = "vieraugen.reminded";

/** Storage may be forbidden: then everything begins as usual. */
export function loadStageView(room: string): StageView {
  try {
    const corner = CORNERS.find((known) => known === localStorage.getItem(CORNER_KEY)) ?? "bottom-end";
    return initialStageView(corner, sessionStorage.getItem(REMINDED_KEY) === room);
  } catch (error) {
    if (error instanceof DOMException) return initialStageView("bottom-end" satisfies Corner, false);
    throw error;
  }
}

export function saveStageView(room: string, { corner, reminded }: StageView): void {
  try {
    localStorage.setItem(CORNER_KEY, corner);
    if (reminded) sessionStorage.setItem(REMINDED_KEY, room);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
