import { browserStorage } from "../../browser/storage.ts";
import { type Corner, CORNERS, initialStageView, type StageView } from "./stage_view.ts";

/** Where the own picture stands is remembered on the device; that the reminder was read, for this tab and room. */
const CORNER_KEY = "vieraugen.corner";
const REMINDED_KEY = "vieraugen.reminded";

export function loadStageView(room: string): StageView {
  const kept = browserStorage("localStorage").getItem(CORNER_KEY);
  const corner = CORNERS.find((known) => known === kept) ?? "bottom-end" satisfies Corner;
  return initialStageView(corner, browserStorage("sessionStorage").getItem(REMINDED_KEY) === room);
}

export function saveStageView(room: string, { corner, reminded }: StageView): void {
  browserStorage("localStorage").setItem(CORNER_KEY, corner);
  if (reminded) browserStorage("sessionStorage").setItem(REMINDED_KEY, room);
}
