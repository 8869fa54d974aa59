import type { ComponentChildren } from "preact";
import type { CallState, PairingState } from "../../call/state.ts";
import { PICTURES } from "../../e2ee/safety_pictures.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Icon, type IconName } from "../Icon.tsx";
import { MoreToDo, type MoreToDoProps } from "./MoreToDo.tsx";
import { partnerNameOf } from "./texts.ts";

/** Who is speaking. */
export interface Voices {
  own: boolean;
  partner: boolean;
}

interface ParticipantsProps {
  state: CallState;
  voices: Voices;
  ownName: string;
  t: Catalogue["call"];
  lang: string;
  more: Omit<MoreToDoProps, "t">;
  /** The button that removes the guest; hosts only. */
  children?: ComponentChildren;
}

/** Who takes part, whether the call is encrypted, and the safety code to compare. */
export function Participants({ state, voices, ownName, t, lang, more, children }: ParticipantsProps) {
  const partner = state.pairings.find(({ peerId }) => peerId === state.currentPeerId);
  const { media } = state;
  return (
    <>
      <ul data-participants>
        <Person
          name={`${ownName} ${t.panel.yourself}`}
          speaks={voices.own && media.microphone === "on"}
          camera={media.camera.kind === "on"}
          microphone={media.microphone === "on"}
          t={t}
        />
        {partner && (
          <Person
            name={partnerNameOf(state, t)}
            speaks={voices.partner}
            camera={partner.partnerCamera}
            microphone={partner.partnerMicrophone}
            t={t}
          />
        )}
      </ul>
      {partner && <Encryption partner={partner} t={t} lang={lang} />}
      <MoreToDo t={t} {...more} />
      {children}
    </>
  );
}

interface PersonProps {
  name: string;
  speaks: boolean;
  camera: boolean;
  microphone: boolean;
  t: Catalogue["call"];
}

function Person({ name, speaks, camera, microphone, t }: PersonProps) {
  const notes: [IconName, string][] = [];
  if (!microphone) notes.push(["microphone-off", t.panel.microphoneOff]);
  else if (speaks) notes.push(["voice", t.panel.speaks]);
  if (!camera) notes.push(["camera-off", t.panel.cameraOff]);
  return (
    <li class="person">
      <b>{name}</b>
      {notes.map(([icon, text]) => (
        <span key={icon}>
          <Icon name={icon} /> {text}
        </span>
      ))}
    </li>
  );
}

/** Says that the call is encrypted once that is proved, with the four pictures of the safety code. */
function Encryption({ partner, t, lang }: { partner: PairingState; t: Catalogue["call"]; lang: string }) {
  if (!partner.verified || !partner.partner) return <p role="status">{t.status.securing}</p>;
  return (
    <div class="flex flex-col gap-4">
      <p class="flex items-center gap-2 font-semibold text-good">
        <Icon name="lock" /> {t.status.encrypted}
      </p>
      <h3 id="safety-code">{t.safetyCode.title}</h3>
      <SafetyPictures code={partner.partner.safetyCode} labelledBy="safety-code" lang={lang} />
      <p>{t.safetyCode.lead}</p>
    </div>
  );
}

interface SafetyPicturesProps {
  code: readonly number[];
  labelledBy?: string;
  lang: string;
}

/** The safety code as pictures with their names. */
export function SafetyPictures({ code, labelledBy, lang }: SafetyPicturesProps) {
  return (
    <ol class="pictures" aria-labelledby={labelledBy} data-safety-code>
      {code.map((index, place) => {
        const picture = PICTURES[index];
        return picture && (
          <li key={place}>
            <span aria-hidden="true">{picture.emoji}</span>
            {lang.startsWith("de") ? picture.de : picture.en}
          </li>
        );
      })}
    </ol>
  );
}
