import assert from "node:assert/strict";
import fc from "fast-check";
import {
  cameraConstraints,
  type Device,
  devicesOf,
  loadChoices,
  microphoneConstraints,
  newcomers,
  parseChoices,
  saveChoices,
  unnamedKinds,
  withoutDevices,
} from "../../../call/media/devices.ts";

const CAMERA: Device = { kind: "camera", id: "c1", label: "Kamera" };
const HEADSET: Device = { kind: "microphone", id: "m2", label: "Headset" };

Deno.test("devicesOf: what has a name; the browser's stand-ins are no devices of their own", () => {
  const found = devicesOf([
    { kind: "videoinput", deviceId: "c1", label: "Kamera" },
    { kind: "audioinput", deviceId: "default", label: "Standard - Headset" },
    { kind: "audioinput", deviceId: "m2", label: "Headset" },
    { kind: "audiooutput", deviceId: "", label: "" },
  ]);
  assert.deepEqual(found, [CAMERA, HEADSET]);
});

Deno.test("newcomers: what was plugged in since; the first look has none, nor has unplugging", () => {
  const named = new Set<never>();
  assert.deepEqual(newcomers([], [CAMERA], named), []);
  assert.deepEqual(newcomers([CAMERA], [CAMERA, HEADSET], named), [HEADSET]);
  assert.deepEqual(newcomers([CAMERA, HEADSET], [CAMERA], named), []);
});

Deno.test("newcomers: a camera that was there without a name, before there was a permission, is not new", () => {
  const before: Parameters<typeof devicesOf>[0] = [
    { kind: "audioinput", deviceId: "m2", label: "Headset" },
    { kind: "videoinput", deviceId: "", label: "" },
  ];
  const unnamed = unnamedKinds(before);
  assert.deepEqual([...unnamed], ["camera"]);
  assert.deepEqual(newcomers(devicesOf(before), [HEADSET, CAMERA], unnamed), []);
  const other: Device = { kind: "microphone", id: "m3", label: "Tisch" };
  assert.deepEqual(newcomers(devicesOf(before), [HEADSET, other, CAMERA], unnamed), [other]);
});

Deno.test("wishes: a chosen device is demanded; without it what else was chosen stays", () => {
  assert.deepEqual(cameraConstraints({}), { facingMode: "user" });
  assert.deepEqual(cameraConstraints({ facing: "environment" }), { facingMode: "environment" });
  assert.deepEqual(cameraConstraints({ camera: "c1" }), { deviceId: { exact: "c1" } });
  assert.deepEqual(microphoneConstraints({ microphone: "m2", noiseSuppression: false }), {
    noiseSuppression: false,
    deviceId: { exact: "m2" },
  });
});

Deno.test("withoutDevices: the chosen loudspeaker and the noise stay as they were", () => {
  const choices = { camera: "c1", microphone: "m2", speaker: "s", noiseSuppression: false };
  assert.deepEqual(withoutDevices(choices), { speaker: "s", noiseSuppression: false });
});

Deno.test("choices: remembered as they were, whatever stands in the store", () => {
  const store = new Map<string, string>();
  const storage = {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
  };
  const choices = { camera: "c1", speaker: "s", noiseSuppression: false };
  saveChoices(storage, choices);
  assert.deepEqual(loadChoices(storage), choices);
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
    for (const value of Object.values(parseChoices(text))) {
      assert.ok(typeof value === "string" || typeof value === "boolean");
    }
  }));
});
