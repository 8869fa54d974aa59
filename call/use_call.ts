import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { request } from "../wire/client.ts";
import type { Role } from "../wire/rooms.ts";
import { browserStorage } from "../browser/storage.ts";
import { makeCertificate } from "./connection/certificate.ts";
import type { Exchange, ExchangeState } from "./exchange/exchange.ts";
import { type Devices, useDevices } from "./media/use_devices.ts";
import { CallEngine } from "./engine.ts";
import type { ChannelPlace } from "./engine_ports.ts";
import { LocalMedia } from "./media/local_media.ts";
import { PeerConnection } from "./connection/peer_connection.ts";
import { realClock } from "../browser/clock.ts";
import type { SeatPort } from "./seats/seat_port.ts";
import type { Greeting, SecureChannel } from "./pairing/secure_channel.ts";
import { LazyExchange } from "./exchange/lazy_exchange.ts";
import type { CallEvent } from "./events.ts";
import { type CallState, initialCallState, type Phase } from "./state.ts";
import { loadSwitches, saveSwitches } from "./media/stored_switches.ts";
import { loadSafetyChanged, saveSafetyChanged } from "./stored_safety.ts";
import { watchWakeUps } from "../browser/wake_up.ts";
import { ScreenWakeLock } from "../browser/wake_lock.ts";

/** What a page needs to draw a call. */
export interface Call {
  state: Signal<CallState>;
  /** False until the engine has started; it takes no events before. */
  isRunning: boolean;
  partnerStream: Signal<MediaStream | null>;
  /** One's own camera and microphone; a new stream object after each change of tracks. */
  ownStream: Signal<MediaStream | null>;
  partnerScreen: Signal<MediaStream | null>;
  /** Chat and files; undefined until they are used. */
  exchange: Signal<ExchangeState | undefined>;
  /** Loads the code of chat and files. @throws {TypeError} if it cannot be loaded; may be called again. */
  openExchange(): Promise<Exchange>;
  /** How many messages and file offers have come from the partner. */
  messagesCame: Signal<number>;
  devices: Devices;
  /** Passes an event of the page, such as a command of the person, to the engine. */
  dispatch(event: CallEvent): void;
  /** How loud the partner is at the moment, 0 … 1. */
  partnerLevel(): number;
}

/** What a call needs to begin: the room, and how this person takes part. */
export interface Participation {
  room: string;
  role: Role;
  name: string;
  seats: SeatPort;
  /** Host: the code was guessed at too often before the page was opened. @default false */
  codeIsBlocked?: boolean;
  /** Guest: by what it greets hosts. @default "any" */
  greets?: Greeting;
  makeChannel(place: ChannelPlace): SecureChannel;
}

/** The phases in which the screen is kept awake. */
const AWAKE = new Set<Phase>(["waiting", "knocking", "connecting", "connected", "recovering", "asking"]);

/** Loads and plays the sound. If that fails, the page still shows the knock. */
function playChime(): void {
  import("../browser/chime.ts").then((module) => module.playChime()).catch(() => {});
}

/** Reports events of page and device to the engine; returns a function that stops it. */
function watchPage(engine: CallEngine): () => void {
  const stopWatching = watchWakeUps(realClock, {
    networkChanged: () => engine.dispatch({ kind: "networkChanged" }),
    woken: () => engine.wake(),
  });
  const stopping = new AbortController();
  const devicesChanged = () => engine.dispatch({ kind: "devicesChanged" });
  navigator.mediaDevices?.addEventListener("devicechange", devicesChanged, stopping);
  addEventListener("pagehide", () => engine.close(), stopping);
  // A page that comes back from the browser's back-forward cache has left its seat: start anew.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload(), stopping);
  return () => {
    stopWatching();
    stopping.abort();
  };
}

/** The parts of a call that its engine changes. */
interface Shown extends Pick<Call, "state" | "partnerStream" | "ownStream" | "partnerScreen" | "devices"> {
  engine: Signal<CallEngine | undefined>;
  lazyExchange: LazyExchange;
}

/** Starts the engine and shows its events on the page; returns a function that ends the call. */
function startCall(participation: Participation, shown: Shown): () => void {
  const { room, seats } = participation;
  const { state, devices, lazyExchange } = shown;
  const media = new LocalMedia();
  media.choices = devices.choices.value;
  const wakeLock = new ScreenWakeLock();
  const storage = browserStorage("sessionStorage");
  const started = new CallEngine({
    ...participation,
    switches: loadSwitches(storage, room),
    safetyChanged: loadSafetyChanged(storage, room),
    ports: {
      clock: realClock,
      request,
      seats,
      media,
      makeCertificate,
      makeConnection: (options) => new PeerConnection(options),
    },
    events: {
      stateChanged(next) {
        if (next.switches !== state.value.switches) saveSwitches(storage, room, next.switches);
        saveSafetyChanged(storage, room, next.safetyChanged === true);
        state.value = next;
        wakeLock.set(AWAKE.has(next.phase));
      },
      partnerStreamChanged: (stream) => shown.partnerStream.value = stream,
      partnerScreenChanged: (stream) => shown.partnerScreen.value = stream,
      exchangeChannelsChanged: (channels) => lazyExchange.attach(channels),
      exchangeForgotten: () => lazyExchange.forget(),
      ownStreamChanged() {
        shown.ownStream.value = new MediaStream(media.stream.getTracks());
        devices.look(); // with the permission devices have names
      },
      knocked: playChime,
      admitted: playChime,
    },
  });
  shown.engine.value = started;
  const stopWatching = watchPage(started);
  void LocalMedia.isGranted().then((mediaGranted) => started.dispatch({ kind: "started", mediaGranted }));
  return () => {
    stopWatching();
    started.close();
    wakeLock.close();
  };
}

/** Starts a call as soon as there is a participation, and ends it with the page. */
export function useCall(role: Role, participation: Signal<Participation | undefined>): Call {
  const state = useSignal<CallState>(initialCallState(role));
  const partnerStream = useSignal<MediaStream | null>(null);
  const ownStream = useSignal<MediaStream | null>(null);
  const partnerScreen = useSignal<MediaStream | null>(null);
  const exchange = useSignal<ExchangeState | undefined>(undefined);
  const messagesCame = useSignal(0);
  const devices = useDevices((choices) => {
    const running = engine.value;
    if (running) void running.useDevices(choices);
  });
  const lazyExchange = useMemo(
    () =>
      new LazyExchange({
        changed: (next) => exchange.value = next,
        came: () => messagesCame.value++,
      }),
    [],
  );
  const engine = useSignal<CallEngine | undefined>(undefined);
  const shown = { state, partnerStream, ownStream, partnerScreen, devices };
  const chosen = participation.value;
  useEffect(() => chosen && startCall(chosen, { ...shown, engine, lazyExchange }), [chosen]);
  return {
    ...shown,
    isRunning: engine.value !== undefined,
    exchange,
    messagesCame,
    openExchange: () => lazyExchange.load(),
    dispatch: (event) => engine.value?.dispatch(event),
    partnerLevel: () => engine.value?.partnerLevel() ?? 0,
  };
}
