import type { PairingState } from "../../call/state.ts";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import type { Voices } from "./Participants.tsx";
import { VideoView } from "./VideoView.tsx";

export interface PartnerPictureProps {
  /** Undefined before the partner's channel is open. */
  partner: PairingState | undefined;
  /** The partner's name. */
  name: string;
  voices: Voices;
  partnerStream: MediaStream | null;
  partnerScreen: MediaStream | null;
  t: Catalogue["call"];
  /** The browser wants a gesture before it plays the partner's sound. */
  onSoundBlocked: () => void;
}

/** The partner's camera, filling the stage, or small beside the screen that the partner shares. */
export function PartnerPicture(props: PartnerPictureProps) {
  const { partner, name, t } = props;
  return (
    <>
      <VideoView
        whose="partner"
        stream={props.partnerStream}
        label={name}
        class={partner?.partnerScreen ? "partner-small" : "absolute inset-0 w-full h-full object-contain"}
        onBlocked={props.onSoundBlocked}
      />
      {partner?.partnerScreen && (
        <VideoView
          whose="screen"
          stream={props.partnerScreen}
          label={fill(t.showing.screen, { name })}
          class="absolute inset-0 w-full h-full object-contain"
        />
      )}
      {partner?.partnerCamera === false && !partner.partnerScreen && (
        <p class="absolute inset-0 flex items-center justify-center bg-stage p-6 text-center text-xl">
          {fill(t.status.partnerCameraOff, { name })}
        </p>
      )}
      {props.voices.partner && <span class="voice" aria-hidden="true" />}
    </>
  );
}
