import type { ComponentChildren } from "preact";
import { initialStageView } from "../call/stage/stage_view.ts";
import { initialCallState } from "../call/state.ts";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { Button } from "./Button.tsx";
import { CallBar, type CallBarProps } from "./call/CallBar.tsx";
import { Sheet } from "./call/Sheet.tsx";
import { SafetyPictures } from "./call/Participants.tsx";
import { Icon } from "./Icon.tsx";
import { Portrait } from "./Portrait.tsx";
import { TextField } from "./TextField.tsx";

interface HelpPictureProps {
  name: string;
  alt: string;
  t: Catalogue;
  lang: Lang;
}

/** Drawings made of the product's own components and texts, so that they match every language and theme. */
const PICTURES: Record<string, (t: Catalogue, lang: Lang) => ComponentChildren> = {
  place: () => <PlacePicture />,
  join: ({ join, help: { pictures } }) => (
    <div class="card stack">
      <TextField id="picture-join-name" label={join.name} value={pictures.person} />
      <TextField id="picture-join-code" label={join.code} value="1234 5678 9012" class="digits" />
      <Button kind="primary">{join.submit}</Button>
    </div>
  ),
  invite: ({ call, help: { pictures } }) => (
    <Sheet title={call.invite.title}>
      <TextField id="picture-invite-name" label={call.invite.name} value={pictures.person} />
      <Button kind="primary">{call.invite.join}</Button>
    </Sheet>
  ),
  permission: ({ help: { pictures } }) => (
    <div class="card stack">
      <p class="flex gap-3 items-center">
        <Icon name="camera" />
        <Icon name="microphone" />
        <span>{pictures.question}</span>
      </p>
      <p class="flex flex-wrap gap-3 justify-end">
        <Button kind="secondary">{pictures.block}</Button>
        <Button kind="primary">{pictures.allow}</Button>
      </p>
    </div>
  ),
  waiting: ({ call: { waiting }, help: { pictures } }) => (
    <Sheet title={waiting.guestTitle}>
      <p>{waiting.guestLead}</p>
      <p class="text-muted">
        {fill(waiting.with, { practice: pictures.practice })}
        <br />
        {fill(waiting.planned, { time: pictures.when })}
      </p>
      <div class="scene-stage">
        <Portrait who="guest" />
      </div>
    </Sheet>
  ),
  call: ({ call, help: { pictures } }) => (
    <div class="scene-stage">
      <p class="scene-top">
        <span>{pictures.host}</span>
        <span>
          <Icon name="lock" /> {call.status.encrypted}
        </span>
      </p>
      <div class="scene-people">
        <Portrait who="host" />
        <div class="scene-self">
          <Portrait who="guest" />
        </div>
      </div>
      <CallBar {...calmBar()} t={call} />
    </div>
  ),
  safety: ({ call: { safetyCode } }, lang) => (
    <div class="card stack">
      <p class="font-semibold">{safetyCode.title}</p>
      <SafetyPictures code={[3, 17, 42, 58]} lang={lang} />
    </div>
  ),
};

/** Names of all pictures. */
export const PICTURE_NAMES = Object.keys(PICTURES);

/** A drawing in the help, with a text alternative. Nothing in it can be focused. */
export function HelpPicture({ name, alt, t, lang }: HelpPictureProps) {
  const draw = PICTURES[name];
  if (!draw) throw new RangeError(`Cannot draw "${name}": there is no such picture`);
  return (
    <div role="img" aria-label={alt} class="scene">
      <div aria-hidden="true" inert>{draw(t, lang)}</div>
    </div>
  );
}

/** A person at a table: camera at eye level, light from the front. */
function PlacePicture() {
  return (
    <svg viewBox="0 0 360 200" class="w-full h-auto">
      <path d="M300 30 170 62v70z" fill="var(--amber)" opacity=".28" />
      <g fill="none" stroke="var(--ink)" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">
        <path d="M20 168h320M52 168v28M308 168v28" />
        <path d="M318 168V34M318 34l-22-12-12 22z" fill="var(--amber)" />
        <path d="M96 168c-4-40 4-62 26-62s32 22 34 62" fill="var(--accent-soft)" />
        <circle cx="124" cy="76" r="27" fill="var(--card)" />
        <path d="M138 86q4 4 9 3" />
        <path d="M252 146h-44" />
        <path d="m252 146 16-80" stroke-width="7" />
      </g>
      <circle cx="141" cy="71" r="3.5" fill="var(--ink)" />
      <circle cx="266" cy="70" r="5" fill="var(--accent)" />
      <path
        d="M156 71h102"
        stroke="var(--accent)"
        stroke-width="3"
        stroke-dasharray="2 9"
        stroke-linecap="round"
      />
      <g fill="var(--card)" stroke="var(--ink)" stroke-width="4">
        <rect x="204" y="148" width="58" height="10" rx="2" />
        <rect x="198" y="158" width="66" height="10" rx="2" />
      </g>
    </svg>
  );
}

/** The control bar of a call without problems. */
function calmBar(): Omit<CallBarProps, "t"> {
  const state = initialCallState("guest");
  return {
    state: {
      ...state,
      phase: "connected",
      media: { ...state.media, camera: { kind: "on" }, microphone: "on" },
    },
    view: initialStageView("bottom-end", true),
    canShareScreen: true,
    shortcuts: {} as CallBarProps["shortcuts"],
    onAction() {},
  };
}
