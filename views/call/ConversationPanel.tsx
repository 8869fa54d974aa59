import type { ComponentChildren } from "preact";
import type { PanelName } from "../../call/stage/stage_view.ts";
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
      <Content key={panel} {...props} panel={panel} />
    </CallPanel>
  );
}

function Content({ panel, ...props }: ConversationPanelProps & { panel: PanelName }) {
  const { call, conversation: { parts }, t, lang } = props;
  const exchange = call.exchange.value;
  const loading = <p role="status">{t.panel.loading}</p>;
  if (panel !== "chat") {
    const loaded = parts[panel].value;
    return loaded ? <loaded.default {...props} /> : loading;
  }
  const chat = parts.chat.value;
  if (!chat || !exchange) return loading;
  return (
    <chat.Panel
      exchange={chat.exchange}
      state={exchange}
      name={partnerNameOf(call.state.value, t)}
      t={t}
      lang={lang}
    />
  );
}
