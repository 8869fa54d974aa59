import { type Bytes, randomBytes } from "../../e2ee/bytes.ts";
import { ProtocolError, type ProtocolErrorCode } from "../../e2ee/errors.ts";
import {
  type GuestOptions,
  GuestPairing,
  type HostOptions,
  HostPairing,
  type PairingEvent,
  type PairingSecret,
  type PairingStep,
} from "../../e2ee/handshake.ts";
import type { Session } from "../../e2ee/session.ts";
import { CONSULTATION_KEY } from "../support/consultation_key.ts";
import assert from "node:assert/strict";

/** Options of two sides that belong together. */
export function pairOptions(secret: PairingSecret = { method: "code", digits: "123456" }): {
  guest: GuestOptions;
  host: HostOptions;
} {
  const [room, guestId, hostId] = [randomBytes(16), randomBytes(16), randomBytes(16)];
  const origin = "https://vieraugen.example";
  return {
    guest: {
      origin,
      room,
      peerId: guestId,
      theirPeerId: hostId,
      fingerprint: randomBytes(32),
      secret,
      name: "Ada Löwe",
      isPractice: () => true,
    },
    host: {
      origin,
      room,
      peerId: hostId,
      theirPeerId: guestId,
      fingerprint: randomBytes(32),
      consultationKey: CONSULTATION_KEY,
      secretFor: () => secret,
    },
  };
}

interface Paired {
  guest: GuestPairing;
  host: HostPairing;
  guestSession: Session;
  hostSession: Session;
  identified: Extract<PairingEvent, { kind: "identified" }>;
  /** H1, M2 and M3. */
  messages: [Bytes, Bytes, Bytes];
}

/** Pairs two sides, all messages delivered. */
export async function pair(options = pairOptions()): Promise<Paired> {
  const guest = new GuestPairing(options.guest);
  const host = new HostPairing(options.host);
  const h1 = await guest.hello();
  const [m2] = (await host.receive(h1)).replies as [Bytes];
  const guestStep = await guest.receive(m2);
  const [m3] = guestStep.replies as [Bytes];
  const identified = only(await host.receive(m3), "identified");
  const guestSession = only(guestStep, "authenticated").session;
  return { guest, host, guestSession, hostSession: identified.session, identified, messages: [h1, m2, m3] };
}

/** The one event of a step, of this kind. */
export function only<Kind extends PairingEvent["kind"]>(
  step: PairingStep,
  kind: Kind,
): Extract<PairingEvent, { kind: Kind }> {
  assert.deepEqual(step.events.map((event) => event.kind), [kind]);
  return step.events[0] as Extract<PairingEvent, { kind: Kind }>;
}

/** Expects a refusal by this code. */
export async function refuses(
  action: Promise<unknown> | (() => unknown),
  ...codes: ProtocolErrorCode[]
): Promise<void> {
  try {
    await (typeof action === "function" ? action() : action);
  } catch (error) {
    assert.ok(error instanceof ProtocolError, String(error));
    assert.ok(codes.includes(error.code), `${error.code} instead of ${codes}`);
    return;
  }
  assert.fail(`accepted instead of ${codes}`);
}
