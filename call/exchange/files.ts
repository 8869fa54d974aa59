import { idOf, jsonOf, type Stamp, stampOf } from "./chat.ts";
import { cleanFileName } from "./file_name.ts";
import { MessageError } from "../pairing/messages.ts";

/** Largest file, in bytes. */
export const MAX_FILE_BYTES = 100_000_000;
/** Most files that one side may have offered and not finished. */
const MAX_OPEN_OFFERS = 10;
/** Most offers of the partner that are shown although nothing came of them; the oldest are dropped. */
const MAX_FAILED_OFFERS = 50;

/**
 * A message of the files' data channel, as JSON. Between `begin` and `end` a file's bytes follow as binary messages,
 * one file at a time. Offer, begin, end and withdraw come from the sender of a file, all others from its recipient.
 */
export type FileMessage =
  | { kind: "offer"; id: string; name: string; sizeBytes: number }
  | { kind: "begin"; id: string }
  /** `digest`: see `file_digest.ts`. */
  | { kind: "end"; id: string; digest: string }
  /** The sender takes its offer back, or stops. */
  | { kind: "withdraw"; id: string }
  | { kind: "accept"; id: string }
  /** The recipient does not want the file, or no longer. */
  | { kind: "decline"; id: string }
  | { kind: "received"; id: string }
  | { kind: "damaged"; id: string };

/**
 * offered: waits for the recipient's consent; accepted: waits for its turn; moving: bytes are being sent; checking:
 * all bytes are sent, and the digests are compared. Final: done, declined (by the recipient), withdrawn (by the
 * sender), interrupted (the connection was lost or replaced), damaged, unreadable (the sender cannot read its file).
 */
type TransferStage =
  | "offered"
  | "accepted"
  | "moving"
  | "checking"
  | "done"
  | "declined"
  | "withdrawn"
  | "interrupted"
  | "damaged"
  | "unreadable";

/** One file, from its offer to its end. */
export interface Transfer extends Stamp {
  id: string;
  /** True if this side sends the file. */
  mine: boolean;
  name: string;
  sizeBytes: number;
  movedBytes: number;
  stage: TransferStage;
}

/** All files of the conversation, oldest first. */
export interface FilesState {
  transfers: readonly Transfer[];
}

export const NO_FILES: FilesState = { transfers: [] };

export type FilesEvent =
  | { kind: "offered"; id: string; name: string; sizeBytes: number } & Stamp
  | { kind: "accepted"; id: string }
  | { kind: "declined"; id: string }
  | { kind: "withdrawn"; id: string }
  | { kind: "messageReceived"; message: FileMessage } & Stamp
  | { kind: "bytesSent"; id: string; movedBytes: number }
  | { kind: "bytesReceived"; sizeBytes: number }
  /** All bytes of one's own file were handed to the data channel. */
  | { kind: "allSent"; id: string; digest: string }
  | { kind: "unreadable"; id: string }
  /** The digest of a received file was compared with the sender's. */
  | { kind: "checked"; id: string; intact: boolean }
  /** The connection was lost or replaced. */
  | { kind: "detached" };

export type FilesEffect =
  | { kind: "send"; message: FileMessage }
  | { kind: "sendBytes"; id: string }
  | { kind: "stopSending"; id: string }
  | { kind: "startReceiving"; id: string }
  | { kind: "check"; id: string; digest: string }
  /** Delete the bytes received so far. */
  | { kind: "discard"; id: string }
  | { kind: "announce" };

type FilesStep = readonly [FilesState, readonly FilesEffect[]];

const OPEN = new Set<TransferStage>(["offered", "accepted", "moving", "checking"]);

/** False once the transfer has reached a final stage. */
export function isOpen({ stage }: Transfer): boolean {
  return OPEN.has(stage);
}

/** One step of the file transfers: the next state and what to do. */
export function stepFiles(state: FilesState, event: FilesEvent): FilesStep {
  switch (event.kind) {
    case "offered": {
      const { id, sizeBytes } = event;
      const name = cleanFileName(event.name);
      return [
        added(state, { id, mine: true, name, sizeBytes, movedBytes: 0, stage: "offered", ...stampOf(event) }),
        [send({ kind: "offer", id, name, sizeBytes })],
      ];
    }
    case "accepted":
      if (!find(state, false, event.id, "offered")) return [state, []];
      return [changed(state, false, event.id, { stage: "accepted" }), [
        send({ kind: "accept", id: event.id }),
      ]];
    case "declined":
      if (!find(state, false, event.id)) return [state, []];
      return [changed(state, false, event.id, { stage: "declined" }), [
        send({ kind: "decline", id: event.id }),
        { kind: "discard", id: event.id },
      ]];
    case "withdrawn":
      return endMine(state, event.id, "withdrawn", [send({ kind: "withdraw", id: event.id })]);
    case "unreadable":
      return endMine(state, event.id, "unreadable", [send({ kind: "withdraw", id: event.id })]);
    case "bytesSent":
      if (!find(state, true, event.id, "moving")) return [state, []];
      return [changed(state, true, event.id, { movedBytes: event.movedBytes }), []];
    case "allSent":
      if (!find(state, true, event.id, "moving")) return [state, []];
      return [changed(state, true, event.id, { stage: "checking" }), [
        send({ kind: "end", id: event.id, digest: event.digest }),
      ]];
    case "bytesReceived":
      return receiveBytes(state, event.sizeBytes);
    case "checked":
      if (!find(state, false, event.id, "checking")) return [state, []];
      return [changed(state, false, event.id, { stage: event.intact ? "done" : "damaged" }), [
        send({ kind: event.intact ? "received" : "damaged", id: event.id }),
        ...(event.intact ? [] : [{ kind: "discard", id: event.id } as const]),
      ]];
    case "messageReceived":
      return receive(state, event.message, event);
    case "detached": {
      const open = state.transfers.filter(isOpen);
      return [
        { transfers: state.transfers.map((it) => isOpen(it) ? { ...it, stage: "interrupted" } : it) },
        open.map(({ id, mine }) => ({ kind: mine ? "stopSending" : "discard", id })),
      ];
    }
  }
}

function receive(state: FilesState, message: FileMessage, stamp: Stamp): FilesStep {
  const { id } = message;
  switch (message.kind) {
    case "offer": {
      const theirs = state.transfers.filter(({ mine }) => !mine);
      if (theirs.some((it) => it.id === id)) return [state, []];
      if (theirs.filter(isOpen).length >= MAX_OPEN_OFFERS) return [state, [send({ kind: "decline", id })]];
      const { name, sizeBytes } = message;
      return [
        added(withoutOldFailures(state), {
          id,
          mine: false,
          name,
          sizeBytes,
          movedBytes: 0,
          stage: "offered",
          ...stampOf(stamp),
        }),
        [{ kind: "announce" }],
      ];
    }
    case "begin":
      // Only an accepted file is received, and one at a time.
      if (!find(state, false, id, "accepted") || incomingOf(state)) return [state, []];
      return [changed(state, false, id, { stage: "moving" }), [{ kind: "startReceiving", id }]];
    case "end": {
      const transfer = find(state, false, id, "moving");
      if (!transfer) return [state, []];
      if (transfer.movedBytes !== transfer.sizeBytes) return damage(state, id);
      return [changed(state, false, id, { stage: "checking" }), [
        { kind: "check", id, digest: message.digest },
      ]];
    }
    case "withdraw":
      if (!find(state, false, id)) return [state, []];
      return [changed(state, false, id, { stage: "withdrawn" }), [{ kind: "discard", id }]];
    case "accept":
      if (!find(state, true, id, "offered")) return [state, []];
      return withNext(changed(state, true, id, { stage: "accepted" }), []);
    case "decline":
      return endMine(state, id, "declined", []);
    case "received":
      if (!find(state, true, id, "checking")) return [state, []];
      return withNext(changed(state, true, id, { stage: "done" }), []);
    case "damaged":
      return endMine(state, id, "damaged", []);
  }
}

/** Bytes belong to the file that is being received. Without one they are ignored: it was declined meanwhile. */
function receiveBytes(state: FilesState, sizeBytes: number): FilesStep {
  const transfer = incomingOf(state);
  if (!transfer) return [state, []];
  const movedBytes = transfer.movedBytes + sizeBytes;
  if (movedBytes > transfer.sizeBytes) return damage(state, transfer.id);
  return [changed(state, false, transfer.id, { movedBytes }), []];
}

function damage(state: FilesState, id: string): FilesStep {
  return [changed(state, false, id, { stage: "damaged" }), [
    send({ kind: "damaged", id }),
    { kind: "discard", id },
  ]];
}

function endMine(state: FilesState, id: string, stage: TransferStage, effects: FilesEffect[]): FilesStep {
  const transfer = find(state, true, id);
  if (!transfer) return [state, []];
  return withNext(changed(state, true, id, { stage }), [{ kind: "stopSending", id }, ...effects]);
}

/** Starts sending the next accepted file, unless one is being sent. */
function withNext(state: FilesState, effects: FilesEffect[]): FilesStep {
  const mine = state.transfers.filter((transfer) => transfer.mine);
  const next = mine.find(({ stage }) => stage === "accepted");
  if (!next || mine.some(({ stage }) => stage === "moving" || stage === "checking")) return [state, effects];
  const { id } = next;
  return [changed(state, true, id, { stage: "moving" }), [
    ...effects,
    send({ kind: "begin", id }),
    { kind: "sendBytes", id },
  ]];
}

/** The transfer that is being received; undefined if there is none. */
export function incomingOf(state: FilesState): Transfer | undefined {
  return state.transfers.find(({ mine, stage }) => !mine && stage === "moving");
}

/** The open transfer with this id; with `stage`, only if it is in this stage. */
function find(state: FilesState, mine: boolean, id: string, stage?: TransferStage): Transfer | undefined {
  return state.transfers.find((it) =>
    it.mine === mine && it.id === id && (stage ? it.stage === stage : isOpen(it))
  );
}

/** Without the oldest of the partner's offers that failed, so that a partner cannot make the list grow without end. */
function withoutOldFailures(state: FilesState): FilesState {
  const failed = state.transfers.filter((it) => !it.mine && !isOpen(it) && it.stage !== "done");
  if (failed.length < MAX_FAILED_OFFERS) return state;
  const dropped = new Set(failed.slice(0, failed.length - MAX_FAILED_OFFERS + 1));
  return { transfers: state.transfers.filter((it) => !dropped.has(it)) };
}

function added({ transfers }: FilesState, transfer: Transfer): FilesState {
  return { transfers: [...transfers, transfer] };
}

function changed(state: FilesState, mine: boolean, id: string, change: Partial<Transfer>): FilesState {
  return {
    transfers: state.transfers.map((it) => it.mine === mine && it.id === id ? { ...it, ...change } : it),
  };
}

function send(message: FileMessage): FilesEffect {
  return { kind: "send", message };
}

const BARE = new Set(["begin", "withdraw", "accept", "decline", "received", "damaged"]);

/**
 * Parses a text message of the files' data channel.
 * @throws {MessageError} if it is malformed.
 */
export function parseFileMessage(data: unknown): FileMessage {
  const { kind, id: anyId, name, sizeBytes, digest } = jsonOf(data, 4_000);
  const id = idOf(anyId);
  if (typeof kind === "string" && BARE.has(kind)) {
    return { kind: kind as "begin" | "withdraw" | "accept" | "decline" | "received" | "damaged", id };
  }
  if (kind === "offer" && typeof name === "string" && name.length <= 1_000 && isSize(sizeBytes)) {
    return { kind, id, name: cleanFileName(name), sizeBytes };
  }
  if (kind === "end" && typeof digest === "string" && /^[\w-]{43}$/.test(digest)) return { kind, id, digest };
  throw new MessageError("Cannot read a peer's message: wrong shape");
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_FILE_BYTES;
}
