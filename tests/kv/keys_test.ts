import assert from "node:assert/strict";
import { setRoomLocked } from "../../kv/consultations.ts";
import { deploymentSecret } from "../../kv/deployment_secret.ts";
import { noteFailure } from "../../kv/journal.ts";
import { storeLedgerPortion } from "../../kv/ledgers.ts";
import { replaceLocator } from "../../kv/locators.ts";
import { appendMessages, confirmMessages } from "../../kv/mailboxes.ts";
import { createPasskeyChallenge } from "../../kv/passkey_challenges.ts";
import { addPasskey } from "../../kv/passkeys.ts";
import { rememberBrowser } from "../../kv/known_browsers.ts";
import { inviteMember } from "../../kv/member_invitations.ts";
import { createProof } from "../../kv/proofs.ts";
import { hashSecret } from "../../kv/hashes.ts";
import { createPractice } from "../../kv/practices.ts";
import { storePresence } from "../../kv/presence.ts";
import { startSession } from "../../kv/sessions.ts";
import { countTry } from "../../kv/tries.ts";
import { JOURNAL_LIMITS, LIMITS, MEMBER_LIMITS, ROOM_LIMITS } from "../../wire/limits.ts";
import { consultation, guest, host, RETENTION } from "./consultation_scene.ts";
import { NOW, PASSKEY, PERSON } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

/** The same store, noting the lifetime that each written key is given. */
function noting(kv: Deno.Kv, lifetimes: Map<string, number | undefined>): Deno.Kv {
  const note = (key: Deno.KvKey, options?: { expireIn?: number }) => {
    lifetimes.set(String(key[0]), options?.expireIn);
  };
  const atomic = () => {
    const operation = kv.atomic();
    const noted: Deno.AtomicOperation = new Proxy(operation, {
      get(object, name) {
        const value = Reflect.get(object, name, object);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          if (name === "set") note(args[0] as Deno.KvKey, args[2] as { expireIn?: number });
          const result = value.apply(object, args);
          return result === object ? noted : result;
        };
      },
    });
    return noted;
  };
  return new Proxy(kv, {
    get(object, name) {
      if (name === "atomic") return atomic;
      const value = Reflect.get(object, name, object);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (name === "set") note(args[0] as Deno.KvKey, args[2] as { expireIn?: number });
        return value.apply(object, args);
      };
    },
  });
}

testOnStores(
  "lifetimes: all keys of a consultation expire by themselves; only accounts are kept",
  async (kv) => {
    const lifetimes = new Map<string, number | undefined>();
    const noted = noting(kv, lifetimes);
    const { room, expiresAtMs, locator } = await consultation(noted);
    const [a, b] = [await guest(noted, room), await host(noted, room)];
    const messages = [{ to: b.seat.peerId, n: 1, body: "x" }];
    await appendMessages(noted, { token: a.token, messages, nowMs: NOW });
    const confirmed = await noted.get<number>(["confirmed", room, b.seat.peerId]);
    const { peerId } = b.seat;
    await confirmMessages(noted, { room, peerId, upTo: 1, confirmed, last: 1, expiresAtMs, nowMs: NOW });
    await storePresence(noted, [{ ...a.seat, seenAtMs: NOW }]);
    const part = { version: 1, sealed: "x" };
    await replaceLocator(noted, room, { locatorDigits: 5, part, retentionMs: RETENTION, nowMs: NOW });
    await setRoomLocked(noted, room, true, { retentionMs: RETENTION, nowMs: NOW });
    await countTry(noted, "x", "y", { tries: 1, windowMs: 1000 }, NOW);
    const created = await createPractice(noted, { ...PERSON, authKey: "k" });
    if ("member" in created) {
      const started = await startSession(noted, created.member, { device: "", nowMs: NOW });
      assert.ok("secret" in started);
      const sessionHash = hashSecret(started.secret);
      await addPasskey(noted, { ...PASSKEY, sessionHash, memberId: created.member.id, nowMs: NOW });
      await createProof(noted, { sessionHash, purpose: "account", nowMs: NOW });
      await rememberBrowser(noted, { secret: undefined, memberId: created.member.id, nowMs: NOW });
      const { practiceId } = created.member;
      const invitation = { practiceId, role: "assistant" as const, keyEpoch: 1, wrappedKey: "w" };
      await inviteMember(noted, { ...invitation, tokenHash: hashSecret("token"), nowMs: NOW });
    }
    await createPasskeyChallenge(noted, {}, NOW);
    await deploymentSecret(noted);
    for (let tries = 0; tries < 3; tries++) {
      await noteFailure(noted, { practiceId: "practice", memberId: "m", kind: "sign_in_failed", nowMs: NOW });
    }
    await storeLedgerPortion(noted, "practice", { id: "ledger", portion: 0, sealed: "x" });
    assert.ok(locator);
    const untilEnd = expiresAtMs - NOW;
    assert.deepEqual(Object.fromEntries(lifetimes), {
      consultation: untilEnd + RETENTION,
      practice_consultation: untilEnd + RETENTION,
      private_part: untilEnd,
      locator: untilEnd,
      seat: untilEnd,
      presence: ROOM_LIMITS.presenceMs,
      roster: untilEnd,
      mailbox: untilEnd,
      message: untilEnd,
      confirmed: untilEnd,
      tries: 1000,
      session: MEMBER_LIMITS.sessionMs,
      member_session: MEMBER_LIMITS.sessionMs,
      proof: MEMBER_LIMITS.proofMs,
      known_browser: MEMBER_LIMITS.knownBrowserMs,
      member_invitation: MEMBER_LIMITS.memberInvitationMs,
      practice_invitation: MEMBER_LIMITS.memberInvitationMs,
      passkey_challenge: MEMBER_LIMITS.passkeyChallengeMs,
      ledger: LIMITS.unusedLedgerMs,
      journal_entry: JOURNAL_LIMITS.keepMs,
      journal_failures: JOURNAL_LIMITS.failuresMs,
      journal_head: undefined,
      passkey: undefined,
      member_passkey: undefined,
      member_keyring: undefined,
      practice_member: undefined,
      set_up: undefined,
      practice: undefined,
      member: undefined,
      member_by_email: undefined,
      secret: undefined,
    });
  },
);
