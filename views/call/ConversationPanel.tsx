import type { ComponentChildren } from "preact";
import type { Call } from "../../call/use_call.ts";
import { CallPanel } from "../../components/call/CallPanel.tsx";
import { partnerNameOf } from "../../components/call/texts.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import type { ConversationView } from "./use_conversation.ts";

export interface ConversationPanelProps {
  call: Call;
  conversation: ConversationView;
  t: Catalogue["call"];
  lang: string;
  ownName: string;
  /** The button that removes the guest; hosts only. */
  removal?: ComponentChildren;
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
      {panel === "participants" && <Participants {...props} />}
      {panel === "settings" && <Settings {...props} />}
      {panel === "chat" && <Chat {...props} />}
    </CallPanel>
  );
}

function Participants(props: ConversationPanelProps) {
  const panel = props.conversation.parts.participants.value;
  return panel ? <panel.default {...props} /> : <Loading {...props} />;
}

function Settings(props: ConversationPanelProps) {
  const panel = props.conversation.parts.settings.value;
  return panel ? <panel.default {...props} /> : <Loading {...props} />;
}

function Chat(props: ConversationPanelProps) {
  const { call, conversation, t } = props;
  const panel = conversation.parts.chat.value;
  const exchange = call.exchange.value;
  if (!panel || !exchange) return <Loading {...props} />;
  return (
    <panel.Panel
      exchange={panel.exchange}
      state={exchange}
      name={partnerNameOf(call.state.value, t)}
      t={t}
      lang={props.lang}
    />
  );
}

function Loading({ t }: { t: Catalogue["call"] }) {
  return <p role="status">{t.panel.loading}</p>;
}
