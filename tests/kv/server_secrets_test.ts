import assert from "node:assert/strict";
import { deploymentSecret } from "../../kv/deployment_secret.ts";
import { isKnownBrowser, rememberBrowser } from "../../kv/known_browsers.ts";
import { findMemberByEmail } from "../../kv/members.ts";
import { replaceServerSecrets } from "../../kv/server_secrets.ts";
import { findSession } from "../../kv/sessions.ts";
import { consultation, guest } from "./consultation_scene.ts";
import { NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

testOnStores(
  "replaceServerSecrets: ends sign-ins and invitations of all, and keeps accounts and seats",
  async (kv) => {
    const { signIn, invite, join } = await practiceWith(kv, "a@x");
    const secrets = [await signIn(PERSON.email), await signIn("a@x")];
    await invite("assistant", "open");
    const browser = await rememberBrowser(kv, { secret: undefined, memberId: "a@x", nowMs: NOW });
    const { room } = await consultation(kv);
    const { seat } = await guest(kv, room);
    const before = await deploymentSecret(kv);
    assert.ok(await replaceServerSecrets(kv) >= 5);
    assert.notDeepEqual(await deploymentSecret(kv), before);
    for (const secret of secrets) {
      assert.equal(await findSession(kv, secret, { isUse: true, nowMs: NOW }), undefined);
    }
    assert.deepEqual(await join("open", "b@x"), { refusal: "member_invitation_unknown" });
    assert.equal(await isKnownBrowser(kv, browser, "a@x", NOW), false);
    assert.ok(await findMemberByEmail(kv, "a@x"));
    assert.notEqual((await kv.get(["seat", room, seat.peerId])).value, null);
    assert.ok(await findSession(kv, await signIn("a@x"), { isUse: true, nowMs: NOW }), "signs in again");
    assert.equal(await replaceServerSecrets(kv) > 0, true);
    assert.equal(await replaceServerSecrets(kv), 0);
  },
);
