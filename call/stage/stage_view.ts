/** The panels beside the stage. */
export type PanelName = "participants" | "settings" | "chat";

/** The corner of one's own picture; start and end follow the direction of writing. */
export type Corner = "top-start" | "top-end" | "bottom-end" | "bottom-start";

/** Clockwise in left-to-right writing. */
export const CORNERS: readonly Corner[] = ["top-start", "top-end", "bottom-end", "bottom-start"];

/** What the person has chosen to see of a running call. */
export interface StageView {
  panel?: PanelName;
  /** Only the partner is shown. */
  full: boolean;
  /** The page asks whether to hang up. */
  askedToHangUp: boolean;
  corner: Corner;
  /** The reminder at the beginning has been read. */
  reminded: boolean;
  /** Messages that came while the chat was not open. */
  unread: number;
}

export type StageViewEvent =
  /** Opens the panel, or closes it if it is open. */
  | { kind: "panelToggled"; panel: PanelName }
  | { kind: "backToOverview" }
  | { kind: "panelClosed" }
  | { kind: "fullToggled" }
  /** The browser has left full screen (Escape). */
  | { kind: "fullLeft" }
  | { kind: "hangUpAsked" }
  | { kind: "hangUpDenied" }
  | { kind: "ownPictureMoved"; to: Corner }
  | { kind: "ownPictureNudged"; towards: Direction }
  | { kind: "reminderRead" }
  | { kind: "messageCame" };

/** Where one's own picture is moved: to the next corner, or towards an edge. */
export type Direction = "next" | "up" | "down" | "start" | "end";

/** The view at the beginning of a call. */
export function initialStageView(corner: Corner, reminded: boolean): StageView {
  return { full: false, askedToHangUp: false, corner, reminded, unread: 0 };
}

/** The view after an event. */
export function stepStageView(view: StageView, event: StageViewEvent): StageView {
  switch (event.kind) {
    case "panelToggled":
      return view.panel === event.panel ? closed(view) : opened(view, event.panel);
    case "backToOverview":
      return opened(view, "participants");
    case "panelClosed":
      return closed(view);
    case "fullToggled":
      return { ...view, full: !view.full };
    case "fullLeft":
      return { ...view, full: false };
    case "hangUpAsked":
      return { ...view, askedToHangUp: true };
    case "hangUpDenied":
      return { ...view, askedToHangUp: false };
    case "ownPictureMoved":
      return { ...view, corner: event.to };
    case "ownPictureNudged":
      return { ...view, corner: neighbourOf(view.corner, event.towards) };
    case "reminderRead":
      return { ...view, reminded: true };
    case "messageCame":
      return view.panel === "chat" ? view : { ...view, unread: view.unread + 1 };
  }
}

function opened(view: StageView, panel: PanelName): StageView {
  return { ...view, panel, unread: panel === "chat" ? 0 : view.unread };
}

function closed(view: StageView): StageView {
  const { panel: _, ...rest } = view;
  return rest;
}

function neighbourOf(corner: Corner, towards: Direction): Corner {
  if (towards === "next") return CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length]!;
  const [block, inline] = corner.split("-");
  if (towards === "up" || towards === "down") {
    return `${towards === "up" ? "top" : "bottom"}-${inline}` as Corner;
  }
  return `${block}-${towards}` as Corner;
}

/** The corner nearest to a point, given as shares of the width (from the start) and the height. */
export function cornerAt(inline: number, block: number): Corner {
  return `${block < 0.5 ? "top" : "bottom"}-${inline < 0.5 ? "start" : "end"}`;
}
