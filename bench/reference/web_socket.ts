/** The other bare reference: a WebSocket relay in memory. */
const sockets = new Map<string, WebSocket>();

const server = Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  // deno-lint-ignore no-console -- tells the bench where it is
  onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
}, (request) => {
  const { socket, response } = Deno.upgradeWebSocket(request);
  const url = new URL(request.url);
  const to = url.searchParams.get("to") ?? "";
  sockets.set(url.searchParams.get("me") ?? "", socket);
  socket.onmessage = ({ data }) => sockets.get(to)?.send(data);
  return response;
});
await server.finished;
