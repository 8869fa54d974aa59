import type { ComponentChildren } from "preact";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { Button } from "./Button.tsx";
import { fill } from "../i18n/fill.ts";
import { Control } from "./call/CallControls.tsx";
import { CallPanel } from "./call/CallPanel.tsx";
import { MoreToDo } from "./call/MoreToDo.tsx";
import { CodeDisplay } from "./CodeDisplay.tsx";
import { DeviceChoice } from "./DeviceChoice.tsx";
import { Dialog } from "./Dialog.tsx";
import { ErrorSummary } from "./ErrorSummary.tsx";
import { HelpPicture, PICTURE_NAMES } from "./HelpPicture.tsx";
import { Icon, ICON_NAMES } from "./Icon.tsx";
import { LevelMeter } from "./LevelMeter.tsx";
import { Notice } from "./Notice.tsx";
import { TextField } from "./TextField.tsx";
import { Toggle } from "./Toggle.tsx";

const nothing = () => {};
const SPEAKERS = [
  { kind: "speaker", id: "1", label: "Jabra Evolve" },
  { kind: "speaker", id: "2", label: "HDMI" },
] as const;

/** A component in one state. */
export interface Example {
  name: string;
  render: (t: Catalogue, lang: Lang) => ComponentChildren;
}

/** Every component in every state: documentation at `/design` and fixtures of the accessibility tests. */
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
    render: ({ call }) => (
      <CallPanel name="settings" title={call.controls.settings} t={call} onBack={nothing} onClose={nothing}>
        <p>{call.devices.phoneSound}</p>
      </CallPanel>
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
    name: "Control",
    render: ({ call: { controls, chat } }) => (
      <div role="group" aria-label={controls.label} class="bg-stage flex flex-wrap gap-3 p-4 rounded-xl">
        <Control icon="camera" label={controls.camera} pressed onClick={nothing} />
        <Control icon="microphone-off" label={controls.microphone} pressed={false} lit onClick={nothing} />
        <Control icon="screen" label={controls.screen} pressed={false} disabled onClick={nothing} />
        <Control
          id="example-chat"
          icon="chat"
          label={controls.chat}
          expanded={false}
          count={{ number: 2, label: fill(chat.unread, { count: 2 }) }}
          onClick={nothing}
        />
        <Control icon="hang-up" label={controls.hangUp} danger onClick={nothing} />
      </div>
    ),
  },
  {
    name: "DeviceChoice",
    render: ({ call }) => (
      <DeviceChoice
        kind="speaker"
        label={call.devices.speaker}
        devices={SPEAKERS}
        chosen="2"
        own={call.devices.usual}
        onChoose={nothing}
      />
    ),
  },
  {
    name: "Menu",
    render: ({ call }) => <MoreToDo t={call} canShowDetail onSmallWindow={nothing} onDetail={nothing} />,
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
