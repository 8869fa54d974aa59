import type { PanelName } from "../../call/stage/stage_view.ts";
import { detailOf } from "../../call/step_showing.ts";
import type { Call } from "../../call/use_call.ts";
import { useLazy } from "../use_lazy.ts";

/** The parts of a conversation that are loaded when they are first needed; undefined until then. */
export type LoadedParts = ReturnType<typeof useLoadedParts>;

export function useLoadedParts(call: Call, panel: PanelName | undefined) {
  const participants = useLazy(panel === "participants", () => import("./ParticipantsPanel.tsx"));
  const chat = useLazy(
    panel === "chat",
    () =>
      Promise.all([import("./ChatPanel.tsx"), call.openExchange()])
        .then(([{ default: Panel }, exchange]) => ({ Panel, exchange })),
  );
  const settings = useLazy(
    panel === "settings" || call.devices.offered.value.length > 0,
    () => import("./DeviceSettings.tsx"),
  );
  const detail = useLazy(
    detailOf(call.state.value.media) !== undefined,
    () => import("../../components/call/DetailView.tsx"),
  );
  return { participants, chat, settings, detail };
}
