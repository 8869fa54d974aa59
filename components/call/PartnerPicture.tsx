import type { PairingState } from "../../call/state.ts";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { VideoView } from "./VideoView.tsx";

interface PartnerPictureProps {
  /** Undefined before the partner's channel is open. */
  partner: PairingState | undefined;
  name: string;
  speaks: boolean;
  stream: MediaStream | null;
  screen: MediaStream | null;
  t: Catalogue["call"];
  onSoundBlocked: () => void;
}

/** The partner's camera, filling the stage, or small beside the screen that the partner shares. */
export function PartnerPicture(
  { partner, name, speaks, stream, screen, t, onSoundBlocked }: PartnerPictureProps,
) {
  return (
    <>
      <VideoView
        whose="partner"
        stream={stream}
        label={name}
        class={partner?.partnerScreen ? "partner-small" : "absolute inset-0 w-full h-full object-contain"}
        onBlocked={onSoundBlocked}
      />
      {partner?.partnerScreen && (
        <VideoView
          whose="screen"
          stream={screen}
          label={fill(t.showing.screen, { name })}
          class="absolute inset-0 w-full h-full object-contain"
        />
      )}
      {partner?.partnerCamera === false && !partner.partnerScreen && (
        <p class="absolute inset-0 flex items-center justify-center bg-stage p-6 text-center text-xl">
          {fill(t.status.partnerCameraOff, { name })}
        </p>
      )}
      {speaks && <span class="voice" aria-hidden="true" />}
    </>
  );
}
