import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";
import { BlockedCode, type BlockedCodeState } from "./BlockedCode.tsx";
import { type LobbyProps, OwnPreview, Sheet } from "./Lobby.tsx";
import { formatTime } from "./texts.ts";

interface HostLobbyProps extends LobbyProps {
  expectedName?: string | undefined;
  locked?: BlockedCodeState | undefined;
  invitationHref: string;
  onReplaceSecret: (locked: BlockedCodeState) => void;
  onAdmit: (peerId: string) => void;
  onRefuse: (peerId: string) => void;
  onPutOff: (peerId: string) => void;
}

/** The host's side: who knocks, and the decision. */
export function HostLobby(props: HostLobbyProps) {
  const { state, t, expectedName, locked } = props;
  const knocking = state.pairings.filter(({ stage }) => stage === "knocking");
  return (
    <Sheet title={knocking.length > 0 ? t.knock.title : t.waiting.hostTitle}>
      <div role="status" class="flex flex-col gap-5">
        {state.notice?.kind === "left" && (
          <p class="text-muted">{fill(t.waiting.left, { name: state.notice.name })}</p>
        )}
        {locked && (
          <BlockedCode
            {...locked}
            t={t}
            invitationHref={props.invitationHref}
            onReplace={() => props.onReplaceSecret(locked)}
          />
        )}
        {knocking.length === 0 && <p>{t.waiting.hostLead}</p>}
        {knocking.map(({ peerId, name, later }) => (
          <div key={peerId} class="flex flex-col gap-4 rounded-xl border-2 border-accent p-5">
            <p class="text-xl font-semibold">{fill(t.knock.one, { name: name ?? "" })}</p>
            {later && <p>{t.knock.toldLater}</p>}
            <div class="flex flex-wrap gap-3">
              <Button
                kind="primary"
                onClick={() =>
                  props.onAdmit(peerId)}
              >
                {t.knock.admit}
              </Button>
              {!later && (
                <Button
                  kind="secondary"
                  onClick={() => props.onPutOff(peerId)}
                >
                  {t.knock.later}
                </Button>
              )}
              <Button
                kind="secondary"
                onClick={() =>
                  props.onRefuse(peerId)}
              >
                {t.knock.refuse}
              </Button>
            </div>
          </div>
        ))}
      </div>
      {expectedName && <p class="text-muted">{fill(t.knock.expected, { name: expectedName })}</p>}
      <p class="text-muted">{t.waiting.planned}: {formatTime(props.startsAtMs, props.lang)}</p>
      <OwnPreview {...props} />
      <Button kind="secondary" onClick={props.onLeave}>{t.ended.toList}</Button>
    </Sheet>
  );
}
