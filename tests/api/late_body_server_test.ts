import assert from "node:assert/strict";
import { startServer } from "../support/running_server.ts";
import { ApiClient, AUTH_KEY, cookieOf } from "./client.ts";
import { ENDPOINT_CASES } from "./endpoints.ts";

/** How long a request has to be looked at before its body goes on; too short a time proves less, and fails nothing. */
const LOOKED_AT_MS = 500;

Deno.test("a sign-in that ends while a request's body is coming: none of them does anything any more", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const owner = await api.setUp();
  const { room } = await api.create(owner);
  const [guest, host] = [await api.guest(room), await api.host(room, owner)];
  const signedIn = await api.call("POST", "/api/practice/sign-in", {
    body: { email: "ada@praxis.example", authKey: AUTH_KEY },
  });
  const other = cookieOf(signedIn.headers);
  const proofs = { practice: await api.prove(other, "practice"), account: await api.prove(other, "account") };
  const scene = { room, guest, host, cookie: other, proofs };

  const bodyArrives = Promise.withResolvers<void>();
  const asked = Object.entries(ENDPOINT_CASES).filter(([, place]) => place.for === "member" && place.body)
    .map(
      ([endpoint, place]) => {
        const [method, pattern] = endpoint.split(" ") as [string, string];
        const path = pattern.replace(":room", room).replace(":id", host.peerId);
        const fields = Object.entries(place.body!).map(([name, field]) => [name, field.right(scene)]);
        const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(fields)));
        const raw = ReadableStream.from((async function* () {
          yield bytes.subarray(0, 1);
          await bodyArrives.promise;
          yield bytes.subarray(1);
        })());
        const { proof } = place;
        const token = proof === undefined || proof === "passphrase" ? {} : { token: proofs[proof] };
        return { endpoint, answer: api.call(method, path, { cookie: other, raw, ...token }) };
      },
    );
  assert.ok(asked.length > 10, `${asked.length}`);
  await new Promise((resolve) => setTimeout(resolve, LOOKED_AT_MS));
  assert.equal((await api.call("DELETE", "/api/practice/sessions", { cookie: owner })).status, 204);
  bodyArrives.resolve();
  const answers = await Promise.all(asked.map(async ({ endpoint, answer }) => {
    const { status, body } = await answer;
    return [endpoint, status, body.error];
  }));
  assert.deepEqual(answers, asked.map(({ endpoint }) => [endpoint, 401, "signed_out"]));
  // And whoever has ended them is still there.
  const { status, body } = await api.call<{ consultations: unknown[] }>(
    "GET",
    "/api/practice/consultations",
    {
      cookie: owner,
    },
  );
  assert.deepEqual([status, body.consultations.length], [200, 1]);
});
