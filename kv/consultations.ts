import { randomInt } from "node:crypto";
import { LIMITS } from "../wire/limits.ts";
import type { RoomOutline } from "../wire/rooms.ts";
import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import {
  type CancelledConsultation,
  cancelledKey,
  type Consultation,
  consultationKey,
  type LocatorClaim,
  locatorKey,
  practiceConsultationKey,
  practiceConsultationsPrefix,
  type PrivatePart,
  privatePartKey,
} from "./keys.ts";

/** Why somebody cannot get in. */
export type Refusal =
  | { refusal: "consultation_unknown" }
  | { refusal: "not_open_yet"; opensAtMs: number }
  | { refusal: "locked" };

export interface NewConsultation {
  /** 128 random bits, chosen by the practice's browser, so that a repeated request creates nothing twice. */
  room: string;
  practiceId: string;
  createdBy: string;
  startsAtMs: number;
  waitingPhone?: string;
  /** The private part, sealed as version 1. */
  sealed?: string;
  lobbyMs: number;
  retentionMs: number;
  locatorDigits: 5 | 6;
  nowMs: number;
}

/** Creates a consultation with a locator of its own; gives the one that is there if the room exists already. */
export async function createConsultation(
  kv: Deno.Kv,
  request: NewConsultation,
): Promise<Consultation | { refusal: "room_taken" }> {
  const { room, practiceId, createdBy, startsAtMs, waitingPhone, sealed, nowMs } = request;
  return await untilCommitted(async () => {
    const [existing, claim] = await Promise.all([
      kv.get<Consultation>(consultationKey(room)),
      findFreeLocator(kv, request.locatorDigits, nowMs),
    ]);
    if (existing.value) {
      return existing.value.practiceId === practiceId ? existing.value : { refusal: "room_taken" as const };
    }
    const consultation: Consultation = {
      room,
      practiceId,
      createdBy,
      locator: claim.locator,
      startsAtMs,
      opensAtMs: startsAtMs - request.lobbyMs,
      expiresAtMs: startsAtMs + LIMITS.codeLifeMs,
      locked: false,
      ...(waitingPhone === undefined ? {} : { waitingPhone }),
      createdAtMs: nowMs,
      ...(sealed === undefined ? {} : { privateVersion: 1 }),
    };
    const keptMs = consultation.expiresAtMs + request.retentionMs - nowMs;
    const commit = kv.atomic()
      .check(existing, claim.entry)
      .set(consultationKey(room), consultation, { expireIn: keptMs })
      .set(practiceConsultationKey(practiceId, room), startsAtMs, { expireIn: keptMs });
    setLocator(commit, consultation, nowMs);
    if (sealed !== undefined) setPrivatePart(commit, consultation, { version: 1, sealed }, nowMs);
    return (await commitChange(kv, commit, { practiceId })).ok ? consultation : RACE;
  });
}

/** Puts the claim to a consultation's locator into a commit; it lives until code and link are dead. */
export function setLocator(
  commit: Deno.AtomicOperation,
  { room, locator, expiresAtMs }: Consultation,
  nowMs: number,
): void {
  if (locator === undefined) return;
  const claim: LocatorClaim = { room, expiresAtMs };
  commit.set(locatorKey(locator), claim, { expireIn: Math.max(1, expiresAtMs - nowMs) });
}

/** Puts a private part into a commit; it lives until code and link are dead. */
export function setPrivatePart(
  commit: Deno.AtomicOperation,
  { room, expiresAtMs }: Consultation,
  part: PrivatePart,
  nowMs: number,
): void {
  commit.set(privatePartKey(room), part, { expireIn: Math.max(1, expiresAtMs - nowMs) });
}

/** Puts a private part in the place of the one before it; a repeated request changes nothing. */
export async function replacePrivatePart(
  kv: Deno.Kv,
  room: string,
  part: PrivatePart,
  keep: { retentionMs: number; nowMs: number },
): Promise<Consultation | { refusal: "consultation_unknown" } | { refusal: "version_conflict" }> {
  return await untilCommitted(async () => {
    const [entry, stored] = await kv.getMany<[Consultation, PrivatePart]>([
      consultationKey(room),
      privatePartKey(room),
    ]);
    if (!entry.value || keep.nowMs >= entry.value.expiresAtMs) {
      return { refusal: "consultation_unknown" as const };
    }
    const { privateVersion = 0 } = entry.value;
    if (privateVersion === part.version && stored.value?.sealed === part.sealed) return entry.value;
    if (privateVersion + 1 !== part.version) return { refusal: "version_conflict" as const };
    const next: Consultation = { ...entry.value, privateVersion: part.version };
    const commit = kv.atomic().check(entry).set(consultationKey(room), next, keepFor(next, keep));
    setPrivatePart(commit, next, part, keep.nowMs);
    return (await commitChange(kv, commit, { practiceId: next.practiceId })).ok ? next : RACE;
  });
}

/** The private parts of a practice's living consultations among these, each with what is public of its code. */
export async function readPrivateParts(
  kv: Deno.Kv,
  practiceId: string,
  rooms: readonly string[],
  nowMs: number,
): Promise<(PrivatePart & Pick<Consultation, "room" | "locator">)[]> {
  const found: (PrivatePart & Pick<Consultation, "room" | "locator">)[] = [];
  for (let i = 0; i < rooms.length; i += 5) {
    const some = rooms.slice(i, i + 5);
    // Read in one snapshot: versions and parts belong together.
    const entries = await kv.getMany<(Consultation | PrivatePart)[]>([
      ...some.map(consultationKey),
      ...some.map(privatePartKey),
    ]);
    some.forEach((room, at) => {
      const consultation = entries[at]?.value as Consultation | null;
      const part = entries[at + some.length]?.value as PrivatePart | null;
      if (!part || consultation?.practiceId !== practiceId || nowMs >= consultation.expiresAtMs) return;
      const { locator } = consultation;
      found.push({ ...part, room, ...(locator === undefined ? {} : { locator }) });
    });
  }
  return found;
}

/** Draws locators until one is free. */
export async function findFreeLocator(
  kv: Deno.Kv,
  digits: 5 | 6,
  nowMs: number,
): Promise<{ locator: string; entry: Deno.KvEntryMaybe<LocatorClaim> }> {
  for (let draw = 0; draw < 1000; draw++) {
    const locator = String(randomInt(10 ** digits)).padStart(digits, "0");
    const entry = await kv.get<LocatorClaim>(locatorKey(locator));
    if (!entry.value || entry.value.expiresAtMs <= nowMs) return { locator, entry };
  }
  throw new RangeError(`Cannot find a free locator of ${digits} digits: use CODE_LENGTH 16`);
}

/** The consultation, if its code and link are not dead; before it opens, too. */
export async function findConsultation(
  kv: Deno.Kv,
  room: string,
  nowMs: number,
): Promise<Consultation | undefined> {
  const { value } = await kv.get<Consultation>(consultationKey(room));
  return value && nowMs < value.expiresAtMs ? value : undefined;
}

/** How things stand with a room, for whoever has its link; a cancelled or expired one is remembered for a while. */
export async function findOutline(
  kv: Deno.Kv,
  room: string,
  nowMs: number,
): Promise<{ state: RoomOutline["state"]; consultation: CancelledConsultation } | undefined> {
  const [{ value: consultation }, { value: cancelled }] = await kv.getMany<
    [Consultation, CancelledConsultation]
  >([consultationKey(room), cancelledKey(room)]);
  if (!consultation) {
    return cancelled && nowMs < cancelled.expiresAtMs
      ? { state: "cancelled", consultation: cancelled }
      : undefined;
  }
  const state = nowMs < consultation.opensAtMs
    ? "early"
    : nowMs < consultation.expiresAtMs
    ? "open"
    : "expired";
  return { state, consultation };
}

/** The room that a locator leads to. */
export async function findRoom(kv: Deno.Kv, locator: string, nowMs: number): Promise<string | undefined> {
  const { value } = await kv.get<LocatorClaim>(locatorKey(locator));
  return value && nowMs < value.expiresAtMs ? value.room : undefined;
}

/** Why a guest cannot get in now; undefined if it can. */
export function refusalOf(consultation: Consultation | null, nowMs: number): Refusal | undefined {
  if (!consultation || nowMs >= consultation.expiresAtMs) return { refusal: "consultation_unknown" };
  if (nowMs < consultation.opensAtMs) {
    return { refusal: "not_open_yet", opensAtMs: consultation.opensAtMs };
  }
  return consultation.locked ? { refusal: "locked" } : undefined;
}

/** A practice's consultations whose code is alive, by their start. */
export async function listConsultations(
  kv: Deno.Kv,
  practiceId: string,
  nowMs: number,
): Promise<Consultation[]> {
  const rooms: string[] = [];
  for await (
    const { key } of kv.list({ prefix: practiceConsultationsPrefix(practiceId) }, { batchSize: 500 })
  ) {
    rooms.push(String(key.at(-1)));
  }
  const found: Consultation[] = [];
  for (let i = 0; i < rooms.length; i += 10) {
    const entries = await kv.getMany<Consultation[]>(rooms.slice(i, i + 10).map(consultationKey));
    for (const { value } of entries) if (value && nowMs < value.expiresAtMs) found.push(value);
  }
  return found.sort((a, b) => a.startsAtMs - b.startsAtMs || (a.room < b.room ? -1 : 1));
}

/** Locks or unlocks a room for new seats. */
export async function setLocked(
  kv: Deno.Kv,
  room: string,
  locked: boolean,
  keep: { retentionMs: number; nowMs: number },
): Promise<boolean> {
  return await untilCommitted(async () => {
    const entry = await kv.get<Consultation>(consultationKey(room));
    if (!entry.value) return false;
    const commit = kv.atomic().check(entry)
      .set(consultationKey(room), { ...entry.value, locked }, keepFor(entry.value, keep));
    return (await commitChange(kv, commit, { practiceId: entry.value.practiceId })).ok || RACE;
  });
}

/** A consultation is kept until its retention has ended. */
export function keepFor(
  { expiresAtMs }: Consultation,
  { retentionMs, nowMs }: { retentionMs: number; nowMs: number },
): { expireIn: number } {
  return { expireIn: Math.max(1, expiresAtMs + retentionMs - nowMs) };
}
