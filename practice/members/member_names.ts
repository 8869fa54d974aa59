import { practiceApi } from "../api.ts";
import type { KeptKey } from "../vault/key_store.ts";
import { seenVersions } from "../vault/seen_versions.ts";
import { checkMembers } from "./member_entries.ts";

/** The names of the members by id, without those that the server has changed. @throws {ApiError | NetworkError} */
export async function readNames(kept: KeptKey): Promise<ReadonlyMap<string, string>> {
  const answer = await practiceApi.listMembers();
  const checks = await checkMembers(kept, answer, seenVersions);
  return new Map(
    answer.members.filter(({ id }) => checks.get(id) !== "changed").map(({ id, name }) => [id, name]),
  );
}
