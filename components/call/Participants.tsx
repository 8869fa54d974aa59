import type { ComponentChildren } from "preact";
import type { CallState, PairingState } from "../../call/state.ts";
import { PICTURES } from "../../e2ee/safety_pictures.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Icon, type IconName } from "../Icon.tsx";
import { MoreToDo, type MoreToDoProps } from "./MoreToDo.tsx";
import { partnerNameOf } from "./texts.ts";

/** Who speaks at the moment. */
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
  /** What only hosts can do. */
  children?: ComponentChildren;
}

/** Who is in the conversation, whether it is private, and how both can make sure. */
export function Participants({ state, voices, ownName, t, lang, more, children }: ParticipantsProps) {
  const partner = state.pairings.find(({ peerId }) => peerId === state.currentPeerId);
  const { media } = state;
  return (
    <>
      <ul data-participants>
        <Person
          name={`${ownName} ${t.panel.yourself}`}
          speaks={voices.own && media.microphoneOn}
          camera={media.cameraOn}
          microphone={media.microphoneOn}
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
  const told: [IconName, string][] = [];
  if (!microphone) told.push(["microphone-off", t.panel.microphoneOff]);
  else if (speaks) told.push(["voice", t.panel.speaks]);
  if (!camera) told.push(["camera-off", t.panel.cameraOff]);
  return (
    <li class="person">
      <b>{name}</b>
      {told.map(([icon, text]) => (
        <span key={icon}>
          <Icon name={icon} /> {text}
        </span>
      ))}
    </li>
  );
}

/** What has been proved about the connection, and the four pictures to compare; no word of it before. */
function Encryption({ partner, t, lang }: { partner: PairingState; t: Catalogue["call"]; lang: string }) {
  if (!partner.verified || !partner.safetyCode) return <p role="status">{t.status.securing}</p>;
  return (
    <div class="flex flex-col gap-4">
      <p class="flex items-center gap-2 font-semibold text-good">
        <Icon name="lock" /> {t.status.encrypted}
      </p>
      <h3 id="safety-code">{t.safetyCode.title}</h3>
      <SafetyPictures code={partner.safetyCode} labelledBy="safety-code" lang={lang} />
      <p>{t.safetyCode.lead}</p>
    </div>
  );
}

interface SafetyPicturesProps {
  code: readonly number[];
  labelledBy?: string;
  lang: string;
}

/** The safety code: pictures, each with its name. */
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
