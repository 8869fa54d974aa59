/** Kinds of devices. */
export type DeviceKind = "camera" | "microphone" | "speaker";

/** A device that can be chosen. */
export interface Device {
  kind: DeviceKind;
  id: string;
  label: string;
}

/** The person's choices on this device; an absent one means the browser's default. */
export type DeviceChoices = Partial<Record<DeviceKind, string>> & {
  /** On phones: the front or the back camera. @default "user" */
  facing?: "user" | "environment";
  /** @default true */
  noiseSuppression?: boolean;
};

/** Storage key of the choices. */
const KEY = "vieraugen.devices";

const KINDS: Record<string, DeviceKind> = {
  videoinput: "camera",
  audioinput: "microphone",
  audiooutput: "speaker",
};

/** Devices that have names, without the browser's aliases (`default`, `communications`). */
export function devicesOf(infos: readonly Pick<MediaDeviceInfo, "kind" | "deviceId" | "label">[]): Device[] {
  return infos.flatMap(({ kind, deviceId, label }) => {
    const known = KINDS[kind];
    if (!known || label === "" || ["", "default", "communications"].includes(deviceId)) return [];
    return [{ kind: known, id: deviceId, label }];
  });
}

/** Kinds with unnamed devices: the page has no permission for them yet. */
export function unnamedKinds(infos: readonly Pick<MediaDeviceInfo, "kind" | "label">[]): Set<DeviceKind> {
  return new Set(infos.flatMap(({ kind, label }) => label === "" ? KINDS[kind] ?? [] : []));
}

/**
 * Devices plugged in since the last listing; none at the first one. `unnamed`: kinds that had unnamed devices before, which
 * a permission may have named since.
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
 * Constraints for a camera. The chosen device is `exact`, because browsers may prefer the picture size over an `ideal`
 * device; if it is missing, ask again without it (`withoutDevices`).
 */
export function cameraConstraints(choices: DeviceChoices): MediaTrackConstraints {
  if (choices.camera !== undefined) return { deviceId: { exact: choices.camera } };
  return { facingMode: choices.facing ?? "user" };
}

/** The constraints of the microphone. */
export function microphoneConstraints(choices: DeviceChoices): MediaTrackConstraints {
  return {
    noiseSuppression: choices.noiseSuppression ?? true,
    ...(choices.microphone === undefined ? {} : { deviceId: { exact: choices.microphone } }),
  };
}

/** The choices without camera and microphone, for when a chosen one is missing. */
export function withoutDevices({ camera: _, microphone: __, ...rest }: DeviceChoices): DeviceChoices {
  return rest;
}

/** Parses stored choices; drops what is malformed. */
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

/** The choices kept on this device. */
export function loadChoices(storage: Pick<Storage, "getItem">): DeviceChoices {
  return parseChoices(storage.getItem(KEY));
}

/** Keeps the choices on this device. */
export function saveChoices(storage: Pick<Storage, "setItem">, choices: DeviceChoices): void {
  storage.setItem(KEY, JSON.stringify(choices));
}
