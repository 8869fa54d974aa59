import assert from "node:assert/strict";
import { createConsultation } from "../../kv/consultations.ts";
import { takeGuestSeat } from "../../kv/guest_seats.ts";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { takeHostSeat } from "../../kv/host_seats.ts";
import { type Member, practiceKey } from "../../kv/keys.ts";
import { inviteMember, joinPractice, takeInvitationKey } from "../../kv/member_invitations.ts";
import { findMemberByEmail } from "../../kv/members.ts";
import { createProof } from "../../kv/proofs.ts";
import { startSession } from "../../kv/sessions.ts";
import { ERROR_STATUS } from "../../wire/errors.ts";
import type { MemberRole } from "../../wire/members.ts";
import type { ProofPurpose } from "../../wire/sign_in.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import { startServer } from "../support/running_server.ts";
import { ApiClient, AUTH_KEY, MEMBER_KEYS, RECOVERY_AUTH_KEY, SALT, WRAPPED_KEY } from "./client.ts";
import { ENDPOINT_CASES, type Scene } from "./endpoints.ts";

const NO_PROOFS = { practice: "", account: "" };

const WHO = ["signed out", "assistant", "practitioner", "foreign practitioner"] as const;
type Who = typeof WHO[number];

Deno.test("roles: every endpoint, asked by everybody", async (suite) => {
  await using server = await startServer();
  const api = new ApiClient(server);
  await api.setUp();
  const kv = await Deno.openKv(server.kvFile);
  try {
    const first = (await findMemberByEmail(kv, "ada@praxis.example"))!;
    const { practiceId } = first;
    /** Another practice on the same server; the API makes one only. */
    const foreignId = randomSecret(128);
    await kv.set(practiceKey(foreignId), { id: foreignId, name: "Fremd", keyEpoch: 1, createdAtMs: 0 });
    const join = async (of: string, role: MemberRole, email: string): Promise<Member> => {
      const [token, nowMs] = [randomSecret(256), Date.now()];
      const claim = randomSecret(256);
      const invitation = { practiceId: of, tokenHash: hashSecret(token), wrappedKey: WRAPPED_KEY };
      await inviteMember(kv, { ...invitation, role, keyEpoch: 1, nowMs });
      await takeInvitationKey(kv, { token, claim, nowMs });
      const joined = await joinPractice(kv, {
        token,
        claim,
        memberId: randomSecret(128),
        memberName: role,
        email,
        kdfSalt: SALT,
        authKey: AUTH_KEY,
        wrappedKey: WRAPPED_KEY,
        recovery: { authKey: RECOVERY_AUTH_KEY, wrappedKey: WRAPPED_KEY },
        keys: MEMBER_KEYS,
        nowMs,
      });
      assert.ok("member" in joined, JSON.stringify(joined));
      return joined.member;
    };
    const members: Record<Exclude<Who, "signed out">, Member> = {
      "assistant": await join(practiceId, "assistant", "bea@praxis.example"),
      "practitioner": await join(practiceId, "practitioner", "carl@praxis.example"),
      "foreign practitioner": await join(foreignId, "practitioner", "dora@fremd.example"),
    };
    /** A fresh sign-in: some endpoints end it. */
    const cookieFor = async (who: Who): Promise<string | undefined> => {
      if (who === "signed out") return undefined;
      const member = (await findMemberByEmail(kv, members[who].email))!; // as it is by now
      const started = await startSession(kv, member, { device: "", nowMs: Date.now() });
      assert.ok("secret" in started);
      return `vieraugen=${started.secret}`;
    };
    const proofOf = (cookie: string, purpose: ProofPurpose, nowMs = Date.now()) =>
      createProof(kv, { sessionHash: hashSecret(cookie.split("=")[1]!), purpose, nowMs });
    /** None; one that is made up, of another sign-in, for another purpose, or over. */
    const wrongProofs = async (cookie: string, other: string, purpose: ProofPurpose) => [
      undefined,
      randomSecret(256),
      await proofOf(other, purpose),
      await proofOf(cookie, purpose === "practice" ? "account" : "practice"),
      await proofOf(cookie, purpose, Date.now() - MEMBER_LIMITS.proofMs),
    ];
    /** A fresh consultation with a guest and a host: some endpoints end it. */
    const sceneFor = async (): Promise<Scene> => {
      const room = randomSecret(128);
      const nowMs = Date.now();
      const times = { startsAtMs: nowMs, lobbyMs: 60_000, retentionMs: 60_000, nowMs };
      await createConsultation(kv, { room, practiceId, createdBy: first.id, locatorDigits: 5, ...times });
      const seat = async (take: typeof takeGuestSeat | typeof takeHostSeat) => {
        const taken = await take(kv, {
          room,
          peerId: randomSecret(128),
          memberId: first.id,
          origin: { address: "", network: "" },
          retentionMs: 60_000,
          nowMs,
        });
        assert.ok("token" in taken);
        return { room, peerId: taken.seat.peerId, token: taken.token };
      };
      return {
        room,
        guest: await seat(takeGuestSeat),
        host: await seat(takeHostSeat),
        cookie: "",
        proofs: NO_PROOFS,
      };
    };
    /** Somebody to be removed, or an invitation to be withdrawn. */
    const idFor = async (endpoint: string): Promise<string> => {
      if (endpoint.includes("/members/")) return first.id;
      const tokenHash = hashSecret(randomSecret(256));
      const made = await inviteMember(kv, {
        practiceId,
        tokenHash,
        wrappedKey: WRAPPED_KEY,
        role: "assistant",
        keyEpoch: 1,
        nowMs: Date.now(),
      });
      assert.ok("id" in made);
      return made.id;
    };

    for (const [endpoint, place] of Object.entries(ENDPOINT_CASES)) {
      await suite.step(endpoint, async () => {
        for (const who of WHO) {
          const scene = await sceneFor();
          const [method, pattern] = endpoint.split(" ") as [string, string];
          const path = pattern.replace(":room", scene.room).replace(":id", await idFor(endpoint));
          const [cookie, other] = [await cookieFor(who), await cookieFor(who)];
          const query = place.query ? `?${new URLSearchParams(place.query)}` : "";
          const ask = (token?: string) =>
            api.call(method, path + query, {
              ...(cookie ? { cookie } : {}),
              ...(token === undefined ? {} : { token }),
              ...(place.body
                ? {
                  body: Object.fromEntries(
                    Object.entries(place.body).map(([name, field]) => [name, field.right(scene)]),
                  ),
                }
                : {}),
            });
          const refusal = refusalOf(endpoint, place, who);
          const { proof } = place;
          let token: string | undefined;
          if (cookie && other && refusal !== "forbidden" && proof !== undefined && proof !== "passphrase") {
            for (const wrong of await wrongProofs(cookie, other, proof)) {
              const { status, body } = await ask(wrong);
              assert.deepEqual([status, body.error], [403, "proof_needed"], `${endpoint} by ${who}`);
            }
            token = await proofOf(cookie, proof);
          }
          const { status, body } = await ask(token);
          const told = `${endpoint} by ${who}: ${status} ${body.error ?? ""}`;
          if (refusal) {
            assert.deepEqual([status, body.error], [ERROR_STATUS[refusal], refusal], told);
          } else if (body.error) {
            // Allowed to ask: what comes is about what was asked for, never about who asks.
            assert.ok(place.also?.includes(body.error), told);
          } else {
            assert.ok(status < 400, told);
            if (who === "foreign practitioner" && place.for === "member") {
              const shown = JSON.stringify(body);
              for (const own of [scene.room, first.id, first.email, practiceId]) {
                assert.ok(!shown.includes(own), `${told} shows ${own}`);
              }
            }
          }
        }
      });
    }
  } finally {
    kv.close();
  }
});

/** With what somebody is refused, whatever they ask for; undefined for who may ask. */
function refusalOf(endpoint: string, place: typeof ENDPOINT_CASES[string], who: Who) {
  // The cookie of a practice is no seat.
  if (place.for === "seat") return "seat_unknown";
  if (place.for === "anybody") return undefined;
  if (who === "signed out") return "signed_out";
  if (who === "assistant" && place.role === "practitioner") return "forbidden";
  if (who !== "foreign practitioner") return undefined;
  if (endpoint.includes(":room")) return "consultation_unknown";
  if (endpoint.includes("/members/:id")) return "member_unknown";
  if (endpoint.includes("/member-invitations/:id")) return "member_invitation_unknown";
  if (endpoint.includes("/sessions/:id")) return "session_unknown";
  if (endpoint.includes("/passkeys/:id")) return "passkey_unknown";
  return undefined;
}
