import type { CallState } from "../../call/state.ts";
import type { PanelName, StageView } from "../../call/stage/stage_view.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { Control, DeviceControls } from "./CallControls.tsx";

export type BarAction =
  | "camera"
  | "microphone"
  | "screen"
  | "full"
  | "hangUp"
  | PanelName;

export interface CallBarProps {
  state: CallState;
  view: StageView;
  t: Catalogue["call"];
  canShareScreen: boolean;
  shortcuts: Readonly<Record<BarAction, string>>;
  onAction: (action: BarAction) => void;
}

const PANELS = { participants: "people", settings: "settings", chat: "chat" } as const;

/** The bar of the conversation. The order and the names of its buttons never change. */
export function CallBar({ state, view, t, canShareScreen, shortcuts, onAction }: CallBarProps) {
  return (
    <div role="group" aria-label={t.controls.label} class="bar">
      <DeviceControls
        state={state}
        t={t}
        shortcuts={shortcuts}
        onCamera={() => onAction("camera")}
        onMicrophone={() => onAction("microphone")}
      />
      {canShareScreen && (
        <Control
          icon="screen"
          label={t.controls.screen}
          pressed={state.media.screenOn}
          lit={state.media.screenOn}
          shortcut={shortcuts.screen}
          onClick={() => onAction("screen")}
        />
      )}
      <Control
        icon={view.full ? "full-screen-off" : "full-screen"}
        label={t.controls.full}
        pressed={view.full}
        lit={view.full}
        shortcut={shortcuts.full}
        onClick={() => onAction("full")}
      />
      <Control
        icon="hang-up"
        label={t.controls.hangUp}
        danger
        shortcut={shortcuts.hangUp}
        onClick={() => onAction("hangUp")}
      />
      {(["participants", "settings", "chat"] as const).map((panel) => (
        <Control
          key={panel}
          id={`open-${panel}`}
          icon={PANELS[panel]}
          label={t.controls[panel]}
          expanded={view.panel === panel}
          lit={view.panel === panel}
          {...(panel === "chat"
            ? { count: { number: view.unread, label: fill(t.chat.unread, { count: view.unread }) } }
            : {})}
          shortcut={shortcuts[panel]}
          onClick={() => onAction(panel)}
        />
      ))}
    </div>
  );
}
