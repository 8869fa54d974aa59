import type { Rotation } from "../wire/members.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { memberKeyringsPrefix, memberRotationKey } from "./keys.ts";

/**
 * Brings all data from one version to the next. May be run again after it has failed anywhere, and by several processes at once,
 * some of which may be through already: it changes only what still is as before, and each commit checks what it changes.
 */
type Migration = (kv: Deno.Kv) => Promise<void>;

/** The first leads from version 1 to 2. None is ever changed or taken away: databases of each version exist. */
export const MIGRATIONS: readonly Migration[] = [spreadRotations];

/** Rotations that stand in a member's keyring get keys of their own, since a value has a size limit. */
async function spreadRotations(kv: Deno.Kv): Promise<void> {
  for await (const { key } of kv.list({ prefix: memberKeyringsPrefix }, { batchSize: 100 })) {
    const memberId = String(key.at(-1));
    await untilCommitted(async () => {
      const entry = await kv.get<{ rotations?: Rotation[] }>(key);
      if (!entry.value?.rotations) return true;
      const { rotations, ...keyring } = entry.value;
      const commit = kv.atomic().check(entry).set(key, keyring);
      for (const rotation of rotations) commit.set(memberRotationKey(memberId, rotation.epoch), rotation);
      return (await commit.commit()).ok || RACE;
    });
  }
}
