import { type RunningServer, startServer } from "../support/running_server.ts";
import { ApiClient, type Seated } from "./client.ts";

/** A server with a practice, a consultation, a guest and a host. */
interface RoomScene {
  server: RunningServer;
  api: ApiClient;
  cookie: string;
  room: string;
  locator: string;
  guest: Seated;
  host: Seated;
}

/** Works on a `RoomScene` of its own. */
export async function withRoom(
  work: (scene: RoomScene) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  await using server = await startServer(env);
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  const { room, locator = "" } = await api.create(cookie);
  const [guest, host] = [await api.guest(room), await api.host(room, cookie)];
  await work({ server, api, cookie, room, locator, guest, host });
}

/** A test on a `RoomScene` of its own. */
export function testWithRoom(
  name: string,
  work: (scene: RoomScene) => Promise<void>,
  env: Record<string, string> = {},
): void {
  Deno.test(name, () => withRoom(work, env));
}
