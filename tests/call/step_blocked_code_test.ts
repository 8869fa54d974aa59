import assert from "node:assert/strict";
import { call, seated } from "./scene.ts";

Deno.test("stepCall: a locked code is told until there is a new one", () => {
  const host = call("host");
  host.play(...seated, { kind: "codeBlocked", blockedCode: { status: "blocked" } });
  assert.deepEqual(host.state.notice, { kind: "codeBlocked" });
  assert.equal(
    host.play({ kind: "codeBlocked", blockedCode: { status: "replaced" } }).notice,
    undefined,
  );
});
