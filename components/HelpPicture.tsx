import type { ComponentChildren } from "preact";
import type { Catalogue } from "../i18n/mod.ts";
import { Icon } from "./Icon.tsx";

type PictureTexts = Catalogue["help"]["pictures"];

interface HelpPictureProps {
  name: string;
  alt: string;
  t: PictureTexts;
}

/** Drawings out of the product's own pieces, so that they stay true in every language and theme. */
const PICTURES: Record<string, (t: PictureTexts) => ComponentChildren> = {
  join: (t) => (
    <span class="scene-card">
      <span class="scene-label">{t.name}</span>
      <span class="scene-input">Kim Beispiel</span>
      <span class="scene-label">{t.code}</span>
      <span class="scene-input tabular-nums">1234 5678 9012</span>
      <span class="btn btn-primary">{t.join}</span>
    </span>
  ),
  permission: (t) => (
    <span class="scene-card">
      <span class="flex gap-3 items-center">
        <Icon name="camera" />
        <Icon name="microphone" />
        <span>{t.question}</span>
      </span>
      <span class="flex gap-3 justify-end">
        <span class="btn scene-plain">{t.block}</span>
        <span class="btn btn-primary">{t.allow}</span>
      </span>
    </span>
  ),
  controls: (t) => (
    <span class="scene-bar">
      <span class="scene-control">
        <span class="scene-round bg-stage-raised">
          <Icon name="camera" />
        </span>
        {t.camera}
      </span>
      <span class="scene-control">
        <span class="scene-round bg-stage-raised">
          <Icon name="microphone" />
        </span>
        {t.microphone}
      </span>
      <span class="scene-control">
        <span class="scene-round bg-danger">
          <Icon name="hang-up" />
        </span>
        {t.hangUp}
      </span>
    </span>
  ),
};

/** One drawing in the help; whoever does not see it hears what it shows. */
export function HelpPicture({ name, alt, t }: HelpPictureProps) {
  const draw = PICTURES[name];
  if (!draw) throw new RangeError(`Cannot draw "${name}": there is no such picture`);
  return (
    <div role="img" aria-label={alt} class="scene">
      <div aria-hidden="true">{draw(t)}</div>
    </div>
  );
}
