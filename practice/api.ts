import { ask } from "../wire/ask.ts";
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

/** The practice's endpoints as functions; each throws what `ask` throws. */
export const practiceApi = {
  setUp: (body: SetUpRequest) => ask<SignInAnswer>({ method: "POST", path: "/api/practice/setup", body }),

  signInSalt: (email: string) =>
    ask<SignInSaltAnswer>({ method: "POST", path: "/api/practice/sign-in-salt", body: { email } }),

  signIn: (body: SignInRequest) => ask<SignInAnswer>({ method: "POST", path: "/api/practice/sign-in", body }),

  unlock: (authKey: string) =>
    ask<SignInAnswer>({ method: "POST", path: "/api/practice/unlock", body: { authKey } }),

  changePassphrase: (body: ChangePassphraseRequest) =>
    ask<void>({ method: "PUT", path: "/api/practice/passphrase", body }),

  replaceRecoveryKey: (body: ReplaceRecoveryRequest) =>
    ask<void>({ method: "PUT", path: "/api/practice/recovery-key", body }),

  openRecovery: (body: OpenRecoveryRequest) =>
    ask<OpenRecoveryAnswer>({ method: "POST", path: "/api/practice/recovery/open", body }),

  recover: (body: RecoverRequest) =>
    ask<SignInAnswer>({ method: "POST", path: "/api/practice/recovery", body }),

  openInvitation: (token: string) =>
    ask<OpenInvitationAnswer>({ method: "POST", path: "/api/practice/join/open", body: { token } }),

  join: (body: JoinPracticeRequest) =>
    ask<SignInAnswer>({ method: "POST", path: "/api/practice/join", body }),

  passkeySignInOptions: () =>
    ask<PasskeyRequestOptions>({ method: "POST", path: "/api/practice/passkey-sign-in/options" }),

  signInWithPasskey: (body: PasskeySignInRequest) =>
    ask<PasskeySignInAnswer>({ method: "POST", path: "/api/practice/passkey-sign-in", body }),

  listPasskeys: () => ask<PasskeysAnswer>({ method: "GET", path: "/api/practice/passkeys" }),

  passkeyOptions: () =>
    ask<PasskeyCreationOptions>({ method: "POST", path: "/api/practice/passkeys/options" }),

  addPasskey: (body: AddPasskeyRequest) =>
    ask<PasskeySummary>({ method: "POST", path: "/api/practice/passkeys", body }),

  removePasskey: (id: string) =>
    ask<void>({ method: "DELETE", path: `/api/practice/passkeys/${encodeURIComponent(id)}` }),

  listMembers: () => ask<MembersAnswer>({ method: "GET", path: "/api/practice/members" }),

  inviteMember: (body: InviteMemberRequest) =>
    ask<MembersAnswer["invitations"][number]>({
      method: "POST",
      path: "/api/practice/member-invitations",
      body,
    }),

  withdrawInvitation: (id: string) =>
    ask<void>({ method: "DELETE", path: `/api/practice/member-invitations/${encodeURIComponent(id)}` }),

  removeMember: (id: string, body: RemoveMemberRequest) =>
    ask<void>({
      method: "POST",
      path: `/api/practice/members/${encodeURIComponent(id)}/removal`,
      body,
    }),

  readSettings: () => ask<SettingsAnswer>({ method: "GET", path: "/api/practice/settings" }),

  changeSettings: (body: SettingsRequest) =>
    ask<void>({ method: "PUT", path: "/api/practice/settings", body }),

  listSessions: () => ask<SessionsAnswer>({ method: "GET", path: "/api/practice/sessions" }),

  endSession: (id: string) =>
    ask<void>({ method: "DELETE", path: `/api/practice/sessions/${encodeURIComponent(id)}` }),

  endOtherSessions: () => ask<void>({ method: "DELETE", path: "/api/practice/sessions" }),

  signOut: () => ask<void>({ method: "DELETE", path: "/api/practice/session" }),

  createConsultation: (body: CreateConsultationRequest) =>
    ask<ConsultationSummary>({ method: "POST", path: "/api/practice/consultations", body }),

  /** Holds until the list is another one than that of `tag`, if one is given, at most for `LIMITS.holdMs`. */
  listConsultations: (signal?: AbortSignal, tag?: string) =>
    ask<ConsultationListAnswer>({
      method: "GET",
      path: "/api/practice/consultations" +
        (tag === undefined ? "" : `?tag=${encodeURIComponent(tag)}&waitMs=${LIMITS.holdMs}`),
      ...(signal ? { signal } : {}),
    }),

  readPrivateParts: (rooms: readonly string[]) =>
    ask<PrivatePartsAnswer>({ method: "POST", path: "/api/practice/private-parts", body: { rooms } }),

  replacePrivatePart: (room: string, body: PrivatePartRequest) =>
    ask<void>({
      method: "PUT",
      path: `/api/practice/consultations/${encodeURIComponent(room)}/private`,
      body,
    }),

  replaceCode: (room: string, body: PrivatePartRequest) =>
    ask<ReplaceCodeAnswer>({
      method: "POST",
      path: `/api/rooms/${encodeURIComponent(room)}/code`,
      body,
    }),

  moveConsultation: (room: string, body: MoveRequest) =>
    ask<void>({
      method: "PUT",
      path: `/api/practice/consultations/${encodeURIComponent(room)}/start`,
      body,
    }),

  cancelConsultation: (room: string) =>
    ask<void>({ method: "DELETE", path: `/api/practice/consultations/${encodeURIComponent(room)}` }),

  restoreConsultation: (room: string) =>
    ask<void>({
      method: "POST",
      path: `/api/practice/consultations/${encodeURIComponent(room)}/restore`,
    }),
};

export type PracticeApi = typeof practiceApi;
