import assert from "node:assert/strict";
import {
  cornerAt,
  CORNERS,
  initialStageView,
  type StageView,
  type StageViewEvent,
  stepStageView,
} from "../../../call/stage/stage_view.ts";

function after(...events: StageViewEvent[]): StageView {
  return events.reduce(stepStageView, initialStageView("bottom-end", false));
}

Deno.test("stepStageView: a panel opens, gives way to another, goes back to the overview and closes", () => {
  assert.equal(after({ kind: "panelToggled", panel: "settings" }).panel, "settings");
  const settings: StageViewEvent[] = [
    { kind: "panelToggled", panel: "chat" },
    { kind: "panelToggled", panel: "settings" },
  ];
  assert.equal(after(...settings).panel, "settings");
  assert.equal(after(...settings, { kind: "backToOverview" }).panel, "participants");
  assert.equal(after(...settings, { kind: "panelClosed" }).panel, undefined);
  assert.equal(after(...settings, { kind: "panelToggled", panel: "settings" }).panel, undefined);
});

Deno.test("stepStageView: messages count as unread until the chat is opened, and not while it is open", () => {
  const came: StageViewEvent = { kind: "messageCame" };
  assert.equal(after(came, came).unread, 2);
  assert.equal(after(came, { kind: "panelToggled", panel: "participants" }).unread, 1);
  assert.equal(after(came, { kind: "panelToggled", panel: "chat" }, came).unread, 0);
});

Deno.test("stepStageView: the own picture reaches all four corners with one button, and each with the arrows", () => {
  const next: StageViewEvent = { kind: "ownPictureNudged", towards: "next" };
  const seen = [1, 2, 3, 4].map((times) => after(...Array<StageViewEvent>(times).fill(next)).corner);
  assert.deepEqual([...seen].sort(), [...CORNERS].sort());
  assert.equal(after({ kind: "ownPictureNudged", towards: "up" }).corner, "top-end");
  assert.equal(after({ kind: "ownPictureNudged", towards: "start" }).corner, "bottom-start");
  assert.equal(
    after({ kind: "ownPictureNudged", towards: "down" }).corner,
    "bottom-end",
    "it is there already",
  );
});

Deno.test("cornerAt: the nearest corner", () => {
  assert.equal(cornerAt(0.1, 0.1), "top-start");
  assert.equal(cornerAt(0.9, 0.4), "top-end");
  assert.equal(cornerAt(0.6, 0.9), "bottom-end");
  assert.equal(cornerAt(0.4, 0.6), "bottom-start");
});

Deno.test("stepStageView: Escape leaves full screen; hanging up is asked once", () => {
  assert.equal(after({ kind: "fullToggled" }).full, true);
  assert.equal(after({ kind: "fullToggled" }, { kind: "fullLeft" }).full, false);
  assert.equal(after({ kind: "hangUpAsked" }).askedToHangUp, true);
  assert.equal(after({ kind: "hangUpAsked" }, { kind: "hangUpDenied" }).askedToHangUp, false);
});
