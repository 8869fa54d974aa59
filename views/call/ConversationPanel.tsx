import type { ComponentChildren } from "preact";
import type { Call } from "../../call/use_call.ts";
import { CallPanel } from "../../components/call/CallPanel.tsx";
import { partnerNameOf } from "../../components/call/texts.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { type ConversationView, openSmallWindow } from "./use_conversation.ts";

interface ConversationPanelProps {
  call: Call;
  conversation: ConversationView;
  t: Catalogue["call"];
  lang: string;
  ownName: string;
  /** The button that removes the guest; hosts only. */
  removal: ComponentChildren;
}

/** The open panel beside the conversation, if one is open. */
export function ConversationPanel(props: ConversationPanelProps) {
  const { conversation: { view, show }, t } = props;
  const { panel } = view.value;
  return panel && (
    <CallPanel
      name={panel}
      title={t.controls[panel]}
      t={t}
      onBack={() => show({ kind: "backToOverview" })}
      onClose={() => show({ kind: "panelClosed" })}
    >
      {panel === "participants" && <Overview {...props} />}
      {panel === "settings" && <Settings {...props} />}
      {panel === "chat" && <Chat {...props} />}
    </CallPanel>
  );
}

function Overview({ call, conversation, t, lang, ownName, removal }: ConversationPanelProps) {
  const { parts: { participants }, voices, show } = conversation;
  const state = call.state.value;
  if (!participants.value) return <Loading t={t} />;
  return (
    <participants.value.Participants
      state={state}
      voices={voices.value}
      ownName={ownName}
      t={t}
      lang={lang}
      more={{
        canShowDetail: state.media.hasCamera && state.phase === "connected",
        onSmallWindow: document.pictureInPictureEnabled ? openSmallWindow : undefined,
        onDetail: () => {
          show({ kind: "panelClosed" });
          call.dispatch({ kind: "detailToggled" });
        },
      }}
    >
      {removal}
    </participants.value.Participants>
  );
}

function Settings({ call, conversation: { parts: { settings } }, t }: ConversationPanelProps) {
  if (!settings.value) return <Loading t={t} />;
  return <settings.value.default devices={call.devices} stream={call.ownStream.value} t={t} />;
}

function Chat({ call, conversation: { parts: { chat } }, t, lang }: ConversationPanelProps) {
  if (!chat.value || !call.exchange.value) return <Loading t={t} />;
  return (
    <chat.value.Panel
      exchange={chat.value.exchange}
      state={call.exchange.value}
      name={partnerNameOf(call.state.value, t)}
      t={t}
      lang={lang}
    />
  );
}

function Loading({ t }: { t: Catalogue["call"] }) {
  return <p role="status">{t.panel.loading}</p>;
}
