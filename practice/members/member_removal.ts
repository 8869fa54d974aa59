import { ProtocolError } from "../../e2ee/errors.ts";
import { fixPracticeKey, newPracticeKey, rotateFor } from "../../e2ee/vault.ts";
import { forgetKeys, keepNewKey, loadKey } from "../vault/key_store.ts";
import type { PracticeApi } from "../api.ts";
import { versionsOf } from "../consultations/consultation_list.ts";
import { isOutcomeUnknown } from "../problem.ts";
import type { SettingsStore } from "../settings/settings_store.ts";
import type { Vault } from "../vault/vault.ts";

/**
 * Removes a member. The remaining members get a new practice key, and all of them but this one have to sign in again.
 * Afterwards `resealAll` seals everything with the new key; what it leaves undone is resealed by the next page that reads
 * it: the list of consultations, or for the settings a practitioner's form or settings page.
 * @throws {ApiError} `members_changed` if somebody else has changed the members meanwhile: nothing has happened.
 */
export async function removeMember(
  { api, practiceId }: { api: Pick<PracticeApi, "removeMember" | "listMembers">; practiceId: string },
  id: string,
): Promise<void> {
  const [{ keys: [former], epoch }, { members, keyEpoch }] = await Promise.all([
    loadKey(practiceId),
    api.listMembers(),
  ]);
  if (keyEpoch !== epoch) {
    throw new ProtocolError(
      "vault_invalid",
      "Cannot remove a member: the practice key is not of the current epoch",
    );
  }
  const next = await newPracticeKey();
  const rotations = await Promise.all(
    members.filter((member) => member.id !== id).map(async ({ id: memberId, publicKey }) => ({
      id: memberId,
      ...await rotateFor({ memberId, publicKey, former, next, epoch: epoch + 1 }),
    })),
  );
  try {
    await api.removeMember(id, { keyEpoch: epoch + 1, members: rotations });
  } catch (error) {
    // It is not known which practice key is valid: the next sign-in tells.
    if (isOutcomeUnknown(error)) await forgetKeys();
    throw error;
  }
  await keepNewKey(practiceId, await fixPracticeKey(next), epoch + 1);
}

/**
 * Reseals everything that is still sealed with a former practice key; returns how many consultations are left because
 * the server did not take them.
 * @throws {ApiError | NetworkError} if the list of consultations cannot be read.
 */
export async function resealAll(
  { api, vault, settings, practiceId }: {
    api: Pick<PracticeApi, "listConsultations">;
    vault: Pick<Vault, "getMany" | "reseal">;
    /** Absent for an assistant, who cannot change the settings. */
    settings?: Pick<SettingsStore, "reseal">;
    practiceId: string;
  },
): Promise<number> {
  const { consultations } = await api.listConsultations();
  await vault.getMany(practiceId, versionsOf(consultations));
  const left = await vault.reseal(practiceId);
  await settings?.reseal(practiceId);
  return left;
}
