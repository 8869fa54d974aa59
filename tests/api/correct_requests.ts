import assert from "node:assert/strict";
import { randomSecret } from "../../kv/hashes.ts";
import type { RunningServer } from "../support/running_server.ts";
import type { ApiClient, Seated } from "./client.ts";
import { ENDPOINT_CASES, type Scene } from "./endpoints.ts";
import type { About, Sent } from "./spoilers.ts";

/** A practice with a guest and a host in a room, their proofs, and a guest of another room. */
export async function apiScene(
  server: RunningServer,
  api: ApiClient,
): Promise<{ scene: Scene; stranger: Seated }> {
  const cookie = await api.setUp();
  const [{ room }, other] = [await api.create(cookie), await api.create(cookie)];
  const [guest, host, stranger] = [
    await api.guest(room),
    await api.host(room, cookie),
    await api.guest(other.room),
  ];
  assert.equal((await api.send(guest, host, 1)).status, 201);
  assert.ok(server.log.length > 0);
  const proofs = {
    practice: await api.prove(cookie, "practice"),
    account: await api.prove(cookie, "account"),
  };
  return { scene: { room, guest, host, cookie, proofs }, stranger };
}

/** What is known of an endpoint in a scene, with the fields of a correct body. */
export function aboutOf(endpoint: string, { scene, stranger }: { scene: Scene; stranger: Seated }): About {
  const place = ENDPOINT_CASES[endpoint]!;
  const path = endpoint.split(" ")[1]!;
  const methods = Object.keys(ENDPOINT_CASES).map((other) => other.split(" ")).filter(([, other]) =>
    other === path
  )
    .map(([method]) => method!);
  const fields = Object.entries(place.body ?? {}).map(([name, field]) => [name, field.right(scene)]);
  return { place, methods, scene, stranger, body: Object.fromEntries(fields) };
}

/** A request that the endpoint grants, or refuses by one of its `also`. */
export function correctRequest(endpoint: string, { place, scene, body }: About): Sent {
  const [method = "", pattern = ""] = endpoint.split(" ");
  const query = place.query ? `?${new URLSearchParams(place.query)}` : "";
  return {
    method,
    path: pattern.replace(":room", scene.room).replace(":id", randomSecret(128)) + query,
    headers: {
      ...(place.body ? { "content-type": "application/json" } : {}),
      ...(place.for === "seat" ? { authorization: `Bearer ${scene.guest.token}` } : {}),
      ...(place.for === "member" ? { cookie: scene.cookie } : {}),
      ...(place.proof === "practice" || place.proof === "account"
        ? { authorization: `Bearer ${scene.proofs[place.proof]}` }
        : {}),
    },
    ...(place.body ? { raw: JSON.stringify(body) } : {}),
  };
}
