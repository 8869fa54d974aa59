import type { CallState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";
import { Icon } from "../Icon.tsx";

interface LineProps {
  state: CallState;
  t: Catalogue["call"];
}

/** How good the connection is, in words; on demand its figures, as far as the browser tells them. */
export function LineTag({ state, t }: LineProps) {
  const { rating, sample } = state.quality;
  const { line } = t;
  return (
    <details class="line relative" data-line={rating}>
      <summary class="tag tag-button cursor-pointer">
        <Icon name="voice" /> {line.ratings[rating]}
      </summary>
      <dl class="line-figures">
        {figure(line.rtt, sample.rttMs, (ms) => `${Math.round(ms)} ms`)}
        {figure(line.lossOut, sample.lossOut, percent)}
        {figure(line.lossIn, sample.lossIn, percent)}
        {figure(line.sent, sample.sentBps, kbitPerSecond)}
        {figure(line.received, sample.receivedBps, kbitPerSecond)}
        {figure(line.available, sample.availableBps, kbitPerSecond)}
        {figure(line.path, sample.path, (path) => line.paths[path])}
      </dl>
    </details>
  );
}

function figure<Value>(name: string, value: Value | undefined, format: (value: Value) => string) {
  return value !== undefined && (
    <div>
      <dt>{name}</dt>
      <dd>{format(value)}</dd>
    </div>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function kbitPerSecond(bps: number): string {
  return `${Math.round(bps / 1000)} kbit/s`;
}

interface LineNoticesProps extends LineProps {
  /** The partner's name. */
  name: string;
  onAudioOnly: (on: boolean) => void;
}

/** What a weak connection has changed for one of the two, with the reason, and the switch to audio only and back. */
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
