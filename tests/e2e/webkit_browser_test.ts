import assert from "node:assert/strict";
import { ApiClient } from "../api/client.ts";
import { startServer } from "../support/running_server.ts";
import { startWebKit } from "../support/webkit.ts";

Deno.test("WebKitGTK, which has no WebRTC: the room says what to do, with the whole link; the join page warns; the check ends", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const { room } = await api.create(await api.setUp());
  await using webkit = await startWebKit();
  const link = `${server.origin}/r/${room}#AAAAAAAAAAAAAAAAAAAAAA.T3R0aWxpZSBLcsOkbWVy`;
  await webkit.open(link);
  assert.equal(await webkit.until("return typeof RTCPeerConnection"), "undefined");
  await webkit.until(
    `return document.querySelector("main[data-phase=failed] [data-error=unsupported]") !== null`,
  );
  assert.equal(await webkit.until(`return document.querySelector("#own-link").value`), link);
  assert.equal(await webkit.until("return location.href"), link);
  await webkit.open(server.origin);
  await webkit.until(
    `return document.querySelector("#warning[data-error=unsupported]:not([hidden])") !== null`,
  );
  await webkit.open(`${server.origin}/check`);
  await webkit.until(`return "started" in document.documentElement.dataset`);
  await webkit.until(`document.querySelector("main button").click(); return true`);
  await webkit.until(`return document.querySelector("[data-verdict=not_ready]") !== null`);
});
