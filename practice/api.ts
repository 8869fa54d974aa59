import { requestJson } from "../wire/client.ts";
import { LIMITS } from "../wire/limits.ts";
import type {
  AddPasskeyRequest,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
  PasskeysAnswer,
  PasskeySignInAnswer,
  PasskeySignInRequest,
  PasskeySummary,
} from "../wire/passkeys.ts";
import type {
  ChangePassphraseRequest,
  ConsultationListAnswer,
  ConsultationSummary,
  CreateConsultationRequest,
  InviteMemberRequest,
  JoinPracticeRequest,
  MembersAnswer,
  MoveRequest,
  OpenInvitationAnswer,
  OpenRecoveryAnswer,
  OpenRecoveryRequest,
  PrivatePartRequest,
  PrivatePartsAnswer,
  RecoverRequest,
  RemoveMemberRequest,
  ReplaceCodeAnswer,
  ReplaceRecoveryRequest,
  SessionsAnswer,
  SettingsAnswer,
  SettingsRequest,
  SetUpRequest,
  SignInAnswer,
  SignInRequest,
  SignInSaltAnswer,
} from "../wire/practice.ts";

/** The practice's endpoints as functions; each throws what `requestJson` throws. */
export const practiceApi = {
  setUp: (body: SetUpRequest) =>
    requestJson<SignInAnswer>({ method: "POST", path: "/api/practice/setup", body }),

  signInSalt: (email: string) =>
    requestJson<SignInSaltAnswer>({ method: "POST", path: "/api/practice/sign-in-salt", body: { email } }),

  signIn: (body: SignInRequest) =>
    requestJson<SignInAnswer>({ method: "POST", path: "/api/practice/sign-in", body }),

  unlock: (authKey: string) =>
    requestJson<SignInAnswer>({ method: "POST", path: "/api/practice/unlock", body: { authKey } }),

  changePassphrase: (body: ChangePassphraseRequest) =>
    requestJson<void>({ method: "PUT", path: "/api/practice/passphrase", body }),

  replaceRecoveryKey: (body: ReplaceRecoveryRequest) =>
    requestJson<void>({ method: "PUT", path: "/api/practice/recovery-key", body }),

  openRecovery: (body: OpenRecoveryRequest) =>
    requestJson<OpenRecoveryAnswer>({ method: "POST", path: "/api/practice/recovery/open", body }),

  recover: (body: RecoverRequest) =>
    requestJson<SignInAnswer>({ method: "POST", path: "/api/practice/recovery", body }),

  openInvitation: (token: string) =>
    requestJson<OpenInvitationAnswer>({ method: "POST", path: "/api/practice/join/open", body: { token } }),

  join: (body: JoinPracticeRequest) =>
    requestJson<SignInAnswer>({ method: "POST", path: "/api/practice/join", body }),

  passkeySignInOptions: () =>
    requestJson<PasskeyRequestOptions>({ method: "POST", path: "/api/practice/passkey-sign-in/options" }),

  signInWithPasskey: (body: PasskeySignInRequest) =>
    requestJson<PasskeySignInAnswer>({ method: "POST", path: "/api/practice/passkey-sign-in", body }),

  listPasskeys: () => requestJson<PasskeysAnswer>({ method: "GET", path: "/api/practice/passkeys" }),

  passkeyOptions: () =>
    requestJson<PasskeyCreationOptions>({ method: "POST", path: "/api/practice/passkeys/options" }),

  addPasskey: (body: AddPasskeyRequest) =>
    requestJson<PasskeySummary>({ method: "POST", path: "/api/practice/passkeys", body }),

  removePasskey: (id: string) =>
    requestJson<void>({ method: "DELETE", path: `/api/practice/passkeys/${encodeURIComponent(id)}` }),

  listMembers: () => requestJson<MembersAnswer>({ method: "GET", path: "/api/practice/members" }),

  inviteMember: (body: InviteMemberRequest) =>
    requestJson<MembersAnswer["invitations"][number]>({
      method: "POST",
      path: "/api/practice/invitations",
      body,
    }),

  withdrawInvitation: (id: string) =>
    requestJson<void>({ method: "DELETE", path: `/api/practice/invitations/${encodeURIComponent(id)}` }),

  removeMember: (id: string, body: RemoveMemberRequest) =>
    requestJson<void>({
      method: "POST",
      path: `/api/practice/members/${encodeURIComponent(id)}/removal`,
      body,
    }),

  readSettings: () => requestJson<SettingsAnswer>({ method: "GET", path: "/api/practice/settings" }),

  changeSettings: (body: SettingsRequest) =>
    requestJson<void>({ method: "PUT", path: "/api/practice/settings", body }),

  listSessions: () => requestJson<SessionsAnswer>({ method: "GET", path: "/api/practice/sessions" }),

  endSession: (id: string) =>
    requestJson<void>({ method: "DELETE", path: `/api/practice/sessions/${encodeURIComponent(id)}` }),

  endOtherSessions: () => requestJson<void>({ method: "DELETE", path: "/api/practice/sessions" }),

  signOut: () => requestJson<void>({ method: "DELETE", path: "/api/practice/session" }),

  createConsultation: (body: CreateConsultationRequest) =>
    requestJson<ConsultationSummary>({ method: "POST", path: "/api/practice/consultations", body }),

  /** Holds until the list is another one than that of `tag`, if one is given, at most for `LIMITS.holdMs`. */
  listConsultations: (signal?: AbortSignal, tag?: string) =>
    requestJson<ConsultationListAnswer>({
      method: "GET",
      path: "/api/practice/consultations" +
        (tag === undefined ? "" : `?tag=${encodeURIComponent(tag)}&waitMs=${LIMITS.holdMs}`),
      ...(signal ? { signal } : {}),
    }),

  readPrivateParts: (rooms: readonly string[]) =>
    requestJson<PrivatePartsAnswer>({ method: "POST", path: "/api/practice/private-parts", body: { rooms } }),

  replacePrivatePart: (room: string, body: PrivatePartRequest) =>
    requestJson<void>({
      method: "PUT",
      path: `/api/practice/consultations/${encodeURIComponent(room)}/private`,
      body,
    }),

  replaceCode: (room: string, body: PrivatePartRequest) =>
    requestJson<ReplaceCodeAnswer>({
      method: "POST",
      path: `/api/rooms/${encodeURIComponent(room)}/code`,
      body,
    }),

  moveConsultation: (room: string, body: MoveRequest) =>
    requestJson<void>({
      method: "PUT",
      path: `/api/practice/consultations/${encodeURIComponent(room)}/start`,
      body,
    }),

  cancelConsultation: (room: string) =>
    requestJson<void>({ method: "DELETE", path: `/api/practice/consultations/${encodeURIComponent(room)}` }),

  restoreConsultation: (room: string) =>
    requestJson<void>({
      method: "POST",
      path: `/api/practice/consultations/${encodeURIComponent(room)}/restore`,
    }),
};

export type PracticeApi = typeof practiceApi;
