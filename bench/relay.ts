/**
 * How long a message takes from the POST to the recipient's poll answer: the product against a bare relay that also stores
 * messages in KV on disk before it tells of them, and, to compare, bare relays in memory.
 */
import type { Seated } from "../tests/api/client.ts";
import { otherCheckouts, type Pair, startProduct, startReference } from "./servers.ts";
import type { PollAnswer } from "../wire/mailbox.ts";
import { againstGoal, formatMs, median, print, printTable, quantile } from "./table.ts";

/** A way to send, with a receiver that always listens. */
export interface Relay {
  name: string;
  /** Sends numbered messages at once, as the product's client does: in one request. */
  send(ids: readonly number[]): Promise<unknown>;
  /** Starts to listen; `received` is called with each number that arrives. */
  listen(received: (id: number) => void): void;
  close(): Promise<void>;
}

/**
 * Rooms whose pairs send in turn: nobody may send more than 300 messages in a minute (`wire/limits.ts`), which the benches
 * do not reach in so many.
 */
export const ROOMS = 20;

/** @param directory Another checkout with its build; this one by default. */
async function product(directory?: string): Promise<Relay> {
  const { server, pairs } = await startProduct({ directory, rooms: ROOMS });
  return relayOf(directory ?? "Vieraugen (KV on disk)", server, server.origin, pairs);
}

/** The way from guests to the hosts of their rooms, by the server at `origin`; closing it ends `server`. */
export function relayOf(
  name: string,
  server: AsyncDisposable,
  origin: string,
  pairs: readonly Pair[],
): Relay {
  const pathOf = ({ room }: Seated) => `${origin}/api/rooms/${room}/messages`;
  const headers = (token: string) => ({
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
  });
  let closed = false;
  let n = 0;
  let sends = 0;
  const listenTo = async (host: Seated, received: (id: number) => void) => {
    for (let cursor = 0; !closed;) {
      const response = await fetch(`${pathOf(host)}?after=${cursor}&waitMs=25000`, {
        headers: headers(host.token),
      }).catch((error) => {
        if (!closed) throw error; // the server was ended under the last poll
      });
      if (!response) return;
      const answer = await response.json() as PollAnswer;
      ({ cursor } = answer);
      for (const { body } of answer.messages) received(Number(body.slice(2)));
    }
  };
  return {
    name,
    send(ids) {
      const { guest, host } = pairs[sends++ % pairs.length]!;
      const messages = ids.map((id) => ({ to: host.peerId, n: ++n, body: `id${id}` }));
      return post(pathOf(host), JSON.stringify({ messages }), headers(guest.token));
    },
    listen(received) {
      for (const { host } of pairs) void listenTo(host, received);
    },
    async close() {
      closed = true;
      await server[Symbol.asyncDispose]();
    },
  };
}

async function bareLongPoll(file: "long_poll" | "kv_watch", name: string): Promise<Relay> {
  const reference = await startReference(file);
  let closed = false;
  let n = 0;
  return {
    name,
    send(ids) {
      const messages = ids.map((id) => ({ n: ++n, body: `id${id}` }));
      return post(`${reference.origin}/?box=a`, JSON.stringify({ messages }), {
        "content-type": "application/json",
      });
    },
    async listen(received) {
      for (let after = 0; !closed;) {
        const response = await fetch(`${reference.origin}/?box=a&after=${after}`).catch((error) => {
          if (!closed) throw error; // as above
        });
        if (!response) return;
        const { cursor, messages } = await response.json() as {
          cursor: number;
          messages: { body: string }[];
        };
        after = cursor;
        for (const { body } of messages) received(Number(body.slice(2)));
      }
    },
    async close() {
      closed = true;
      await reference[Symbol.asyncDispose]();
    },
  };
}

async function bareWebSocket(): Promise<Relay> {
  const reference = await startReference("web_socket");
  const url = reference.origin.replace("http", "ws");
  const open = (query: string) =>
    new Promise<WebSocket>((resolve, reject) => {
      const socket = new WebSocket(`${url}/?${query}`);
      socket.onopen = () => resolve(socket);
      socket.onerror = reject;
    });
  const [sender, receiver] = [await open("me=a&to=b"), await open("me=b&to=a")];
  return {
    name: "bare WebSocket (memory)",
    send: (ids) => Promise.resolve(ids.forEach((id) => sender.send(`id${id}`))),
    listen: (received) => receiver.onmessage = ({ data }) => received(Number(String(data).slice(2))),
    async close() {
      for (const socket of [sender, receiver]) {
        socket.onclose = null;
        socket.close();
      }
      await reference[Symbol.asyncDispose]();
    },
  };
}

async function post(url: string, body: string, headers: Record<string, string>): Promise<void> {
  const response = await fetch(url, { method: "POST", body, headers });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The relay refused: ${response.status}`);
}

/** Returns a function that sends bursts through one relay and returns the latency of each message, in ms. */
export function meter(relay: Relay): (bursts: number, burstSize: number) => Promise<number[]> {
  const waiting = new Map<number, () => void>();
  relay.listen((id) => waiting.get(id)?.());
  let next = 0;
  return async (bursts, burstSize) => {
    const latencies: number[] = [];
    for (let burst = 0; burst < bursts; burst++) {
      const ids = Array.from({ length: burstSize }, () => next++);
      const sentAtMs = performance.now();
      const all = ids.map((id) =>
        new Promise<void>((resolve) =>
          waiting.set(id, () => {
            latencies.push(performance.now() - sentAtMs);
            waiting.delete(id);
            resolve();
          })
        )
      );
      await Promise.all([relay.send(ids), ...all]);
      // Until the receiver waits again.
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    return latencies;
  };
}

/** Of one relay, a value for each round. */
interface Figures {
  name: string;
  p50: number[];
  p99: number[];
}

export async function benchRelay(quick: boolean): Promise<void> {
  const relays = await Promise.all([
    product(),
    bareLongPoll("long_poll", "bare long-poll (memory)"),
    bareLongPoll("kv_watch", "bare kv.watch (KV on disk)"),
    bareWebSocket(),
    ...otherCheckouts().map((directory) => product(directory)),
  ]);
  const meters = relays.map((relay) => ({ relay, measure: meter(relay) }));
  const [rounds, singles, bursts] = quick ? [2, 20, 5] : [7, 300, 60];
  try {
    for (const { measure } of meters) await measure(quick ? 10 : 100, 1); // warm up
    for (
      const [what, count, size] of [["single messages", singles, 1], ["bursts of 10", bursts, 10]] as const
    ) {
      const figures = meters.map(({ relay }): Figures => ({ name: relay.name, p50: [], p99: [] }));
      for (let round = 0; round < rounds; round++) {
        for (const [index, { measure }] of meters.entries()) {
          const latencies = await measure(count, size);
          figures[index]!.p50.push(median(latencies));
          figures[index]!.p99.push(quantile(latencies, 0.99));
        }
      }
      const [own, bare, durable] = figures as [Figures, Figures, Figures];
      const ratio = (own: number[], other: number[]) => median(own.map((value, i) => value / other[i]!));
      printTable(
        `Relay, ${what}: ${rounds} rounds of ${count * size}, in turn; medians over the rounds`,
        ["", "p50", "p99", "p50 ×", "p99 ×"],
        figures.map(({ name, p50, p99 }) => [
          name,
          formatMs(median(p50)),
          formatMs(median(p99)),
          ratio(p50, bare.p50).toFixed(2),
          ratio(p99, bare.p99).toFixed(2),
        ]),
      );
      const [p50, p99] = [ratio(own.p50, durable.p50), ratio(own.p99, durable.p99)];
      print(
        `\np50 ${againstGoal(`${p50.toFixed(2)}×`, "at most 1.5× the bare relay on kv.watch", p50 <= 1.5)}`,
      );
      print(`p99 ${againstGoal(`${p99.toFixed(2)}×`, "at most 3× the bare relay on kv.watch", p99 <= 3)}`);
    }
  } finally {
    for (const relay of relays) await relay.close();
  }
}

if (import.meta.main) {
  await benchRelay(Deno.args.includes("--quick"));
  Deno.exit(0); // the receivers' last polls are of no interest
}
