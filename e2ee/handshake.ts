/** Both ends of a handshake. They are separate files so that a guest's browser does not load the host's. */
export { GuestPairing } from "./guest_pairing.ts";
export { HostPairing } from "./host_pairing.ts";
export type {
  GuestOptions,
  HelloClaim,
  HostOptions,
  PairingEvent,
  PairingOptions,
  PairingSecret,
  PairingStep,
  TestOnlyRandom,
} from "./pairing.ts";
