import assert from "node:assert/strict";
import { HostRecord } from "../../../practice/consultations/host_record.ts";
import type { PrivatePart } from "../../../practice/vault/private_part.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import type { Vault } from "../../../practice/vault/vault.ts";
import { NetworkError } from "../../../wire/client.ts";

export const RECORD: PrivatePart = {
  practiceId: "p",
  room: "r",
  name: "Zoë",
  note: "",
  lang: "de",
  codeSecret: "123456",
  linkSecret: "A".repeat(22),
  codeLength: 12,
  startsAtMs: 0,
  createdAtMs: 0,
  locator: "00001",
};

/** One record that several devices change, on a server that can be offline; `clock` turns its timers. */
export function world(locators = ["00002", "00003"], record: PrivatePart = RECORD) {
  let online = true;
  let losesAnswers = false;
  const clock = new FakeClock();
  const update: Vault["update"] = (_, __, change) => {
    if (!online) return Promise.reject(new NetworkError());
    record = change(record);
    return losesAnswers ? Promise.reject(new NetworkError()) : Promise.resolve(record);
  };
  const vault: Vault = {
    seal: () => assert.fail("Nothing is created"),
    getMany: () => assert.fail("One room only"),
    refusalOf: () => assert.fail("One room only"),
    reseal: () => assert.fail("One room only"),
    move: () => assert.fail("A room is not moved by its host's page"),
    get: () => online ? Promise.resolve(record) : Promise.reject(new NetworkError()),
    update,
    async replaceCode(practiceId, room, change) {
      const before = record;
      const next = await update(practiceId, room, change);
      if (next !== before) record = { ...record, locator: locators.shift()! };
      return record;
    },
  };
  return {
    vault,
    clock,
    open: async () => (await HostRecord.open(vault, "p", "r", clock))!,
    get record() {
      return record;
    },
    set online(value: boolean) {
      online = value;
    },
    /** The server stores what it is told, and its answers are lost. */
    set losesAnswers(value: boolean) {
      losesAnswers = value;
    },
  };
}
