import assert from "node:assert/strict";
import { ApiClient } from "../api/client.ts";
import { startServer } from "../support/running_server.ts";

Deno.test("deno task dev: serves like the built server, with held polls and a clean stop", async () => {
  await using server = await startServer({}, { args: ["run", "-A", "dev.ts"] });
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  const { room } = await api.create(cookie);
  const [guest, host] = [await api.guest(room), await api.host(room, cookie)];
  const { body: { peersTag } } = await api.poll(guest, 0);
  const held = api.poll(guest, 0, 20_000, undefined, peersTag);
  assert.equal((await api.send(host, guest, 1)).status, 201);
  const { body: { messages } } = await held;
  assert.deepEqual(messages.map(({ body }) => body), ["eA"]);
  const { code } = await server.stop();
  assert.equal(code, 0);
});
