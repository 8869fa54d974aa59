/** What can be chosen. */
export type DeviceKind = "camera" | "microphone" | "speaker";

/** A device that can be chosen. */
export interface Device {
  kind: DeviceKind;
  id: string;
  label: string;
}

/** What somebody has chosen on this device; what is absent is the browser's own choice. */
export type DeviceChoices = Partial<Record<DeviceKind, string>> & {
  /** On phones: which way the camera looks. @default "user" */
  facing?: "user" | "environment";
  /** @default true */
  noiseSuppression?: boolean;
};

/** Where the choices are remembered, on this device only. */
const KEY = "vieraugen.devices";

const KINDS: Record<string, DeviceKind> = {
  videoinput: "camera",
  audioinput: "microphone",
  audiooutput: "speaker",
};

/** Devices by name: those without (no permission yet) and the browser's stand-ins for another one are left out. */
export function devicesOf(infos: readonly Pick<MediaDeviceInfo, "kind" | "deviceId" | "label">[]): Device[] {
  return infos.flatMap(({ kind, deviceId, label }) => {
    const known = KINDS[kind];
    if (!known || label === "" || ["", "default", "communications"].includes(deviceId)) return [];
    return [{ kind: known, id: deviceId, label }];
  });
}

/** Of which kinds there are devices that the browser does not name: it has no permission for them yet. */
export function unnamedKinds(infos: readonly Pick<MediaDeviceInfo, "kind" | "label">[]): Set<DeviceKind> {
  return new Set(infos.flatMap(({ kind, label }) => label === "" ? KINDS[kind] ?? [] : []));
}

/**
 * What was plugged in between two looks; nothing the first time, when everything is new. `unnamed`: of which kinds there
 * were devices without a name before; a permission has named them since.
 */
export function newcomers(
  before: readonly Device[],
  now: readonly Device[],
  unnamed: ReadonlySet<DeviceKind>,
): Device[] {
  if (before.length === 0) return [];
  return now.filter((device) =>
    !unnamed.has(device.kind) && !before.some(({ kind, id }) => kind === device.kind && id === device.id)
  );
}

/**
 * What the browser is asked for a camera. A choice is demanded, for among several wishes a browser may weigh the size of
 * the picture higher; whoever asks has to go on without the choice where it is missing (`withoutDevices`).
 */
export function cameraWish(choices: DeviceChoices): MediaTrackConstraints {
  if (choices.camera !== undefined) return { deviceId: { exact: choices.camera } };
  return { facingMode: choices.facing ?? "user" };
}

export function microphoneWish(choices: DeviceChoices): MediaTrackConstraints {
  return {
    noiseSuppression: choices.noiseSuppression ?? true,
    ...(choices.microphone === undefined ? {} : { deviceId: { exact: choices.microphone } }),
  };
}

/** The same choices for a machine on which the chosen camera or microphone is missing. */
export function withoutDevices({ camera: _, microphone: __, ...rest }: DeviceChoices): DeviceChoices {
  return rest;
}

/** Reads what was remembered; whatever does not fit is left out. */
export function parseChoices(text: string | null): DeviceChoices {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "{}");
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
  if (typeof value !== "object" || value === null) return {};
  const { camera, microphone, speaker, facing, noiseSuppression } = value as Record<string, unknown>;
  const id = (candidate: unknown) =>
    typeof candidate === "string" && candidate.length <= 500 ? candidate : undefined;
  return withoutUndefined({
    camera: id(camera),
    microphone: id(microphone),
    speaker: id(speaker),
    facing: facing === "user" || facing === "environment" ? facing : undefined,
    noiseSuppression: typeof noiseSuppression === "boolean" ? noiseSuppression : undefined,
  });
}

function withoutUndefined(choices: Record<string, unknown>): DeviceChoices {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}

export function loadChoices(storage: Pick<Storage, "getItem">): DeviceChoices {
  return parseChoices(storage.getItem(KEY));
}

export function saveChoices(storage: Pick<Storage, "setItem">, choices: DeviceChoices): void {
  storage.setItem(KEY, JSON.stringify(choices));
}
