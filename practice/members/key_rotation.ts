import { ProtocolError } from "../../e2ee/errors.ts";
import {
  fixPracticeKey,
  type LoosePracticeKey,
  newPracticeKey,
  type PracticeKey,
  rotateFor,
} from "../../e2ee/vault.ts";
import { ApiError } from "../../wire/client.ts";
import { type LedgerRequest, ledgerTag, SETTINGS_RECORD } from "../../wire/ledger.ts";
import type { MembersAnswer, RotationRequest } from "../../wire/members.ts";
import { forgetKeys, keepNewKey, loadKey } from "../vault/key_store.ts";
import { refuseOtherKeys, seenVersions } from "../vault/seen_versions.ts";
import { makeLedger } from "../vault/ledger.ts";
import type { RecordSeals } from "../vault/record_seals.ts";
import type { Proof } from "../account/proofs.ts";
import type { PracticeApi } from "../api.ts";
import { versionsOf } from "../consultations/consultation_list.ts";
import { isOutcomeUnknown } from "../problem.ts";
import type { SettingsStore } from "../settings/settings_store.ts";
import type { Vault } from "../vault/vault.ts";

type LedgerEndpoint = "listConsultations" | "readSettings" | "storeLedgerPortion";

interface Rotator {
  api: Pick<PracticeApi, "removeMember" | "renewPracticeKey" | "listMembers" | LedgerEndpoint>;
  vault: Pick<Vault, "getMany">;
  settings: Pick<SettingsStore, "load">;
  seals: Pick<RecordSeals, "fingerprintsOf">;
  practiceId: string;
}

/** How often a new key is tried while others change consultations or settings. */
const MAX_TRIES = 5;

/**
 * Gives all members a new practice key; all of them but this one have to sign in again. What the former key has sealed by then
 * is listed in the new key's ledger: nothing else of it counts afterwards. Then `resealAll` seals everything with the new key;
 * what it leaves undone is resealed by the next page that reads it: the list of consultations, or for the settings a
 * practitioner's form or settings page.
 * @throws {ApiError} `members_changed` if somebody else has changed the members meanwhile: nothing has happened.
 */
export async function renewPracticeKey(rotator: Rotator, proof: Proof): Promise<void> {
  const listed = await rotator.api.listMembers();
  await rotate(rotator, listed, (request) => rotator.api.renewPracticeKey(request, proof));
}

/** Removes a member, and gives all others a new practice key, as `renewPracticeKey` does. */
export async function removeMember(rotator: Rotator, id: string, proof: Proof): Promise<void> {
  const { members, keyEpoch } = await rotator.api.listMembers();
  const staying = members.filter((member) => member.id !== id);
  await rotate(
    rotator,
    { keyEpoch, members: staying },
    (request) => rotator.api.removeMember(id, request, proof),
  );
}

/** @param members who get the new key */
async function rotate(
  rotator: Rotator,
  { keyEpoch, members }: Pick<MembersAnswer, "keyEpoch" | "members">,
  send: (request: RotationRequest) => Promise<void>,
): Promise<void> {
  const { practiceId } = rotator;
  const { keys: [former], epoch } = await loadKey(practiceId);
  if (keyEpoch !== epoch) {
    throw new ProtocolError(
      "vault_invalid",
      "Cannot replace the practice key: the one that is kept is not of the current epoch",
    );
  }
  const next = await newPracticeKey();
  const rotations = await rotationsFor(members, { former, next, epoch: epoch + 1 });
  for (let tries = 1;; tries++) {
    const ledger = await storeLedger(rotator, next, epoch + 1);
    try {
      await send({ keyEpoch: epoch + 1, members: rotations, ledger });
      break;
    } catch (error) {
      // It is not known which practice key is valid: the next sign-in tells.
      if (isOutcomeUnknown(error)) await forgetKeys();
      const hasChanged = error instanceof ApiError && error.code === "records_changed";
      if (!hasChanged || tries === MAX_TRIES) throw error;
    }
  }
  await keepNewKey(practiceId, await fixPracticeKey(next), epoch + 1);
  await refuseOtherKeys(seenVersions, practiceId, new Map([[epoch + 1, next]]));
}

/** The next practice key, sealed for each of these members. @param epoch of the next key */
export async function rotationsFor(
  members: readonly { id: string; publicKey: string }[],
  keys: { former: PracticeKey; next: LoosePracticeKey; epoch: number },
): Promise<RotationRequest["members"]> {
  return await Promise.all(
    members.map(async ({ id, publicKey }) => ({
      id,
      ...await rotateFor({ memberId: id, publicKey, ...keys }),
    })),
  );
}

/** Makes the ledger of the next practice key of all records that count, and stores its portions. */
export async function storeLedger(
  { api, vault, settings, seals, practiceId }: Omit<Rotator, "api"> & {
    api: Pick<PracticeApi, LedgerEndpoint>;
  },
  next: LoosePracticeKey,
  epoch: number,
): Promise<LedgerRequest> {
  const { consultations } = await api.listConsultations();
  const versions = versionsOf(consultations);
  await vault.getMany(practiceId, versions);
  await settings.load(practiceId).catch((error) => {
    // Settings that do not count now are not listed, and go on not counting.
    if (!(error instanceof ProtocolError)) throw error;
  });
  const { version } = await api.readSettings();
  if (version > 0) versions.set(SETTINGS_RECORD, version);
  const portions = await makeLedger(
    next,
    { practiceId, epoch },
    seals.fingerprintsOf(practiceId, versions.keys()),
  );
  for (const portion of portions) await api.storeLedgerPortion(portion);
  return { id: portions[0]!.id, portions: portions.length, tag: await ledgerTag(versions) };
}

/**
 * Reseals everything that is still sealed with a former practice key. Returns what is left: how many consultations, because
 * the server did not take them; else `settings` if they need a proof that nobody has given.
 * @throws {ApiError | NetworkError} if the list of consultations cannot be read.
 * @throws {ProofCancelledError}
 */
export async function resealAll(
  { api, vault, settings, practiceId }: {
    api: Pick<PracticeApi, "listConsultations">;
    vault: Pick<Vault, "getMany" | "reseal">;
    /** Absent for an assistant, who cannot change the settings. */
    settings?: Pick<SettingsStore, "reseal">;
    practiceId: string;
  },
  mayAsk = false,
): Promise<number | "settings"> {
  const { consultations } = await api.listConsultations();
  await vault.getMany(practiceId, versionsOf(consultations));
  const left = await vault.reseal(practiceId);
  const isDone = await settings?.reseal(practiceId, mayAsk) ?? true;
  return left === 0 && !isDone ? "settings" : left;
}
