import assert from "node:assert/strict";
import { Refusal } from "../../server/errors.ts";
import { limitRecovery, limitSignIn } from "../../server/rate_limit.ts";
import { NETWORK_FACTOR, RATE_LIMITS } from "../../wire/limits.ts";
import { openStore } from "../kv/stores.ts";

const MINUTE_MS = 60_000;
const ACCOUNT = { name: "ada@praxis.example", memberId: undefined };

/** A server's count of tries at one account, by a clock that the test sets. */
class Tried {
  readonly #startedAtMs = Date.now();
  minute = 0;

  constructor(readonly kv: Deno.Kv, readonly limit: typeof limitSignIn) {}

  nowMs(): number {
    return this.#startedAtMs + this.minute * MINUTE_MS;
  }

  /** Whether a try from there is let through. A right one is taken back. */
  async attempt(hostname: string, isRight = false): Promise<boolean> {
    const ctx = {
      info: { remoteAddr: { transport: "tcp", hostname, port: 1 } },
      req: new Request("http://localhost/"),
      state: { config: { trustProxy: undefined } },
    } as unknown as Parameters<typeof limitSignIn>[0];
    const { now } = Date;
    Date.now = () => this.nowMs();
    try {
      const takeBack = await this.limit(ctx, this.kv, ACCOUNT);
      if (isRight) await takeBack();
      return true;
    } catch (error) {
      if (error instanceof Refusal && error.code === "too_many_requests") return false;
      throw error;
    } finally {
      Date.now = now;
    }
  }

  /** Wrong tries from each of these until it is refused; returns how many there were. */
  async exhaust(addresses: readonly string[]): Promise<number> {
    let count = 0;
    for (const address of addresses) while (await this.attempt(address)) count++;
    return count;
  }
}

function testTried(name: string, run: (tried: Tried) => Promise<void>): void {
  for (const limit of [limitSignIn, limitRecovery]) {
    Deno.test(`${limit.name}: ${name}`, async () => {
      const kv = await openStore();
      try {
        await run(new Tried(kv, limit));
      } finally {
        kv.close();
      }
    });
  }
}

const OWNER = "192.0.2.1";
const TWENTY = Array.from({ length: 20 }, (_, i) => `203.0.113.${i}`);

testTried("twenty addresses that try for three hours do not lock the account", async (tried) => {
  for (; tried.minute < 180; tried.minute += 10) {
    await tried.exhaust(TWENTY);
    assert.ok(await tried.attempt(OWNER, true), `in minute ${tried.minute}`);
  }
});

testTried("nor if two windows of each pair fall into one of the account", async (tried) => {
  await tried.attempt(TWENTY[0]!);
  tried.minute = 59; // in this window of the account
  for (const address of TWENTY.slice(1)) assert.ok(await tried.attempt(address));
  tried.minute = 61; // in the next one
  const late = await tried.exhaust(TWENTY);
  tried.minute = 120;
  const again = await tried.exhaust(TWENTY);
  assert.ok(again > 0 && late + again < RATE_LIMITS.signInsPerMember.tries, `${late} and ${again}`);
  assert.ok(await tried.attempt(OWNER, true));
});

testTried("nor does one /48 of IPv6, whose addresses share their tries at the account", async (tried) => {
  const addresses = Array.from({ length: 60 }, (_, i) => `2001:db8:1:${i.toString(16)}::1`);
  for (; tried.minute < 120; tried.minute += 10) {
    await tried.exhaust(addresses);
    assert.ok(await tried.attempt("2001:db8:2::1", true), `in minute ${tried.minute}`);
  }
  tried.minute = 240;
  assert.equal(await tried.exhaust(addresses), NETWORK_FACTOR * RATE_LIMITS.signInsPerPair.tries);
});
