import { openPictureInPicture } from "../../browser/picture_in_picture.ts";
import { Participants } from "../../components/call/Participants.tsx";
import type { ConversationPanelProps } from "./ConversationPanel.tsx";

/** Who takes part, the safety code, and what is used too rarely to be in the bar. */
export default function ParticipantsPanel(
  { call, conversation: { voices, show }, t, lang, ownName, removal }: ConversationPanelProps,
) {
  const state = call.state.value;
  return (
    <Participants
      state={state}
      voices={voices.value}
      ownName={ownName}
      t={t}
      lang={lang}
      more={{
        canShowDetail: state.media.camera.kind !== "none" && state.phase === "connected",
        onSmallWindow: document.pictureInPictureEnabled ? openSmallWindow : undefined,
        onDetail: () => {
          show({ kind: "panelClosed" });
          call.dispatch({ kind: "detailToggled" });
        },
      }}
    >
      {removal}
    </Participants>
  );
}

/** Shows the partner in a small window above other programs. */
function openSmallWindow(): void {
  const video = document.querySelector<HTMLVideoElement>("video[data-video=partner]");
  if (video) openPictureInPicture(video);
}
