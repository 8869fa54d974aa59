import type { CallState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";
import { Toggle } from "../Toggle.tsx";
import { VideoView } from "./VideoView.tsx";

interface DetailViewProps {
  state: CallState;
  stream: MediaStream | null;
  t: Catalogue["call"];
  onTorch: () => void;
  onDone: () => void;
}

/** The own camera, large and not mirrored, while the person holds something small to it. */
export function DetailView({ state, stream, t, onTorch, onDone }: DetailViewProps) {
  const { camera } = state.media;
  const torchOn = camera.kind === "on" ? camera.detail?.torchOn : undefined;
  return (
    <section class="detail" aria-label={t.showing.detail}>
      <div class="relative flex-1 min-h-0 overflow-hidden">
        <VideoView
          whose="self"
          stream={stream}
          label={t.you}
          asOthersSee
          class="absolute inset-0 w-full h-full object-contain"
        />
        <span class="detail-frame" aria-hidden="true" />
      </div>
      <div class="flex flex-wrap items-center justify-center gap-3 p-3">
        <p role="status" class="w-full text-center">{t.showing.detailLead}</p>
        {torchOn !== undefined && (
          <Toggle label={t.showing.torch} pressed={torchOn} on="torch" off="torch" onToggle={onTorch} />
        )}
        <Button kind="primary" onClick={onDone}>{t.showing.detailDone}</Button>
      </div>
    </section>
  );
}
