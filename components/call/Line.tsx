import type { CallState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";
import { Icon } from "../Icon.tsx";

interface LineProps {
  state: CallState;
  t: Catalogue["call"];
}

/** What one's own line is like, in words; figures on demand. */
export function LineTag({ state, t }: LineProps) {
  const { rating, sample } = state.quality;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const kbit = (bps: number) => `${Math.round(bps / 1000)} kbit/s`;
  const figures: [string, string | undefined][] = [
    [t.line.rtt, sample.rttMs === undefined ? undefined : `${Math.round(sample.rttMs)} ms`],
    [t.line.lossOut, sample.lossOut === undefined ? undefined : percent(sample.lossOut)],
    [t.line.lossIn, sample.lossIn === undefined ? undefined : percent(sample.lossIn)],
    [t.line.sent, sample.sentBps === undefined ? undefined : kbit(sample.sentBps)],
    [t.line.received, sample.receivedBps === undefined ? undefined : kbit(sample.receivedBps)],
    [t.line.available, sample.availableBps === undefined ? undefined : kbit(sample.availableBps)],
    [t.line.path, sample.path && t.line.paths[sample.path]],
  ];
  return (
    <details class="line relative" data-line={rating}>
      <summary class="tag tag-button cursor-pointer">
        <Icon name="voice" /> {t.line.ratings[rating]}
      </summary>
      <dl class="line-figures">
        {figures.map(([name, value]) =>
          value !== undefined && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          )
        )}
      </dl>
    </details>
  );
}

interface LineNoticesProps extends LineProps {
  /** The partner's name. */
  name: string;
  onAudioOnly: (on: boolean) => void;
}

/** What the line makes necessary, with its reason, and what may be done about it. */
export function LineNotices({ state, t, name, onAudioOnly }: LineNoticesProps) {
  const { step, audioOnly, offer, reason = "slow" } = state.quality;
  const partner = state.pairings.find(({ peerId }) => peerId === state.currentPeerId);
  if (!partner || state.phase !== "connected") return null;
  const own = audioOnly ? t.line.audioOnly : step === "audio" ? t.line.rests : "";
  const theirs = partner.partnerRests
    ? fill(t.line.partnerRests, { name })
    : partner.partnerLine === "very_weak"
    ? fill(t.line.partnerWeak, { name })
    : "";
  return (
    <>
      <p role="status" class="empty:hidden tag max-w-prose text-center">{own}</p>
      <p role="status" class="empty:hidden tag max-w-prose text-center">{theirs}</p>
      {offer && (
        <div class="flex flex-wrap items-center justify-center gap-3 max-w-prose" data-offer={offer}>
          {offer === "audioOnly" && <p class="tag">{t.line.reasons[reason]}</p>}
          <Button kind="secondary" onClick={() => onAudioOnly(offer === "audioOnly")}>
            {offer === "audioOnly" ? t.line.toAudioOnly : t.line.toPicture}
          </Button>
        </div>
      )}
    </>
  );
}
