/** The two sides of one handshake, each in a file of its own: a guest's browser loads no host. */
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
