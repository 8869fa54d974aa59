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

/** The devices of this machine, and what of them was chosen. */
export interface Devices {
  list: Signal<readonly Device[]>;
  choices: Signal<DeviceChoices>;
  /** Plugged in just now, and not yet taken or left. */
  offered: Signal<readonly Device[]>;
  choose(change: DeviceChoices): void;
  /** Leaves what was offered. */
  leave(): void;
  /** Looks what there is. */
  look(): void;
}

/** Keeps the devices in view. `onChosen`: what shall be used from now on. */
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
  // In an effect first: on the server there is neither a store nor a device.
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
