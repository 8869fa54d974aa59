import assert from "node:assert/strict";
import { StorageUnavailableError, VaultLockedError } from "../../../practice/errors.ts";
import { confirmAccountNews, readAccountNews } from "../../../practice/journal/account_news.ts";
import type { JournalNews } from "../../../practice/journal/journal.ts";
import type { KeptKey } from "../../../practice/vault/key_store.ts";
import { ApiError, NetworkError } from "../../../wire/client.ts";

const NEWS: JournalNews = {
  entries: [{ chain: "server", n: 1, atMs: 1 }],
  problem: undefined,
  upTo: { members: 0, server: 1 },
};
const NAMES = new Map([["ada", "Ada"]]);
type Ports = Parameters<typeof readAccountNews>[1] & object;

/** A browser in which one step may fail. */
function portsWith(failing?: keyof Ports["journal"] | "loadKey" | "readNames", error?: Error): Ports {
  const step = <Value>(name: typeof failing, value: Value) =>
    name === failing ? Promise.reject(error) : Promise.resolve(value);
  return {
    journal: {
      send: () => step("send", undefined),
      news: () => step("news", NEWS),
      confirm: () => step("confirm", undefined),
    },
    loadKey: () => step("loadKey", {} as KeptKey),
    readNames: () => step("readNames", NAMES),
  };
}

const EXPECTED = [
  new StorageUnavailableError("forbidden"),
  new VaultLockedError("cleared"),
  new NetworkError("down"),
  new ApiError("unavailable", 503),
];

Deno.test("readAccountNews: nothing to tell where storage is forbidden or the server silent", async () => {
  assert.deepEqual(await readAccountNews("p", portsWith()), { ...NEWS, names: NAMES });
  for (const error of EXPECTED) {
    for (const step of ["loadKey", "send", "news", "readNames"] as const) {
      assert.equal(await readAccountNews("p", portsWith(step, error)), undefined, `${step} ${error.name}`);
    }
  }
  await assert.rejects(readAccountNews("p", portsWith("news", new RangeError())), RangeError);
});

Deno.test("confirmAccountNews: says that the news stay where it cannot be stored", async () => {
  assert.equal(await confirmAccountNews("p", NEWS, portsWith()), true);
  for (const error of EXPECTED) {
    for (const step of ["loadKey", "confirm"] as const) {
      assert.equal(await confirmAccountNews("p", NEWS, portsWith(step, error)), false);
    }
  }
  await assert.rejects(confirmAccountNews("p", NEWS, portsWith("confirm", new RangeError())), RangeError);
});
