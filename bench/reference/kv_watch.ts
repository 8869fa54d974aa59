/**
 * The plain reference with a database: a long-poll relay that keeps messages in Deno KV on disk and wakes by `kv.watch`. It
 * checks nothing and forgets nothing: what durable storage alone costs.
 */
const directory = await Deno.makeTempDir({ prefix: "vieraugen-bench-" });
const kv = await Deno.openKv(`${directory}/relay.sqlite3`);

async function read(box: string, after: number): Promise<{ cursor: number; messages: unknown[] }> {
  const messages: unknown[] = [];
  let cursor = after;
  for await (
    const { key, value } of kv.list({ prefix: ["message", box], start: ["message", box, after + 1] })
  ) {
    cursor = Number(key.at(-1));
    messages.push(value);
  }
  return { cursor, messages };
}

const server = Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  // deno-lint-ignore no-console -- tells the bench where it is
  onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
}, async (request) => {
  const url = new URL(request.url);
  const box = url.searchParams.get("box") ?? "";
  if (request.method === "POST") {
    const { messages } = await request.json() as { messages: { n: number }[] };
    const commit = kv.atomic();
    for (const message of messages) commit.set(["message", box, message.n], message);
    await commit.sum(["bump", box], 1n).commit();
    return Response.json({ cursor: 1 }, { status: 201 });
  }
  const after = Number(url.searchParams.get("after") ?? 0);
  const changes = kv.watch([["bump", box]]).getReader();
  const timer = setTimeout(() => changes.cancel(), 25_000);
  request.signal.addEventListener("abort", () => changes.cancel());
  let found = { cursor: after, messages: [] as unknown[] };
  while (found.messages.length === 0 && !(await changes.read()).done) found = await read(box, after);
  clearTimeout(timer);
  await changes.cancel();
  return Response.json(found);
});
await server.finished;
