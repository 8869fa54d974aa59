import { type Signal, signal } from "@preact/signals";
import { StorageError } from "../../call/database.ts";
import { hostGuesses, hostParticipation } from "../../call/host_participation.ts";
import type { CallEvent } from "../../call/events.ts";
import type { BlockedCode } from "../../call/state.ts";
import type { Participation } from "../../call/use_call.ts";
import { HostLobby } from "../../components/call/HostLobby.tsx";
import type { LobbyProps } from "../../components/call/GuestLobby.tsx";
import { formatAccessCode } from "../../e2ee/codes.ts";
import { MAX_FAILURES } from "../../e2ee/guesses.ts";
import { HostRecord } from "../../practice/consultations/host_record.ts";
import { codeOf, failuresOf, replacedOf } from "../../practice/consultations/secrets.ts";
import { practiceJournal } from "../../practice/journal/journal.ts";
import { problemOf } from "../../practice/problem.ts";
import { practiceVault } from "../../practice/vault/vault.ts";
import { CodeTries, type CodeTriesState } from "./CodeTries.tsx";
import { RemoveGuest } from "./RemoveGuest.tsx";
import { WaitingElsewhere } from "./WaitingElsewhere.tsx";

/** A practitioner of the practice that the consultation belongs to. */
export interface Host {
  name: string;
  practiceId: string;
  startsAtMs: number;
}

/** The host's part of the room's page; guests never load this module. */
export interface HostSide {
  participation: Participation;
  expectedName: string;
  /** By the server: the consultation may be moved while the page is open. */
  startsAtMs: Signal<number>;
  tries: Signal<CodeTriesState>;
  replaceCode(): Promise<void>;
  Lobby: typeof Lobby;
  Aside: typeof Aside;
  RemoveGuest: typeof RemoveGuest;
}

/** Opens the consultation's private part; returns the code of the reason if that fails. */
export async function enterAsHost(
  room: string,
  { name, practiceId, startsAtMs: plannedAtMs }: Host,
  dispatch: (event: CallEvent) => void,
): Promise<HostSide | { refused: string }> {
  const opened = await HostRecord.open(practiceVault, practiceId, room).catch(problemOf);
  if (!opened) return { refused: "private_part_missing" };
  if ("code" in opened) return { refused: opened.code };
  const startsAtMs = signal(plannedAtMs);
  const tries = signal<CodeTriesState>({ failures: 0 });
  const tell = (blockedCode: BlockedCode) => dispatch({ kind: "codeBlocked", blockedCode });
  const ports = {
    consultationKey: opened.consultationKey,
    shared: () => ({
      secret: opened.record.codeSecret,
      failures: failuresOf(opened.record),
      linkSecret: opened.record.linkSecret,
      replaced: replacedOf(opened.record),
    }),
    refresh: () => opened.refresh(),
    tell: opened.tell.bind(opened),
    giveBack: opened.giveBack.bind(opened),
    failed: (failures: number) => tries.value = { ...tries.value, failures },
    blocked: () => {
      tell({ status: "blocked" });
      void practiceJournal.note({ kind: "code_blocked" });
    },
    held: (error: unknown) => tries.value = { failures: tries.value.failures, ...reasonOf(error) },
    seated: (atMs: number) => startsAtMs.value = atMs,
  };
  const guesses = hostGuesses(room, ports);
  const codeIsBlocked = await guesses.look() >= MAX_FAILURES;
  return {
    startsAtMs,
    tries,
    expectedName: opened.record.name,
    participation: { ...hostParticipation(room, name, guesses, ports), codeIsBlocked },
    async replaceCode() {
      tell({ status: "replacing" });
      try {
        const code = codeOf(await opened.replace());
        void practiceJournal.note({ kind: "code_replaced" });
        await guesses.look();
        tell({ status: "replaced", ...(code ? { code: formatAccessCode(code) } : {}) });
      } catch {
        tell({ status: "failed" });
      }
    },
    Lobby,
    Aside,
    RemoveGuest,
  };
}

/** Why a guess could not be counted; nothing if it can be again. */
function reasonOf(error: unknown): Pick<CodeTriesState, "held"> {
  if (error === undefined) return {};
  if (error instanceof StorageError) return { held: "storage" };
  const { code } = problemOf(error);
  return { held: code === "vault_locked" || code === "signed_out" ? "signed_out" : "vault" };
}

type AsideProps = Parameters<typeof WaitingElsewhere>[0] & { side: HostSide };

/** Beside a running conversation: how the code fares, and who is waiting elsewhere. */
function Aside({ side, ...props }: AsideProps) {
  return (
    <>
      <CodeTries t={props.t.codeTries} tries={side.tries.value} place="stage" />
      <WaitingElsewhere {...props} />
    </>
  );
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
      tries={<CodeTries t={props.t.codeTries} tries={side.tries.value} place="card" />}
      invitationHref={`/practice/new#${room}`}
      onReplaceCode={side.replaceCode}
      onAdmit={(peerId) => dispatch({ kind: "admitted", peerId })}
      onRefuse={(peerId) => dispatch({ kind: "refused", peerId })}
      onPutOff={(peerId) => dispatch({ kind: "putOff", peerId })}
    />
  );
}
