import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type MissingCapability, missingCapability } from "../../browser/capabilities.ts";
import { markStarted } from "../../browser/started.ts";
import { browserStorage } from "../../browser/storage.ts";
import { type Arrival, arriveAsGuest } from "../../call/entry/arrival.ts";
import { guestParticipation } from "../../call/guest_participation.ts";
import type { CallEvent } from "../../call/events.ts";
import type { Participation } from "../../call/use_call.ts";
import { withDeadline } from "../../wire/client.ts";
import type { CallProps } from "./call_props.ts";
import type { Host, HostSide } from "./HostSide.tsx";

/** How the person comes into the room: as a guest, as the host, or not at all. */
export type Entry =
  | Arrival
  | { kind: "host"; side: HostSide }
  /** The host cannot come in, by the code of the reason. */
  | { kind: "refused"; code: string }
  /** This browser cannot hold a call; `link` leads here from another browser. */
  | { kind: "unsupported"; reason: MissingCapability; link: string };

/** Finds out how the person comes in, and sets the participation of those who can take part. */
export function useEntry(
  { room, host }: CallProps,
  participation: Signal<Participation | undefined>,
  dispatch: (event: CallEvent) => void,
): { entry: Signal<Entry | undefined>; enter(arrival: Arrival): void } {
  const entry = useSignal<Entry | undefined>(undefined);
  const enter = (arrival: Arrival) => {
    entry.value = arrival;
    if (arrival.kind !== "guest") return;
    participation.value = guestParticipation(arrival.seat, (seat) => entry.value = { kind: "guest", seat });
  };
  const enterAsHost = async (as: Host) => {
    const side = await loadHostSide(room, as, dispatch);
    if ("refused" in side) return void (entry.value = { kind: "refused", code: side.refused });
    entry.value = { kind: "host", side };
    participation.value = side.participation;
  };
  useEffect(() => {
    markStarted();
    const reason = missingCapability(globalThis);
    // The address keeps its secret part, because "open in browser" passes it on.
    if (reason) entry.value = { kind: "unsupported", reason, link: location.href };
    else if (host) void enterAsHost(host);
    else enter(arriveAsGuest(room, { storage: browserStorage("sessionStorage"), location, history }));
  }, []);
  return { entry, enter };
}

/** Refused as `network` if the module cannot be loaded: no network, or the file belongs to an older build. */
async function loadHostSide(
  room: string,
  host: Host,
  dispatch: (event: CallEvent) => void,
): Promise<HostSide | { refused: string }> {
  const module = await withDeadline(import("./HostSide.tsx")).catch(() => undefined);
  return module ? await module.enterAsHost(room, host, dispatch) : { refused: "network" };
}
