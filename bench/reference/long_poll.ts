/**
 * The bare reference: a long-poll relay that keeps everything in memory, checks nothing and forgets everything. It is what
 * the product's relay is measured against.
 */
interface Box {
  messages: unknown[];
  wake: ((messages: unknown[]) => void) | undefined;
}

const boxes = new Map<string, Box>();

function boxOf(name: string): Box {
  const box = boxes.get(name) ?? { messages: [], wake: undefined };
  boxes.set(name, box);
  return box;
}

const server = Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  // deno-lint-ignore no-console -- tells the bench where it is
  onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
}, async (request) => {
  const url = new URL(request.url);
  const box = boxOf(url.searchParams.get("box") ?? "");
  if (request.method === "POST") {
    const { messages } = await request.json() as { messages: unknown[] };
    const { wake } = box;
    if (wake) {
      box.wake = undefined;
      wake(messages);
    } else box.messages.push(...messages);
    return Response.json({ cursor: 1 }, { status: 201 });
  }
  if (box.messages.length > 0) return Response.json({ messages: box.messages.splice(0) });
  const messages = await new Promise<unknown[]>((resolve) => {
    const timer = setTimeout(() => resolve([]), 25_000);
    box.wake = (found) => {
      clearTimeout(timer);
      resolve(found);
    };
  });
  return Response.json({ messages });
});
await server.finished;
