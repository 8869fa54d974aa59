import assert from "node:assert/strict";
import { session } from "../../../server/middlewares/session.ts";
import type { Store } from "../../../server/store.ts";
import { appOf } from "../../support/app.ts";
import { openStore } from "../../kv/stores.ts";

Deno.test("session: reads the cookie only where the route's policy needs the sign-in", async () => {
  let lookUps = 0;
  const store = {
    open: () => {
      lookUps++;
      return openStore().then((kv) => (opened.push(kv), kv));
    },
  } as unknown as Store;
  const opened: Deno.Kv[] = [];
  const answer = () => new Response();
  const read = [
    "/practice",
    "/practice/settings",
    "/r/:room",
    "/api/practice/session",
    "/api/rooms/:room/host",
  ];
  const ignored = ["/", "/practice/setup", "/api/practice/sign-in", "/api/rooms/:room/messages", "/api/join"];
  const routes = Object.fromEntries([...read, ...ignored].map((route) => [route, answer]));
  const ask = appOf([session], routes, { state: { store } });
  const headers = { cookie: "vieraugen=AAAA" };
  for (
    const [route, expected] of [...read.map((route) => [route, 1]), ...ignored.map((route) => [route, 0])]
  ) {
    lookUps = 0;
    await ask(String(route).replace(":room", "AAAAAAAAAAAAAAAAAAAAAA"), { headers });
    assert.equal(lookUps, expected, String(route));
  }
  for (const kv of opened) kv.close();
});
