import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { browserStorage } from "../../browser/storage.ts";
import {
  type Device,
  type DeviceChoices,
  type DeviceKind,
  devicesOf,
  loadChoices,
  newcomers,
  saveChoices,
  unnamedKinds,
} from "./devices.ts";

/** This machine's devices, and the person's choices. */
export interface Devices {
  list: Signal<readonly Device[]>;
  choices: Signal<DeviceChoices>;
  /** Newly plugged-in devices that the person has neither taken nor dismissed. */
  offered: Signal<readonly Device[]>;
  choose(change: DeviceChoices): void;
  /** Dismisses the offered device. */
  leave(): void;
  /** Lists the devices again. */
  look(): void;
}

/** Watches the devices. `onChosen` receives new choices. */
export function useDevices(onChosen: (choices: DeviceChoices) => void): Devices {
  const list = useSignal<readonly Device[]>([]);
  const choices = useSignal<DeviceChoices>({});
  const offered = useSignal<readonly Device[]>([]);
  const unnamedBefore = useRef<ReadonlySet<DeviceKind>>(new Set());
  const look = () => {
    void navigator.mediaDevices?.enumerateDevices().then((infos) => {
      const now = devicesOf(infos);
      const [before, unnamed] = [list.value, unnamedBefore.current];
      list.value = now;
      unnamedBefore.current = unnamedKinds(infos);
      const isThere = ({ kind, id }: Device) =>
        now.some((device) => device.kind === kind && device.id === id);
      offered.value = [...offered.value.filter(isThere), ...newcomers(before, now, unnamed)];
    });
  };
  // In an effect, because the server has neither storage nor devices.
  useEffect(() => {
    choices.value = loadChoices(browserStorage("localStorage"));
    navigator.mediaDevices?.addEventListener("devicechange", look);
    return () => navigator.mediaDevices?.removeEventListener("devicechange", look);
  }, []);
  return {
    list,
    choices,
    offered,
    look,
    leave: () => offered.value = [],
    choose(change) {
      const next = { ...choices.value, ...change };
      choices.value = next;
      saveChoices(browserStorage("localStorage"), next);
      offered.value = [];
      onChosen(next);
    },
  };
}
