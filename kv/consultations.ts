import { LIMITS } from "../wire/limits.ts";
import type { RoomStatusAnswer } from "../wire/rooms.ts";
import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { matchesHash } from "./hashes.ts";
import {
  type CancelledConsultation,
  cancelledKey,
  type Consultation,
  consultationKey,
  keepFor,
  practiceConsultationKey,
  practiceConsultationsPrefix,
  type ReturnProofs,
  returnProofsKey,
  type Seat,
  seatKey,
} from "./keys.ts";
import { findFreeLocator, setLocator } from "./locators.ts";
import { setPrivatePart } from "./private_parts.ts";
import { type Refused, refused } from "./refused.ts";
import { isProof } from "./room_proofs.ts";

interface NewConsultation {
  /** 128 random bits chosen by the practice's browser, so that a repeated request creates nothing twice. */
  room: string;
  practiceId: string;
  createdBy: string;
  startsAtMs: number;
  waitingPhone?: string;
  /** The private part, sealed as version 1. */
  sealed?: string;
  /** SHA-256 of the invite link's room proof. */
  linkProofHash?: string;
  /** The practice's epoch at the sign-in of the sender; goes with `sealed`. */
  keyEpoch?: number;
  lobbyMs: number;
  retentionMs: number;
  locatorDigits: 5 | 6;
  nowMs: number;
}

/** Creates a consultation with a locator; returns the existing one if the practice has that room already. */
export async function createConsultation(
  kv: Deno.Kv,
  request: NewConsultation,
): Promise<Consultation | Refused<"room_taken" | "signed_out">> {
  const { room, practiceId, createdBy, startsAtMs, waitingPhone, sealed, linkProofHash, nowMs } = request;
  const sender = request.keyEpoch === undefined ? {} : { keyEpoch: request.keyEpoch };
  return await untilCommitted(async () => {
    const [existing, claim] = await Promise.all([
      kv.get<Consultation>(consultationKey(room)),
      findFreeLocator(kv, request.locatorDigits, nowMs),
    ]);
    if (existing.value) {
      return existing.value.practiceId === practiceId ? existing.value : refused("room_taken");
    }
    const consultation: Consultation = {
      room,
      practiceId,
      createdBy,
      locator: claim.locator,
      ...(linkProofHash === undefined ? {} : { linkProofHash }),
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
    const part = sealed === undefined ? undefined : { version: 1, sealed, ...sender };
    if (part && !await setPrivatePart(kv, commit, consultation, part, nowMs)) return refused("signed_out");
    return (await commitChange(kv, commit, { practiceId })).ok ? consultation : RACE;
  });
}

/** A consultation that has not expired; it may not be open yet. */
export async function findConsultation(
  kv: Deno.Kv,
  room: string,
  nowMs: number,
): Promise<Consultation | undefined> {
  const { value } = await kv.get<Consultation>(consultationKey(room));
  return value && nowMs < value.expiresAtMs ? value : undefined;
}

/**
 * The status of a room. A cancelled one has it until the room would have expired, an expired one until its retention ends;
 * after that it is undefined, as for a room that never existed, and for whoever cannot prove to know the room: `proof` is a
 * room proof, or the token of a seat in it. Consultations of older versions tell it to everybody who knows the room.
 */
export async function findRoomStatus(
  kv: Deno.Kv,
  { room, proof, nowMs }: { room: string; proof?: string | undefined; nowMs: number },
): Promise<{ state: RoomStatusAnswer["state"]; consultation: CancelledConsultation } | undefined> {
  const [, peerId = ""] = proof?.split(".") ?? [];
  const [{ value: consultation }, { value: cancelled }, { value: returnProofs }, { value: seat }] = await kv
    .getMany<[Consultation, CancelledConsultation, ReturnProofs, Seat]>([
      consultationKey(room),
      cancelledKey(room),
      returnProofsKey(room),
      seatKey(room, peerId),
    ]);
  const known = consultation ?? cancelled;
  const isSeat = seat !== null && proof !== undefined && matchesHash(proof, seat.tokenHash);
  const isTold = known?.linkProofHash === undefined || isSeat || isProof(proof, known, returnProofs);
  if (!isTold) return undefined;
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

/** A practice's consultations that have not expired, sorted by start. */
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

/** Locks a room against new guest seats, or unlocks it. Returns false if there is no such room. */
export async function setRoomLocked(
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
