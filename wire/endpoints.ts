import type { AboutAnswer } from "./about.ts";
import type {
  AddPasskeyRequest,
  PasskeyCreationOptions,
  PasskeyProofOptions,
  PasskeyRequestOptions,
  PasskeysAnswer,
  PasskeySignInAnswer,
  PasskeySignInRequest,
  PasskeySummary,
} from "./passkeys.ts";
import type {
  ConsultationListAnswer,
  ConsultationListQuery,
  ConsultationSummary,
  CreateConsultationRequest,
  MoveRequest,
  PrivatePartRequest,
  PrivatePartsAnswer,
  PrivatePartsRequest,
  ReplaceCodeAnswer,
  ReplaceCodeRequest,
} from "./consultations.ts";
import type { JournalAnswer, JournalQuery, JournalRequest } from "./journal.ts";
import type { LedgerAnswer, LedgerPortion } from "./ledger.ts";
import type { PollAnswer, PollQuery, SendAnswer, SendRequest } from "./mailbox.ts";
import type {
  InviteMemberRequest,
  JoinPracticeRequest,
  MemberInvitationSummary,
  MembersAnswer,
  OpenMemberInvitationAnswer,
  OpenMemberInvitationRequest,
  ReplaceMemberEntryRequest,
  RotationRequest,
  SetUpRequest,
  TakeInvitationKeyAnswer,
  TakeInvitationKeyRequest,
} from "./members.ts";
import type {
  GuestSeatAnswer,
  HostSeatAnswer,
  HostSeatRequest,
  IceAnswer,
  JoinRequest,
  LockRequest,
  RoomStatusAnswer,
  VouchRequest,
} from "./rooms.ts";
import type { SettingsAnswer, SettingsRequest } from "./settings.ts";
import type {
  ChangePassphraseRequest,
  OpenRecoveryAnswer,
  OpenRecoveryRequest,
  ProofAnswer,
  ProofOptionsRequest,
  ProofRequest,
  RecoverRequest,
  ReplaceRecoveryRequest,
  SessionsAnswer,
  SignInAnswer,
  SignInRequest,
  SignInSaltAnswer,
  SignInSaltRequest,
  UnlockRequest,
} from "./sign_in.ts";

/**
 * Every endpoint of the API: method, path, what a request carries (`query`, or a JSON `body`), and the JSON of the answer by
 * its status. Refusals are the same for all: see errors.ts.
 *
 * Browsers send requests by `request` in client.ts, handlers are made by `endpoint` in server/endpoint.ts; both are checked
 * against this table. It consists of types only, so that no page carries endpoints that it does not use.
 */
export interface Endpoints {
  "GET /api/about": { 200: AboutAnswer };
  "GET /api/check": { 200: IceAnswer };

  "POST /api/join": { body: JoinRequest; 201: GuestSeatAnswer };
  "GET /api/ice": { 200: IceAnswer };
  "GET /api/rooms/:room": { 200: RoomStatusAnswer };
  "POST /api/rooms/:room/host": { body: HostSeatRequest; 201: HostSeatAnswer };
  "DELETE /api/rooms/:room/seat": { 204: void };
  "POST /api/rooms/:room/messages": { body: SendRequest; 201: SendAnswer };
  "GET /api/rooms/:room/messages": { query: PollQuery; 200: PollAnswer };
  "POST /api/rooms/:room/lock": { body: LockRequest; 204: void };
  "POST /api/rooms/:room/code": { body: ReplaceCodeRequest; 201: ReplaceCodeAnswer };
  "DELETE /api/rooms/:room/guests": { 204: void };
  "PUT /api/rooms/:room/guests/:id": { body: VouchRequest; 204: void };
  "DELETE /api/rooms/:room/guests/:id": { 204: void };

  "GET /api/practice/consultations": { query?: ConsultationListQuery; 200: ConsultationListAnswer };
  "POST /api/practice/consultations": { body: CreateConsultationRequest; 201: ConsultationSummary };
  "GET /api/practice/consultations/:room": { 200: ConsultationSummary };
  "DELETE /api/practice/consultations/:room": { 204: void };
  "POST /api/practice/consultations/:room/restore": { 204: void };
  "PUT /api/practice/consultations/:room/start": { body: MoveRequest; 204: void };
  "PUT /api/practice/consultations/:room/private": { body: PrivatePartRequest; 204: void };
  "POST /api/practice/private-parts": { body: PrivatePartsRequest; 200: PrivatePartsAnswer };

  "POST /api/practice/setup": { body: SetUpRequest; 201: SignInAnswer };
  "GET /api/practice/journal": { query: JournalQuery; 200: JournalAnswer };
  "POST /api/practice/journal": { body: JournalRequest; 204: void };
  "GET /api/practice/ledger": { 200: LedgerAnswer };
  "PUT /api/practice/ledger": { body: LedgerPortion; 204: void };

  "GET /api/practice/settings": { 200: SettingsAnswer };
  "PUT /api/practice/settings": { body: SettingsRequest; 204: void };

  "GET /api/practice/members": { 200: MembersAnswer };
  "PUT /api/practice/member-entry": { body: ReplaceMemberEntryRequest; 204: void };
  "POST /api/practice/members/:id/removal": { body: RotationRequest; 204: void };
  "POST /api/practice/key": { body: RotationRequest; 204: void };
  "DELETE /api/practice/members/:id/sessions": { 204: void };
  "POST /api/practice/member-invitations": { body: InviteMemberRequest; 201: MemberInvitationSummary };
  "DELETE /api/practice/member-invitations/:id": { 204: void };
  "POST /api/practice/join/open": { body: OpenMemberInvitationRequest; 200: OpenMemberInvitationAnswer };
  "POST /api/practice/join/key": { body: TakeInvitationKeyRequest; 200: TakeInvitationKeyAnswer };
  "POST /api/practice/join": { body: JoinPracticeRequest; 201: SignInAnswer };

  "POST /api/practice/sign-in-salt": { body: SignInSaltRequest; 200: SignInSaltAnswer };
  "POST /api/practice/sign-in": { body: SignInRequest; 200: SignInAnswer };
  "POST /api/practice/proof": { body: ProofRequest; 200: ProofAnswer };
  "POST /api/practice/proof/options": { body: ProofOptionsRequest; 200: PasskeyProofOptions };
  "POST /api/practice/unlock": { body: UnlockRequest; 200: SignInAnswer };
  "PUT /api/practice/passphrase": { body: ChangePassphraseRequest; 204: void };
  "PUT /api/practice/recovery-key": { body: ReplaceRecoveryRequest; 204: void };
  "POST /api/practice/recovery/open": { body: OpenRecoveryRequest; 200: OpenRecoveryAnswer };
  "POST /api/practice/recovery": { body: RecoverRequest; 200: SignInAnswer };
  "PUT /api/practice/session": { 204: void };
  "DELETE /api/practice/session": { 204: void };
  "GET /api/practice/sessions": { 200: SessionsAnswer };
  "DELETE /api/practice/sessions": { 204: void };
  "DELETE /api/practice/sessions/:id": { 204: void };

  "POST /api/practice/passkey-sign-in/options": { 200: PasskeyRequestOptions };
  "POST /api/practice/passkey-sign-in": { body: PasskeySignInRequest; 200: PasskeySignInAnswer };
  "GET /api/practice/passkeys": { 200: PasskeysAnswer };
  "POST /api/practice/passkeys": { body: AddPasskeyRequest; 201: PasskeySummary };
  "POST /api/practice/passkeys/options": { 200: PasskeyCreationOptions };
  "DELETE /api/practice/passkeys/:id": { 204: void };
}

/** "METHOD /path/:parameter" */
export type Endpoint = keyof Endpoints;

export type PathOf<E extends Endpoint> = E extends `${string} ${infer Path}` ? Path : never;

/** The names of the parameters in an endpoint's path. */
export type ParamOf<E extends string> = E extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamOf<`/${Rest}`>
  : E extends `${string}:${infer Name}` ? Name
  : never;

export type BodyOf<E extends Endpoint> = Endpoints[E] extends { body: infer Body } ? Body : never;

/** What an endpoint answers to a request that it does not refuse. */
export type AnswerOf<E extends Endpoint> = Endpoints[E][keyof Endpoints[E] & number];

/** The endpoints whose only input is a JSON body. */
export type BodyEndpoint = {
  [E in Endpoint]: [BodyOf<E>, ParamOf<E>] extends [object, never] ? E : never;
}[Endpoint];
