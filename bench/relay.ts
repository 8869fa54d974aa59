/**
 * How long a message takes from POST to the other's poll answer: the product (KV on disk) against bare relays in memory, and
 * against one that keeps messages in the same kind of database and does nothing else.
 */
import { otherCheckouts, startProduct, startReference } from "./servers.ts";
import type { PollAnswer } from "../wire/rooms.ts";
import { againstGoal, formatMs, median, print, printTable, quantile } from "./table.ts";

/** One way to send, with a receiver that is always listening. */
interface Relay {
  name: string;
  /** Sends numbered messages at once, as the product's client does: in one request. */
  send(ids: readonly number[]): Promise<unknown>;
  /** Called by the bench: hand over each received number. */
  listen(received: (id: number) => void): void;
  close(): Promise<void>;
}

/** @param directory Another checkout with its build; this one by default. */
async function product(directory?: string): Promise<Relay> {
  const { server, guest, host } = await startProduct(directory);
  const path = `${server.origin}/api/rooms/${host.room}/messages`;
  const headers = (token: string) => ({
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
  });
  let closed = false;
  let n = 0;
  return {
    name: directory ?? "Vieraugen (KV on disk)",
    send(ids) {
      const messages = ids.map((id) => ({ to: host.peerId, n: ++n, body: `id${id}` }));
      return post(path, JSON.stringify({ messages }), headers(guest.token));
    },
    async listen(received) {
      for (let cursor = 0; !closed;) {
        const response = await fetch(`${path}?after=${cursor}&waitMs=25000`, {
          headers: headers(host.token),
        }).catch((error) => {
          if (!closed) throw error; // the server was ended under the last poll
        });
        if (!response) return;
        const answer = await response.json() as PollAnswer;
        ({ cursor } = answer);
        for (const { body } of answer.messages) received(Number(body.slice(2)));
      }
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

/** Measures one relay: latencies of `rounds` bursts. */
function meter(relay: Relay): (bursts: number, burstSize: number) => Promise<number[]> {
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
      // The receiver shall be waiting again.
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    return latencies;
  };
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
      const figures = meters.map(({ relay }) => ({
        name: relay.name,
        p50: [] as number[],
        p99: [] as number[],
      }));
      for (let round = 0; round < rounds; round++) {
        for (const [index, { measure }] of meters.entries()) {
          const latencies = await measure(count, size);
          figures[index]!.p50.push(median(latencies));
          figures[index]!.p99.push(quantile(latencies, 0.99));
        }
      }
      const bare = figures[1]!;
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
      const own = figures[0]!;
      const [p50, p99] = [ratio(own.p50, bare.p50), ratio(own.p99, bare.p99)];
      print(`\np50 ${againstGoal(`${p50.toFixed(2)}×`, "at most 2× the bare long-poll", p50 <= 2)}`);
      const durable = figures[2]!;
      print(`p50 ${ratio(own.p50, durable.p50).toFixed(2)}× the bare relay on kv.watch`);
      print(`p99 ${againstGoal(`${p99.toFixed(2)}×`, "at most 3× the bare long-poll", p99 <= 3)}`);
    }
  } finally {
    for (const relay of relays) await relay.close();
  }
}

if (import.meta.main) {
  await benchRelay(Deno.args.includes("--quick"));
  Deno.exit(0); // the receivers' last polls are of no interest
}
