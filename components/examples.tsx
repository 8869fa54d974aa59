import type { ComponentChildren } from "preact";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { Button } from "./Button.tsx";
import { CodeDisplay } from "./CodeDisplay.tsx";
import { Dialog } from "./Dialog.tsx";
import { ErrorSummary } from "./ErrorSummary.tsx";
import { HelpPicture, PICTURE_NAMES } from "./HelpPicture.tsx";
import { Icon, ICON_NAMES } from "./Icon.tsx";
import { LevelMeter } from "./LevelMeter.tsx";
import { Notice } from "./Notice.tsx";
import { Panel } from "./Panel.tsx";
import { TextField } from "./TextField.tsx";
import { Toggle } from "./Toggle.tsx";

/** One component in one state. */
export interface Example {
  name: string;
  render: (t: Catalogue, lang: Lang) => ComponentChildren;
}

/** Every component in every state: documentation at `/design`, and what the accessibility tests run over. */
export const EXAMPLES: readonly Example[] = [
  {
    name: "Button",
    render: ({ join, common }) => (
      <>
        <Button kind="primary">{join.submit}</Button>
        <Button kind="secondary" href="/help">{common.toHelp}</Button>
        <Button kind="danger">{common.toStart}</Button>
        <Button kind="primary" busy>{join.busy}</Button>
        <Button kind="primary" disabled>{join.submit}</Button>
      </>
    ),
  },
  {
    name: "TextField",
    render: ({ join }) => (
      <>
        <TextField id="example-name" label={join.name} hint={join.nameHint} autoComplete="name" />
        <TextField
          id="example-code"
          label={join.code}
          value="1234 5678 9013"
          inputMode="numeric"
          class="digits"
          error={{ code: "mistyped", text: join.errors.mistyped }}
        />
      </>
    ),
  },
  {
    name: "Notice",
    render: ({ join }) => (
      <>
        <Notice kind="error" code="network">{join.errors.network}</Notice>
        <Notice kind="warning">{join.noScript}</Notice>
        <Notice kind="info">{join.private}</Notice>
        <Notice kind="success">{join.description}</Notice>
      </>
    ),
  },
  {
    name: "ErrorSummary",
    render: ({ join }) => (
      <ErrorSummary id="example-summary" title={join.summary}>
        <li>
          <a href="#example-name">{join.errors.empty_name}</a>
        </li>
        <li>
          <a href="#example-code">{join.errors.mistyped}</a>
        </li>
      </ErrorSummary>
    ),
  },
  {
    name: "Panel",
    render: ({ join }) => (
      <Panel title={join.title}>
        <p>{join.lead}</p>
      </Panel>
    ),
  },
  {
    name: "Dialog",
    render: ({ call }) => (
      <Dialog id="example-dialog" title={call.hangUp.title} open={false} onClose={() => {}}>
        <p>{call.hangUp.lead}</p>
        <Button kind="danger">{call.controls.hangUp}</Button>
      </Dialog>
    ),
  },
  {
    name: "Toggle",
    render: ({ call }) => (
      <>
        <Toggle label={call.controls.camera} pressed on="camera" off="camera-off" />
        <Toggle label={call.controls.microphone} pressed={false} on="microphone" off="microphone-off" />
      </>
    ),
  },
  {
    name: "CodeDisplay",
    render: ({ join }) => <CodeDisplay label={join.code} code="1234 5678 9012" />,
  },
  {
    name: "LevelMeter",
    render: ({ call }) => <LevelMeter label={call.controls.microphone} level={0.6} />,
  },
  {
    name: "HelpPicture",
    render: (t, lang) =>
      PICTURE_NAMES.map((name) => <HelpPicture key={name} name={name} alt={name} t={t} lang={lang} />),
  },
  {
    name: "Icon",
    render: () =>
      ICON_NAMES.map((name) => (
        <span key={name} class="inline-flex items-center gap-2">
          <Icon name={name} />
          {name}
        </span>
      )),
  },
];
