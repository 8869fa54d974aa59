import { request, type RequestOptions } from "../wire/client.ts";
import { parseConsultationList } from "../wire/consultation_list.ts";
import type { BodyEndpoint, BodyOf } from "../wire/endpoints.ts";
import type { JournalQuery } from "../wire/journal.ts";
import { LIMITS } from "../wire/limits.ts";
import type { MoveRequest, PrivatePartRequest, ReplaceCodeRequest } from "../wire/consultations.ts";
import type { RotationRequest } from "../wire/members.ts";

/** A function for an endpoint that takes nothing but a body. */
const send = <E extends BodyEndpoint>(endpoint: E) => (body: BodyOf<E>) =>
  request(endpoint, { body } as RequestOptions<BodyEndpoint> as RequestOptions<E>);

/** What shows the server that the member is there: the token of a fresh proof (`account/proofs.ts`). */
type Proof = { token: string };

/** A function for an endpoint that takes a body and a fresh proof. */
const prove = <E extends BodyEndpoint>(endpoint: E) => (body: BodyOf<E>, { token }: Proof) =>
  request(endpoint, { body, token } as RequestOptions<BodyEndpoint> as RequestOptions<E>);

/** The practice's endpoints as functions; each throws what `request` throws. */
export const practiceApi = {
  setUp: send("POST /api/practice/setup"),

  signInSalt: (email: string) => request("POST /api/practice/sign-in-salt", { body: { email } }),
  signIn: send("POST /api/practice/sign-in"),
  unlock: (authKey: string) => request("POST /api/practice/unlock", { body: { authKey } }),
  changePassphrase: send("PUT /api/practice/passphrase"),
  stayActive: () => request("PUT /api/practice/session", {}),
  signOut: () => request("DELETE /api/practice/session", {}),
  listSessions: () => request("GET /api/practice/sessions", {}),
  endSession: (id: string) => request("DELETE /api/practice/sessions/:id", { params: { id } }),
  endOtherSessions: () => request("DELETE /api/practice/sessions", {}),

  prove: send("POST /api/practice/proof"),
  proofOptions: send("POST /api/practice/proof/options"),

  replaceRecoveryKey: prove("PUT /api/practice/recovery-key"),
  openRecovery: send("POST /api/practice/recovery/open"),
  recover: send("POST /api/practice/recovery"),

  passkeySignInOptions: () => request("POST /api/practice/passkey-sign-in/options", {}),
  signInWithPasskey: send("POST /api/practice/passkey-sign-in"),
  listPasskeys: () => request("GET /api/practice/passkeys", {}),
  passkeyOptions: (proof: Proof) => request("POST /api/practice/passkeys/options", { token: proof.token }),
  addPasskey: prove("POST /api/practice/passkeys"),
  removePasskey: (id: string, { token }: Proof) =>
    request("DELETE /api/practice/passkeys/:id", { params: { id }, token }),

  listMembers: () => request("GET /api/practice/members", {}),
  replaceMemberEntry: send("PUT /api/practice/member-entry"),
  removeMember: (id: string, body: RotationRequest, { token }: Proof) =>
    request("POST /api/practice/members/:id/removal", { params: { id }, body, token }),
  renewPracticeKey: prove("POST /api/practice/key"),
  endMemberSessions: (id: string, { token }: Proof) =>
    request("DELETE /api/practice/members/:id/sessions", { params: { id }, token }),
  inviteMember: prove("POST /api/practice/member-invitations"),
  withdrawMemberInvitation: (id: string) =>
    request("DELETE /api/practice/member-invitations/:id", { params: { id } }),
  openMemberInvitation: send("POST /api/practice/join/open"),
  takeInvitationKey: send("POST /api/practice/join/key"),
  join: send("POST /api/practice/join"),

  readJournal: (query: JournalQuery) => request("GET /api/practice/journal", { query }),
  appendToJournal: send("POST /api/practice/journal"),

  readLedger: () => request("GET /api/practice/ledger", {}),
  storeLedgerPortion: send("PUT /api/practice/ledger"),

  readSettings: () => request("GET /api/practice/settings", {}),
  changeSettings: prove("PUT /api/practice/settings"),

  createConsultation: send("POST /api/practice/consultations"),
  /** With the `tag` of a list: holds until there is another one, at most for `LIMITS.holdMs`. */
  listConsultations: async (signal?: AbortSignal, tag?: string) =>
    parseConsultationList(
      await request("GET /api/practice/consultations", {
        ...(tag === undefined ? {} : { query: { tag, waitMs: LIMITS.holdMs } }),
        ...(signal ? { signal } : {}),
      }),
    ),
  readPrivateParts: (rooms: readonly string[]) =>
    request("POST /api/practice/private-parts", { body: { rooms } }),
  replacePrivatePart: (room: string, body: PrivatePartRequest) =>
    request("PUT /api/practice/consultations/:room/private", { params: { room }, body }),
  replaceCode: (room: string, body: ReplaceCodeRequest) =>
    request("POST /api/rooms/:room/code", { params: { room }, body }),
  moveConsultation: (room: string, body: MoveRequest) =>
    request("PUT /api/practice/consultations/:room/start", { params: { room }, body }),
  endUnprovenGuest: (room: string, peerId: string) =>
    request("DELETE /api/rooms/:room/guests/:id", { params: { room, id: peerId } }),
  endUnprovenGuests: (room: string) => request("DELETE /api/rooms/:room/guests", { params: { room } }),
  cancelConsultation: (room: string) =>
    request("DELETE /api/practice/consultations/:room", { params: { room } }),
  restoreConsultation: (room: string) =>
    request("POST /api/practice/consultations/:room/restore", { params: { room } }),
};

export type PracticeApi = typeof practiceApi;
