import assert from "node:assert/strict";
import { testWithRoom } from "./room_scene.ts";

testWithRoom("ids in a path: a malformed one is unknown, at any length", async ({ api, cookie }) => {
  const [practice, account] = [await api.prove(cookie, "practice"), await api.prove(cookie, "account")];
  for (
    const [method, before, after, code, token, body] of [
      ["DELETE", "sessions", "", "session_unknown", ""],
      ["DELETE", "passkeys", "", "passkey_unknown", account],
      ["DELETE", "member-invitations", "", "member_invitation_unknown", ""],
      ["POST", "members", "/removal", "member_unknown", practice, { keyEpoch: 2, members: [] }],
    ] as const
  ) {
    for (const id of ["x", "A".repeat(5_000), "%00"]) {
      const answer = await api.call(method, `/api/practice/${before}/${id}${after}`, { cookie, body, token });
      assert.deepEqual([answer.status, answer.body.error], [404, code], id.slice(0, 20));
    }
  }
});
