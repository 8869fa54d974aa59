import assert from "node:assert/strict";
import { type Bytes, concat, decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { GuestPairing } from "../../e2ee/handshake.ts";
import { KIND } from "../../e2ee/messages.ts";
import type { GuestSecret } from "../../call/pairing/guest_channel.ts";
import type { IncomingMessage } from "../../wire/mailbox.ts";
import { ORIGIN } from "../call/person_channel.ts";
import { type Person, World } from "../call/world.ts";
import { takeDefects } from "../call/watched_crypto.ts";

/** A message on its way through a server that reads, changes and holds back what it likes. */
export type Carried = IncomingMessage & { to: string };

export const CODE: GuestSecret = { method: "code", digits: "123456" };

/** Doctor and patient with the right code, and the server between them in the attacker's hand. */
export interface Scene {
  world: World;
  host: Person;
  guest: Person;
  /** Everything that was sent, unchanged, in order. */
  sent: Carried[];
}

export function makeScene(): Scene {
  takeDefects();
  const world = new World();
  const scene: Scene = {
    world,
    host: world.add("host", CODE, "Dr. Berg"),
    guest: world.add("guest", CODE, "Ottilie"),
    sent: [],
  };
  honest(scene, (message) => [message]);
  return scene;
}

/** Has the server do this to every message. */
export function honest(scene: Scene, carry: (message: Carried, index: number) => Carried[]): void {
  scene.world.relay.mischief.carry = (message) => {
    scene.sent.push(message);
    return carry(message, scene.sent.length - 1);
  };
}

/** Both open their pages; ends when nothing more is to be expected. */
export async function play(scene: Scene, spanMs = 150_000): Promise<void> {
  const { world, host, guest } = scene;
  guest.open();
  await world.clock.turn(500);
  host.open();
  await world.until(() => isOver(guest) || isOver(host) || (guest.isSecure && host.isSecure), spanMs, 1_000);
  await world.clock.turn(3_000);
}

export function isOver({ state }: Pick<Person, "state">): boolean {
  return state.failure !== undefined || state.endReason !== undefined;
}

/** What became of both: nobody was told that it is encrypted, and no medium flowed. */
export function assertNothingHappened({ world, host, guest }: Scene, what: string): void {
  for (const person of [host, guest]) {
    assert.ok(
      person.states.every(({ pairings }) => pairings.every(({ verified }) => !verified)),
      `${what}: ${person.name} was told that it is encrypted`,
    );
    assert.ok(person.states.every(({ phase }) => phase !== "connected"), `${what}: ${person.name} connected`);
  }
  assert.deepEqual([...world.mediaFlowed], [], `${what}: media flowed`);
  assert.deepEqual(takeDefects(), [], what);
}

/** Closes both pages, and lets what is under way come to its end. */
export async function leave({ world }: Scene): Promise<void> {
  for (const person of world.people) person.closePage();
  await world.clock.turn(30_000);
  assert.deepEqual(takeDefects(), []);
}

/** The kind of a message: what the protocol calls it. */
export function kindOfBody(body: string): "H1" | "M2" | "M3" | "box" | "other" {
  const bytes = decodeBase64Url(body);
  if (bytes[1] === KIND.hello) return "H1";
  if (bytes[1] === KIND.answer) return "M2";
  if (bytes[1] === KIND.proof) return "M3";
  return bytes[1] === KIND.box ? "box" : "other";
}

/** By which secret a hello was made: `c`, `l` or `r`. */
export function methodOf(body: string): string {
  const bytes = decodeBase64Url(body);
  const [, from, to] = fieldsOf(bytes, 2, H1_FIELDS).find(([name]) => name === "m")!;
  return new TextDecoder().decode(bytes.subarray(from, to));
}

/** A stranger's pairing with the host, from a page that the stranger has written; the seat is still to be taken. */
export function strangersPairing(
  { world, host }: Pick<Scene, "world" | "host">,
  digits: string,
  name = "Mallory",
): { peerId: string; pairing: GuestPairing } {
  const id = randomBytes(16);
  const pairing = new GuestPairing({
    origin: ORIGIN,
    room: decodeBase64Url(world.room),
    peerId: id,
    theirPeerId: decodeBase64Url(host.peerId),
    fingerprint: randomBytes(32),
    secret: { method: "code", digits },
    name,
    isPractice: () => true,
  });
  return { peerId: encodeBase64Url(id), pairing };
}

/** A body with one bit of one byte changed. */
export function flipped(body: string, at: number): string {
  const bytes = decodeBase64Url(body);
  bytes[at]! ^= 1 << (at % 8);
  return encodeBase64Url(bytes);
}

/** The fields of a message, with their places. */
export function fieldsOf(
  bytes: Uint8Array,
  offset: number,
  names: readonly string[],
): [string, number, number][] {
  const places: [string, number, number][] = [];
  let at = offset;
  for (const name of names) {
    let [size, scale, start] = [0, 1, at];
    for (;; scale *= 128) {
      const byte = bytes[at++]!;
      size += (byte & 127) * scale;
      if (byte < 128) break;
    }
    places.push([`${name}'s length`, start, at], [name, at, at + size]);
    at += size;
  }
  assert.equal(at, bytes.length, "the layout is known");
  return places;
}

/** Puts something into the place of a part of a message. */
export function replaced(body: string, from: number, bytes: Uint8Array): string {
  const old = decodeBase64Url(body);
  const made: Bytes = concat(old.subarray(0, from), bytes, old.subarray(from + bytes.length));
  return encodeBase64Url(made);
}

export const H1_FIELDS = ["m", "resume id", "nonce", "share", "ad"];
export const M2_FIELDS = ["hash", "share", "ad", "tag", "signature"];
export const AD = ["label", "role", "peerId", "fingerprint", "caps", "safety part", "public key"];

/** What a person was told in the end; "" for nothing. */
export function told(scene: Scene, who: "guest" | "host"): string {
  const { failure, endReason } = scene[who].state;
  return failure?.code ?? endReason ?? "";
}

/** Plays with a server that does this; checks that nothing came of it, and gives what both were told. */
export async function attempt(
  what: string,
  carry: (message: Carried, index: number, scene: Scene) => Carried[],
  prepare: (scene: Scene) => void = () => {},
): Promise<{ guest: string; host: string; scene: Scene }> {
  const scene = makeScene();
  honest(scene, (message, index) => carry(message, index, scene));
  prepare(scene);
  await play(scene);
  assertNothingHappened(scene, what);
  const outcome = { guest: told(scene, "guest"), host: told(scene, "host"), scene };
  await leave(scene);
  return outcome;
}

/** Which message of a conversation this is. */
export function nameOf({ sent, guest }: Scene, index: number): string {
  const { from, body } = sent[index]!;
  const kind = kindOfBody(body);
  if (kind !== "box") return kind;
  const nth =
    sent.slice(0, index).filter((other) => other.from === from && kindOfBody(other.body) === "box").length;
  return from === guest.peerId ? ["M5"][nth] ?? "later" : ["M4 waiting", "M4 admitted"][nth] ?? "later";
}
