import { type Signal, signal } from "@preact/signals";
import { hostParticipation } from "../../call/host_participation.ts";
import type { CallEvent } from "../../call/events.ts";
import type { BlockedCode } from "../../call/state.ts";
import type { Participation } from "../../call/use_call.ts";
import { HostLobby } from "../../components/call/HostLobby.tsx";
import type { LobbyProps } from "../../components/call/GuestLobby.tsx";
import { formatAccessCode } from "../../e2ee/codes.ts";
import type { GuessedMethod } from "../../e2ee/guesses.ts";
import { HostRecord } from "../../practice/consultations/host_record.ts";
import { codeOf, failuresOf, isBlocked, replacedOf } from "../../practice/consultations/secrets.ts";
import { problemOf } from "../../practice/problem.ts";
import { practiceVault } from "../../practice/vault/vault.ts";
import { RemoveGuest } from "./RemoveGuest.tsx";
import { WaitingElsewhere } from "./WaitingElsewhere.tsx";

/** A practitioner of the practice that the consultation belongs to. */
export interface Host {
  name: string;
  practiceId: string;
  startsAtMs: number;
  expiresAtMs: number;
}

/** The host's part of the room's page; guests never load this module. */
export interface HostSide {
  participation: Participation;
  expectedName: string;
  /** By the server: the consultation may be moved while the page is open. */
  startsAtMs: Signal<number>;
  replaceCode(method: GuessedMethod): Promise<void>;
  Lobby: typeof Lobby;
  WaitingElsewhere: typeof WaitingElsewhere;
  RemoveGuest: typeof RemoveGuest;
}

/** Opens the consultation's private part; returns the code of the reason if that fails. */
export async function enterAsHost(
  room: string,
  { name, practiceId, startsAtMs: plannedAtMs, expiresAtMs }: Host,
  dispatch: (event: CallEvent) => void,
): Promise<HostSide | { refused: string }> {
  const opened = await HostRecord.open(practiceVault, practiceId, room).catch(problemOf);
  if (!opened) return { refused: "private_part_missing" };
  if ("code" in opened) return { refused: opened.code };
  const blockedMethod = (["code", "link"] as const).find((method) => isBlocked(opened.record, method));
  const startsAtMs = signal(plannedAtMs);
  return {
    startsAtMs,
    expectedName: opened.record.name,
    participation: hostParticipation(room, name, {
      consultationKey: opened.consultationKey,
      blockedMethod,
      expiresAtMs,
      secrets: () => ({
        ...opened.record,
        failures: failuresOf(opened.record),
        replaced: replacedOf(opened.record),
      }),
      refresh: () => opened.refresh(),
      counted: (method, by) => opened.count(method, by),
      blocked: (method) => dispatch({ kind: "codeBlocked", blockedCode: { method, status: "blocked" } }),
      seated: (atMs) => startsAtMs.value = atMs,
    }),
    async replaceCode(method) {
      const tell = (blockedCode: Omit<BlockedCode, "method">) =>
        dispatch({ kind: "codeBlocked", blockedCode: { method, ...blockedCode } });
      tell({ status: "replacing" });
      try {
        const record = await opened.replace(method);
        const code = method === "code" ? codeOf(record) : undefined;
        tell({ status: "replaced", ...(code ? { code: formatAccessCode(code) } : {}) });
      } catch {
        tell({ status: "failed" });
      }
    },
    Lobby,
    WaitingElsewhere,
    RemoveGuest,
  };
}

interface HostLobbyProps extends LobbyProps {
  side: HostSide;
  room: string;
  dispatch: (event: CallEvent) => void;
}

function Lobby({ side, room, dispatch, ...props }: HostLobbyProps) {
  return (
    <HostLobby
      {...props}
      startsAtMs={side.startsAtMs.value}
      expectedName={side.expectedName}
      invitationHref={`/practice/new#${room}`}
      onReplaceCode={side.replaceCode}
      onAdmit={(peerId) => dispatch({ kind: "admitted", peerId })}
      onRefuse={(peerId) => dispatch({ kind: "refused", peerId })}
      onPutOff={(peerId) => dispatch({ kind: "putOff", peerId })}
    />
  );
}
