import assert from "node:assert/strict";
import { GuestChannel } from "../../call/pairing/guest_channel.ts";
import { GuessBudget } from "../../call/pairing/guess_budget.ts";
import { parseAccessCode } from "../../e2ee/codes.ts";
import { MAX_FAILURES } from "../../e2ee/guesses.ts";
import { randomSecret } from "../../kv/hashes.ts";
import { RATE_LIMITS } from "../../wire/limits.ts";
import type { RunningServer } from "../support/running_server.ts";
import { ApiClient, type Seated } from "./client.ts";

export const ADDRESSES = 20;

/** Strangers at twenty addresses who know a locator, and do all that the server's limits let them do. */
export class Strangers {
  readonly seats: Seated[] = [];
  /** The newest seat of each address. */
  readonly #newest = new Map<number, Seated>();
  readonly #locator: string;
  readonly #wrong: string;

  constructor(readonly server: RunningServer, readonly room: string, code: string) {
    const parsed = parseAccessCode(code);
    if (!("locator" in parsed)) throw new RangeError(`Not a code: ${code}`);
    this.#locator = parsed.locator;
    this.#wrong = String((Number(parsed.secret) + 1) % 1_000_000).padStart(6, "0");
  }

  /** Uses every address's tries of `minutes` at once: in between the limits are as new. Returns the refusals' codes. */
  async attack(minutes = 1): Promise<Set<string>> {
    const refusals = new Set<string>();
    for (let minute = 0; minute < minutes; minute++) {
      await this.#forgetTries();
      await Promise.all(Array.from({ length: ADDRESSES }, async (_, i) => {
        for (let tries = 0; tries < RATE_LIMITS.joins.tries; tries++) {
          const outcome = await this.join(i);
          if (typeof outcome === "string") refusals.add(outcome);
        }
      }));
    }
    return refusals;
  }

  /** Takes a seat from one of the addresses; the code of the refusal if there is none. */
  async join(address: number): Promise<Seated | string> {
    const peerId = randomSecret(128);
    const { body } = await new ApiClient(this.server).call<{ room: string; token: string }>(
      "POST",
      "/api/join",
      {
        body: { locator: this.#locator, peerId },
        headers: { "x-forwarded-for": `192.0.2.${address}` },
      },
    );
    if (body.error) return body.error;
    const seat = { room: body.room, peerId, token: body.token };
    this.seats.push(seat);
    this.#newest.set(address, seat);
    return seat;
  }

  /** Sends hellos with a wrong secret to the host, until the code is blocked. */
  async guess(): Promise<void> {
    await this.#forgetTries();
    const api = new ApiClient(this.server);
    for (let i = 0; i <= MAX_FAILURES; i++) {
      const outcome = await this.join(i);
      // An address that has as many seats of a full room as any other gets no further one, and keeps those.
      const seat = outcome === "room_full" ? this.#newest.get(i) : outcome;
      assert.ok(seat && typeof seat !== "string", String(outcome));
      const host = (await api.poll(seat, 0)).body.peers.find(({ role }) => role === "host");
      assert.ok(host);
      const channel = new GuestChannel({
        origin: this.server.origin,
        room: this.room,
        peerId: seat.peerId,
        theirPeerId: host.peerId,
        fingerprint: crypto.getRandomValues(new Uint8Array(32)),
        name: "Niemand",
        secret: { method: "code", digits: this.#wrong },
        budget: new GuessBudget({ change: (by) => Promise.resolve(by(0)) }, MAX_FAILURES),
        pin: { accepts: () => Promise.resolve(true) },
        resume: { load: () => Promise.resolve(undefined), save: () => Promise.resolve() },
      });
      const [hello] = await channel.open("secret");
      await api.send(seat, { ...seat, peerId: host.peerId }, 1, hello);
    }
  }

  /** As if a minute had passed. */
  async #forgetTries(): Promise<void> {
    using kv = await Deno.openKv(this.server.kvFile);
    for await (const { key } of kv.list({ prefix: ["tries"] })) await kv.delete(key);
  }
}
