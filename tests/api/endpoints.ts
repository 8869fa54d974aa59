import manifest from "../../fresh.gen.ts";
import { encodeBase64Url, encodeUtf8 } from "../../e2ee/bytes.ts";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import type { Endpoint, Endpoints } from "../../wire/endpoints.ts";
import type { ErrorCode } from "../../wire/errors.ts";
import type { ProofPurpose } from "../../wire/sign_in.ts";
import { LINK_PROOF, MEMBER_KEYS, RECOVERY_AUTH_KEY, type Seated, WRAPPED_KEY } from "./client.ts";

/** What a correct request is made of. */
export interface Scene {
  room: string;
  guest: Seated;
  host: Seated;
  cookie: string;
  /** Tokens of fresh proofs in the sign-in of the cookie. */
  proofs: Record<ProofPurpose, string>;
}

/** A kind of value in a body: one that is right, and whether another is. */
export interface Field {
  right(scene: Scene): unknown;
  isRight(value: unknown): boolean;
}

/** How an endpoint is asked. */
export interface EndpointCase {
  /** Who may: whoever has a seat, whoever is signed in, anybody. */
  for: "seat" | "member" | "anybody";
  /** Of members, only these. */
  role?: "practitioner";
  /** What it needs besides the sign-in: a fresh proof for this purpose, or the passphrase in its body. */
  proof?: ProofPurpose | "passphrase";
  /** Of members whose practice requires a passkey, also those who have none yet. */
  beforePasskey?: true;
  /** What its body has to have; absent if it reads none. */
  body?: Record<string, Field>;
  query?: Record<string, string>;
  /** What even a correct request may be answered with, in the scene of the tests. */
  also?: ErrorCode[];
}

const isText = (value: unknown): value is string => typeof value === "string";
const ID: Field = {
  right: () => randomSecret(128),
  isRight: (value) => isText(value) && /^[\w-]{21}[AQgw]$/.test(value),
};
const ROOM: Field = { ...ID, right: ({ room }) => room };
const KEY: Field = {
  right: () => hashSecret("key"),
  isRight: (value) => isText(value) && /^[\w-]{43}$/.test(value),
};
const PROOF: Field = {
  right: () => LINK_PROOF,
  isRight: (value) => value === undefined || KEY.isRight(value),
};
const OPTIONAL_HASH: Field = {
  ...KEY,
  isRight: (value) => value === undefined || KEY.isRight(value),
};
const NAME: Field = { right: () => "Berg", isRight: (value) => isText(value) && /[^\s\p{Cc}]/u.test(value) };
const EMAIL: Field = {
  right: () => `${randomSecret(128)}@x.example`,
  isRight: (value) => isText(value) && /@/.test(value),
};
const TOKEN: Field = { right: () => "not it", isRight: isText };
const BOOLEAN: Field = { right: () => true, isRight: (value) => typeof value === "boolean" };
const TIME: Field = {
  right: () => Date.now(),
  isRight: (value) => Number.isSafeInteger(value) && (value as number) > 1e12,
};
const VERSION: Field = {
  right: () => 1,
  isRight: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
};
const LOBBY: Field = {
  right: () => 30,
  isRight: (value) => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 24 * 60,
};
const SEALED: Field = { right: () => "AAAA", isRight: (value) => isText(value) && /^[\w-]+$/.test(value) };
const WRAPPED: Field = { right: () => WRAPPED_KEY, isRight: (value) => isText(value) && value.length === 80 };
const RECOVERY: Field = {
  right: () => ({ authKey: RECOVERY_AUTH_KEY, wrappedKey: WRAPPED_KEY }),
  isRight: () => false,
};
const PASSPHRASE: Field = {
  right: () => ({ kdfSalt: randomSecret(128), authKey: hashSecret("new"), wrappedKey: WRAPPED_KEY }),
  isRight: () => false,
};
const KEYS: Field = { right: () => MEMBER_KEYS, isRight: () => false };
const TOKEN_HASH: Field = { ...KEY, right: () => hashSecret(randomSecret(256)) };
const ROLE: Field = {
  right: () => "assistant",
  isRight: (value) => value === "assistant" || value === "practitioner",
};
const PURPOSE: Field = {
  right: () => "account",
  isRight: (value) => value === "practice" || value === "account",
};
const EPOCH: Field = {
  right: () => 2,
  isRight: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
};
const LEDGER: Field = {
  right: () => ({ id: randomSecret(128), portions: 1, tag: "0".repeat(64) }),
  isRight: () => false,
};
const PORTION: Field = {
  right: () => 0,
  isRight: (value) => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < 8,
};
const ROTATIONS: Field = { right: () => [], isRight: () => false };
/** Well-formed, and signed by nobody. */
const parts = (...names: string[]) =>
  Object.fromEntries([
    ...names.map((name) => [name, "AAAA"]),
    ["clientDataJSON", encodeBase64Url(encodeUtf8('{"challenge":"x","origin":"http://x.example"}'))],
  ]);
const CREDENTIAL: Field = {
  right: () => parts("id", "authenticatorData", "signature"),
  isRight: () => false,
};
const NEW_CREDENTIAL: Field = { right: () => parts("id", "attestationObject"), isRight: () => false };
const ROOMS: Field = {
  right: ({ room }) => [room],
  isRight: (value) => Array.isArray(value) && value.every(ID.isRight),
};
const MESSAGES: Field = {
  right: ({ host }) => [{ to: host.peerId, n: 1, body: "eA" }],
  isRight: () => false,
};

const NEW_MEMBER = {
  memberId: ID,
  memberName: NAME,
  email: EMAIL,
  kdfSalt: ID,
  authKey: KEY,
  wrappedKey: WRAPPED,
  recovery: RECOVERY,
  keys: KEYS,
};

/** A field for each property of a body. */
type Fields<Body> = { [Name in keyof Body]: Field };

type EndpointCases = {
  [E in Endpoint]:
    & EndpointCase
    & (Endpoints[E] extends { body: infer Body } ? { body: Fields<Body> } : { body?: never });
};

/** Each endpoint of `wire/endpoints.ts`; a test compares it with the files in `routes/api`. */
export const ENDPOINT_CASES: Record<string, EndpointCase> = {
  "GET /api/about": { for: "anybody" },
  "GET /api/check": { for: "anybody" },
  "GET /api/ice": { for: "seat" },
  "POST /api/join": {
    for: "anybody",
    body: { room: ROOM, proof: PROOF, peerId: ID },
    also: ["consultation_unknown"],
  },
  "GET /api/rooms/:room": { for: "anybody" },
  "POST /api/rooms/:room/host": { for: "member", role: "practitioner", body: { peerId: ID } },
  "POST /api/rooms/:room/lock": { for: "member", role: "practitioner", body: { locked: BOOLEAN } },
  "POST /api/rooms/:room/code": {
    for: "member",
    body: { version: VERSION, sealed: SEALED },
    also: ["version_conflict"],
  },
  "DELETE /api/rooms/:room/guests": { for: "member" },
  "PUT /api/rooms/:room/guests/:id": {
    for: "member",
    role: "practitioner",
    body: { proofHash: OPTIONAL_HASH },
    also: ["peer_unknown"],
  },
  "DELETE /api/rooms/:room/guests/:id": { for: "member", also: ["peer_unknown"] },
  "POST /api/rooms/:room/messages": { for: "seat", body: { messages: MESSAGES } },
  "GET /api/rooms/:room/messages": { for: "seat", query: { after: "0", waitMs: "0" } },
  "DELETE /api/rooms/:room/seat": { for: "seat" },
  "POST /api/practice/setup": {
    for: "anybody",
    body: {
      token: TOKEN,
      practiceName: NAME,
      ...NEW_MEMBER,
    },
    also: ["setup_closed"],
  },
  "POST /api/practice/join/open": {
    for: "anybody",
    body: { token: KEY, claim: KEY },
    also: ["member_invitation_unknown"],
  },
  "POST /api/practice/join/key": {
    for: "anybody",
    body: { token: KEY, claim: KEY },
    also: ["member_invitation_unknown"],
  },
  "POST /api/practice/join": {
    for: "anybody",
    body: { token: KEY, claim: KEY, ...NEW_MEMBER },
    also: ["member_invitation_unknown"],
  },
  "GET /api/practice/members": { for: "member" },
  "PUT /api/practice/member-entry": {
    for: "member",
    body: { publicKey: SEALED, keyEpoch: { ...EPOCH, right: () => 1 } },
    also: ["members_changed"],
  },
  "POST /api/practice/members/:id/removal": {
    for: "member",
    role: "practitioner",
    proof: "practice",
    body: { keyEpoch: EPOCH, members: ROTATIONS, ledger: LEDGER },
    also: ["member_unknown", "members_changed"],
  },
  "POST /api/practice/key": {
    for: "member",
    role: "practitioner",
    proof: "practice",
    body: { keyEpoch: EPOCH, members: ROTATIONS, ledger: LEDGER },
    also: ["members_changed"],
  },
  "POST /api/practice/member-invitations": {
    for: "member",
    role: "practitioner",
    proof: "practice",
    body: { tokenHash: TOKEN_HASH, wrappedKey: WRAPPED, role: ROLE, keyEpoch: { ...EPOCH, right: () => 1 } },
    also: ["members_changed"],
  },
  "DELETE /api/practice/member-invitations/:id": {
    for: "member",
    role: "practitioner",
    also: ["member_invitation_unknown"],
  },
  "GET /api/practice/sessions": { for: "member", beforePasskey: true },
  "DELETE /api/practice/sessions": { for: "member", beforePasskey: true },
  "DELETE /api/practice/members/:id/sessions": {
    for: "member",
    role: "practitioner",
    proof: "practice",
    also: ["member_unknown"],
  },
  "DELETE /api/practice/sessions/:id": { for: "member", also: ["session_unknown"] },
  "GET /api/practice/journal": { for: "member", query: { after: "0", serverAfter: "0" } },
  "POST /api/practice/journal": {
    for: "member",
    body: { n: VERSION, former: { right: () => "", isRight: (value) => value === "" }, content: SEALED },
    also: ["version_conflict"],
  },
  "GET /api/practice/ledger": { for: "member" },
  "PUT /api/practice/ledger": {
    for: "member",
    role: "practitioner",
    body: { id: ID, portion: PORTION, sealed: SEALED },
  },
  "GET /api/practice/settings": { for: "member" },
  "PUT /api/practice/settings": {
    for: "member",
    role: "practitioner",
    proof: "practice",
    body: { version: VERSION, name: NAME, lobbyMinutes: LOBBY, sealed: SEALED },
    also: ["version_conflict"],
  },
  "GET /api/practice/passkeys": { for: "member", beforePasskey: true },
  "POST /api/practice/passkeys": {
    for: "member",
    beforePasskey: true,
    proof: "account",
    body: { credential: NEW_CREDENTIAL, external: BOOLEAN },
    also: ["passkey_expired"],
  },
  "POST /api/practice/passkeys/options": { for: "member", proof: "account", beforePasskey: true },
  "DELETE /api/practice/passkeys/:id": { for: "member", proof: "account", also: ["passkey_unknown"] },
  "POST /api/practice/proof": {
    for: "member",
    beforePasskey: true,
    body: { purpose: PURPOSE, authKey: KEY },
    also: ["passphrase_wrong"],
  },
  "POST /api/practice/proof/options": { for: "member", beforePasskey: true, body: { purpose: PURPOSE } },
  "POST /api/practice/passkey-sign-in/options": { for: "anybody" },
  "POST /api/practice/passkey-sign-in": {
    for: "anybody",
    body: { credential: CREDENTIAL },
    also: ["passkey_expired"],
  },
  "POST /api/practice/sign-in-salt": { for: "anybody", body: { email: EMAIL } },
  "POST /api/practice/sign-in": {
    for: "anybody",
    body: { email: EMAIL, authKey: KEY },
    also: ["sign_in_wrong"],
  },
  "PUT /api/practice/session": { for: "member", beforePasskey: true },
  "DELETE /api/practice/session": { for: "member", beforePasskey: true },
  "GET /api/practice/consultations": { for: "member" },
  "POST /api/practice/consultations": { for: "member", body: { startsAtMs: TIME } },
  "GET /api/practice/consultations/:room": { for: "member" },
  "DELETE /api/practice/consultations/:room": { for: "member" },
  "PUT /api/practice/consultations/:room/private": {
    for: "member",
    body: { version: VERSION, sealed: SEALED },
    also: ["version_conflict"],
  },
  "PUT /api/practice/consultations/:room/start": {
    for: "member",
    body: { startsAtMs: TIME, version: VERSION, sealed: SEALED },
    also: ["version_conflict", "consultation_running"],
  },
  "POST /api/practice/consultations/:room/restore": { for: "member" },
  "POST /api/practice/private-parts": { for: "member", body: { rooms: ROOMS } },
  "POST /api/practice/unlock": {
    for: "member",
    proof: "passphrase",
    body: { authKey: KEY },
    also: ["passphrase_wrong"],
  },
  "PUT /api/practice/passphrase": {
    for: "member",
    proof: "passphrase",
    body: { authKey: KEY, passphrase: PASSPHRASE },
    also: ["passphrase_wrong"],
  },
  "PUT /api/practice/recovery-key": {
    for: "member",
    proof: "account",
    body: { recovery: RECOVERY },
  },
  "POST /api/practice/recovery/open": {
    for: "anybody",
    body: { email: EMAIL, authKey: KEY },
    also: ["recovery_wrong"],
  },
  "POST /api/practice/recovery": {
    for: "anybody",
    body: { email: EMAIL, authKey: KEY, passphrase: PASSPHRASE, recovery: RECOVERY },
    also: ["recovery_wrong"],
  },
} satisfies EndpointCases;

/** Each handler in `routes/api`: its file, its path, and both with its method. */
export function endpointsOfFiles(): { file: string; path: string; endpoint: string }[] {
  return manifest.routes.filter(({ path }) => path.startsWith("api/") && !/_middleware$|\[\.\.\./.test(path))
    .flatMap(({ path: name, module }) => {
      const path = "/" + name.replace(/\/index$/, "").replace(/\[(\w+)\]/g, ":$1");
      const { handler } = module as { handler: object };
      return Object.keys(handler).map((method) => ({
        file: `routes/${name}.ts`,
        path,
        endpoint: `${method} ${path}`,
      }));
    });
}
