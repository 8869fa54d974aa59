import {
  fixPracticeKey,
  type LoosePracticeKey,
  newPracticeKey,
  openPracticeKeys,
  rotateFor,
  type Rotation,
} from "../../../e2ee/vault.ts";
import { refuseOtherKeys, type SeenVersions } from "../../../practice/vault/seen_versions.ts";
import { makeMember } from "../../e2ee/made_members.ts";
import { refuses } from "../../e2ee/pairs.ts";
import { seenInMemory } from "./seal_scene.ts";

/** A member of a practice, and what the server shows her browsers. */
async function memberOf(first: LoosePracticeKey, epoch = 1) {
  const { memberId, memberKey, keys } = await makeMember("ada", first, { epoch });
  return {
    publicKey: keys.publicKey,
    /** What a browser makes of a sign-in. */
    signIn: async (seen: SeenVersions, ...rotations: Rotation[]) =>
      await refuseOtherKeys(seen, "p", await openPracticeKeys(memberKey, keys, rotations, memberId)),
    rotate: async (publicKey: string, former: LoosePracticeKey, next: LoosePracticeKey, to: number) =>
      await rotateFor({ memberId, publicKey, former: await fixPracticeKey(former), next, epoch: to }),
  };
}

const drawKeys = async () =>
  await Promise.all([1, 2, 3, 4].map(newPracticeKey)) as [
    LoosePracticeKey,
    LoosePracticeKey,
    LoosePracticeKey,
    LoosePracticeKey,
  ];

Deno.test("refuseOtherKeys: a browser that knows an epoch's key takes no other one for it, nor one that follows from another", async () => {
  const [first, second, third, theirs] = await drawKeys();
  const ada = await memberOf(first);
  const to2 = await ada.rotate(ada.publicKey, first, second, 2);
  const to3 = await ada.rotate(to2.publicKey, second, third, 3);
  // A former member has the first key, and makes another chain from it, together with the server.
  const forged2 = await ada.rotate(ada.publicKey, first, theirs, 2);
  const forged3 = await ada.rotate(forged2.publicKey, theirs, third, 3);
  const seen = seenInMemory();
  await ada.signIn(seen, to2);
  await refuses(ada.signIn(seen, forged2), "vault_invalid");
  await refuses(ada.signIn(seen, forged2, forged3), "vault_invalid");
  // What was refused is not remembered: the browser goes on, and takes the next epoch.
  await ada.signIn(seen, to2);
  await ada.signIn(seen, to2, to3);
  await refuses(ada.signIn(seen, to2), "vault_older");
  await refuses(ada.signIn(seen, forged2), "vault_older");
  await ada.signIn(seen, to2, to3);
  await ada.signIn(seenInMemory(), forged2); // a browser that knows neither, as docs/threat-model.md says
});

Deno.test("refuseOtherKeys: a browser that has noted only the epoch pins its key at the next sign-in; nothing of an older one", async () => {
  const [first, second, , theirs] = await drawKeys();
  const ada = await memberOf(first);
  const to2 = await ada.rotate(ada.publicKey, first, second, 2);
  const forged2 = await ada.rotate(ada.publicKey, first, theirs, 2);
  const seen = seenInMemory();
  await seen.raise("p", new Map([["epoch", 2]])); // as versions before did
  await refuses(ada.signIn(seen), "vault_older");
  await ada.signIn(seen, to2);
  await refuses(ada.signIn(seen, forged2), "vault_invalid");
  await refuseOtherKeys(seen, "q", new Map([[2, theirs]])); // another practice
});

Deno.test("refuseOtherKeys: of whoever joined later a newer key is taken, and no other one of an epoch that is known", async () => {
  const [first, second, third, theirs] = await drawKeys();
  const seen = seenInMemory();
  await refuseOtherKeys(seen, "p", new Map([[1, first], [2, second]]));
  await refuses(refuseOtherKeys(seen, "p", new Map([[2, theirs]])), "vault_invalid");
  await (await memberOf(third, 3)).signIn(seen); // opened by that member's own key
  await refuses((await memberOf(theirs, 3)).signIn(seen), "vault_invalid");
});
