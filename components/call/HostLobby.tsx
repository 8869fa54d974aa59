import type { ComponentChildren } from "preact";
import { isAbsent } from "../../call/state.ts";
import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";
import { BlockedCode } from "./BlockedCode.tsx";
import type { LobbyProps } from "./GuestLobby.tsx";
import { OwnPreview } from "./OwnPreview.tsx";
import { Sheet } from "./Sheet.tsx";
import { formatDayAndTime } from "./texts.ts";

interface HostLobbyProps extends LobbyProps {
  startsAtMs: number;
  expectedName?: string | undefined;
  /** How the access code fares. */
  tries: ComponentChildren;
  invitationHref: string;
  onReplaceCode: () => void;
  onAdmit: (peerId: string) => void;
  onRefuse: (peerId: string) => void;
  onPutOff: (peerId: string) => void;
}

/** The host's waiting room: who knocks, and what to do about it. */
export function HostLobby(props: HostLobbyProps) {
  const { state, t, expectedName } = props;
  const { blockedCode } = state;
  const knocking = state.pairings.filter(({ stage }) => stage === "knocking");
  return (
    <Sheet title={knocking.length > 0 ? t.knock.title : t.waiting.hostTitle}>
      {props.tries}
      <div role="status" class="flex flex-col gap-5">
        {state.notice?.kind === "left" && (
          <p class="text-muted">{fill(t.waiting.left, { name: state.notice.name })}</p>
        )}
        {blockedCode && (
          <BlockedCode
            blockedCode={blockedCode}
            t={t}
            invitationHref={props.invitationHref}
            onReplace={props.onReplaceCode}
          />
        )}
        {isAbsent(state.signaling)
          ? <p data-absent={state.signaling}>{t.waiting[state.signaling]}</p>
          : knocking.length === 0 && <p>{t.waiting.hostLead}</p>}
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
      <p class="text-muted">{t.waiting.planned}: {formatDayAndTime(props.startsAtMs, props.lang)}</p>
      <OwnPreview {...props} />
      <Button kind="secondary" onClick={props.onLeave}>{t.ended.toList}</Button>
    </Sheet>
  );
}
