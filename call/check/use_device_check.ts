import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { request } from "../../wire/client.ts";
import { missingCapability } from "../../browser/capabilities.ts";
import {
  type CheckState,
  type CheckStep,
  currentStep,
  initialCheckState,
  stepCheck,
  verdictOf,
} from "./device_check.ts";
import type { CheckEvent } from "./device_check.ts";
import type { DeviceChoices } from "../media/devices.ts";
import { LocalMedia } from "../media/local_media.ts";
import { checkNetwork } from "./network_check.ts";
import { realClock } from "../../browser/clock.ts";
import { playTone } from "../media/test_tone.ts";
import { type Devices, useDevices } from "../media/use_devices.ts";
import { useLevel } from "../media/use_level.ts";

/** The level (0 … 1) from which a voice counts as heard, and how long to listen for it. */
const HEARD_LEVEL = 0.35;
const LISTEN_MS = 10_000;

interface Size {
  width: number;
  height: number;
}

/** What the check page draws. */
export interface DeviceCheck {
  state: Signal<CheckState>;
  isStarted: Signal<boolean>;
  isAsking: Signal<boolean>;
  isPlaying: Signal<boolean>;
  stream: Signal<MediaStream | null>;
  level: Signal<number>;
  /** Size of the camera's picture in pixels. */
  picture: Signal<Size | undefined>;
  /** The devices to choose from; the choice is kept for the call. */
  devices: Devices;
  start(): void;
  askAgain(camera: boolean): void;
  playTone(): void;
  answer(heard: boolean): void;
  skip(step: CheckStep): void;
}

/** Camera and microphone while they are checked. */
function useCheckMedia() {
  const stream = useSignal<MediaStream | null>(null);
  const picture = useSignal<Size | undefined>(undefined);
  const level = useLevel(stream.value);
  const media = useMemo(() => ({ current: undefined as LocalMedia | undefined }), []);
  const show = ({ stream: shown, tracks }: LocalMedia) => {
    stream.value = new MediaStream(shown.getTracks());
    const { width, height } = tracks.video?.getSettings() ?? {};
    if (width && height) picture.value = { width, height };
  };
  const devices = useDevices((choices: DeviceChoices) => {
    const used = media.current;
    if (used && stream.value) void used.use(choices).then(() => show(used));
  });
  return {
    stream,
    picture,
    level,
    devices,
    show,
    /** Created when the browser is first asked. */
    localMedia: () => media.current ??= new LocalMedia(),
    stop() {
      media.current?.stop();
      stream.value = null;
    },
  };
}

/** Does for each step what it needs of the browser, and switches the devices off after the last one. */
function useSteps({ state, level, tell, ask, stop }: Pick<DeviceCheck, "state" | "level"> & {
  tell(event: CheckEvent): void;
  ask(camera: boolean): Promise<void>;
  stop(): void;
}): void {
  const step = currentStep(state.value);
  const isOver = verdictOf(state.value) !== "unfinished";
  useEffect(() => {
    if (isOver) stop(); // the camera's light goes out
  }, [isOver]);
  useEffect(() => {
    if (step === "camera") void ask(true);
    if (step === "network") {
      const makeConnection = (configuration: RTCConfiguration) => new RTCPeerConnection(configuration);
      const ports = { request, makeConnection, clock: realClock };
      void checkNetwork(ports).then((report) => tell({ kind: "networkChecked", report }));
    }
    if (step !== "microphone") return;
    const timer = setTimeout(() => tell({ kind: "listenedLongEnough" }), LISTEN_MS);
    return () => clearTimeout(timer);
  }, [step]);
  const isHeard = level.value >= HEARD_LEVEL;
  useEffect(() => {
    if (isHeard) tell({ kind: "levelRose" });
  }, [isHeard, step]);
  useEffect(() => {
    addEventListener("pagehide", stop);
    return () => {
      removeEventListener("pagehide", stop);
      stop();
    };
  }, []);
}

/** Runs the check in the browser; `device_check.ts` decides. The devices are switched off at its end. */
export function useDeviceCheck(): DeviceCheck {
  const state = useSignal(initialCheckState());
  const isStarted = useSignal(false);
  const isAsking = useSignal(false);
  const isPlaying = useSignal(false);
  const { stream, picture, level, devices, show, localMedia, stop } = useCheckMedia();
  const tell = (event: CheckEvent) => state.value = stepCheck(state.value, event);

  const ask = async (camera: boolean) => {
    if (isAsking.value) return;
    isAsking.value = true;
    tell({ kind: "mediaAskedAgain" });
    const media = localMedia();
    media.choices = devices.choices.value;
    const outcome = await media.ask(camera, true);
    devices.look(); // with the permission devices have names
    isAsking.value = false;
    // The person went on in the meantime: nothing stays switched on.
    if (currentStep(state.value) !== "camera") return media.stop();
    if (outcome.kind === "refused") return void tell({ kind: "mediaRefused", problem: outcome.problem });
    show(media);
    tell({ ...outcome, kind: "mediaReady" });
  };

  useSteps({ state, level, tell, ask, stop });

  return {
    state,
    isStarted,
    isAsking,
    isPlaying,
    stream,
    level,
    picture,
    devices,
    start() {
      stop();
      picture.value = undefined;
      isStarted.value = true;
      tell({ kind: "started", missing: missingCapability(globalThis) });
    },
    askAgain: (camera) => void ask(camera),
    playTone() {
      if (isPlaying.value) return;
      isPlaying.value = true;
      playTone(devices.choices.value.speaker).finally(() => {
        isPlaying.value = false;
        tell({ kind: "tonePlayed" });
      });
    },
    answer: (heard) => tell({ kind: "toneAnswered", heard }),
    skip: (step) => tell({ kind: "skipped", step }),
  };
}
