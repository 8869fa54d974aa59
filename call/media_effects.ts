import type { EffectHandlers, EngineContext } from "./engine_ports.ts";
import type { DeviceChoices } from "./media/devices.ts";
import type { MediaProblem } from "./media/media_state.ts";

/** What the media effects need from the engine. */
export interface MediaContext extends EngineContext {
  /** Shows and sends the changed local tracks. */
  sendTracks(): void;
}

/** Effects on the local camera, microphone and screen. */
type MediaHandlers = EffectHandlers<
  | "askForMedia"
  | "renewMedia"
  | "setCamera"
  | "setMicrophone"
  | "setScreen"
  | "setDetail"
  | "setTorch"
  | "stopMedia"
>;

/**
 * The functions that carry out the media effects. Media that the browser delivers after the call was closed are
 * stopped at once.
 */
export function mediaEffects(engine: MediaContext): MediaHandlers {
  const { ports: { media }, events } = engine.options;
  const { screen } = media;
  media.onTrackLost = (medium) => engine.dispatch({ kind: "trackLost", medium });
  screen.onEnded = () => {
    engine.sendTracks();
    engine.dispatch({ kind: "screenEnded" });
  };

  /** Sends the new tracks; returns true, and stops them instead, if the call was closed meanwhile. */
  function isTooLate(): boolean {
    if (engine.closing.aborted) media.stop();
    else engine.sendTracks();
    return engine.closing.aborted;
  }

  function cameraFailed(problem: MediaProblem): void {
    engine.dispatch({ kind: "cameraFailed", problem });
  }

  return {
    async askForMedia({ camera, microphone }) {
      const outcome = await media.ask(camera, microphone);
      if (isTooLate()) return;
      engine.dispatch(
        outcome.kind === "refused"
          ? { kind: "mediaRefused", problem: outcome.problem }
          : { ...outcome, kind: "mediaReady" },
      );
    },
    async renewMedia({ camera, microphone }) {
      const renewal = await media.renew(camera, microphone);
      if (!isTooLate()) engine.dispatch({ kind: "mediaRenewed", ...renewal });
    },
    async setCamera({ on }) {
      const problem = await media.setCamera(on);
      if (!isTooLate() && problem) cameraFailed(problem);
    },
    setMicrophone: ({ on }) => media.setMicrophone(on),
    setScreen: ({ on }) => setScreen(engine, on),
    async setDetail({ on, camera }) {
      const { problem, hasTorch } = await media.setDetail(on, camera);
      if (isTooLate()) return;
      if (problem) cameraFailed(problem);
      else engine.dispatch({ kind: "detailStarted", hasTorch });
    },
    setTorch: ({ on }) => media.setTorch(on),
    stopMedia() {
      media.stop();
      events.ownStreamChanged();
    },
  };
}

/** Starts or ends screen sharing. */
async function setScreen(engine: MediaContext, on: boolean): Promise<void> {
  const { screen } = engine.options.ports.media;
  if (!on) {
    screen.stop();
    return engine.sendTracks();
  }
  if (!await screen.start()) return;
  // The partner may be gone by the time a window is chosen.
  const { phase } = engine.state;
  if (engine.closing.aborted || phase !== "connected" && phase !== "recovering") return screen.stop();
  engine.sendTracks();
  engine.dispatch({ kind: "screenStarted" });
}

/** Switches to the devices that the person has chosen; what is off stays off. */
export async function takeDevices(engine: MediaContext, choices: DeviceChoices): Promise<void> {
  const { media } = engine.options.ports;
  const problem = await media.use(choices, () => {
    const { microphone } = engine.state.media;
    return {
      camera: engine.state.media.camera.kind === "on",
      microphone: microphone === "on" || microphone === "off",
    };
  });
  if (engine.closing.aborted) return media.stop();
  // The microphone may have been switched while the browser answered.
  media.setMicrophone(engine.state.media.microphone === "on");
  engine.sendTracks();
  const { camera, microphone } = engine.state.media;
  const isMissing = { camera: camera.kind === "none", microphone: microphone === "none" };
  const found = (["camera", "microphone"] as const).filter((medium) =>
    choices[medium] !== undefined && isMissing[medium]
  );
  for (const medium of found) engine.dispatch({ kind: "deviceFound", medium });
  // Media that were lost may be available with the new choice.
  if (found.length === 0) engine.dispatch({ kind: "devicesChanged" });
  if (problem && !media.tracks.video && engine.state.media.camera.kind === "on") {
    engine.dispatch({ kind: "cameraFailed", problem });
  }
  // The choice has replaced a running request for the microphone.
  if (problem && !media.tracks.audio && engine.state.media.microphone === "on") {
    engine.dispatch({ kind: "trackLost", medium: "microphone" });
  }
}
