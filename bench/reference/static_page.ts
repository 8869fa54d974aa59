/** The bare reference for pages: a body of about the join page's size, compressed beforehand, from memory. */
const body = crypto.getRandomValues(new Uint8Array(12_000));

const server = Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  // deno-lint-ignore no-console -- tells the bench where it is
  onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
}, () => new Response(body, { headers: { "content-type": "text/html", "content-encoding": "gzip" } }));
await server.finished;
