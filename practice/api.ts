import { requestJson } from "../wire/client.ts";
import type {
  ChangePassphraseRequest,
  ConsultationListAnswer,
  ConsultationSummary,
  CreateConsultationRequest,
  OpenRecoveryAnswer,
  OpenRecoveryRequest,
  PrivatePartRequest,
  PrivatePartsAnswer,
  RecoverRequest,
  ReplaceCodeAnswer,
  ReplaceRecoveryRequest,
  SetUpRequest,
  SignInAnswer,
  SignInRequest,
  SignInSaltAnswer,
  UnlockAnswer,
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
    requestJson<UnlockAnswer>({ method: "POST", path: "/api/practice/unlock", body: { authKey } }),

  changePassphrase: (body: ChangePassphraseRequest) =>
    requestJson<void>({ method: "PUT", path: "/api/practice/passphrase", body }),

  replaceRecoveryKey: (body: ReplaceRecoveryRequest) =>
    requestJson<void>({ method: "PUT", path: "/api/practice/recovery-key", body }),

  openRecovery: (body: OpenRecoveryRequest) =>
    requestJson<OpenRecoveryAnswer>({ method: "POST", path: "/api/practice/recovery/open", body }),

  recover: (body: RecoverRequest) =>
    requestJson<SignInAnswer>({ method: "POST", path: "/api/practice/recovery", body }),

  signOut: () => requestJson<void>({ method: "DELETE", path: "/api/practice/session" }),

  createConsultation: (body: CreateConsultationRequest) =>
    requestJson<ConsultationSummary>({ method: "POST", path: "/api/practice/consultations", body }),

  listConsultations: (signal?: AbortSignal) =>
    requestJson<ConsultationListAnswer>({
      method: "GET",
      path: "/api/practice/consultations",
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

  cancelConsultation: (room: string) =>
    requestJson<void>({ method: "DELETE", path: `/api/practice/consultations/${encodeURIComponent(room)}` }),
};

export type PracticeApi = typeof practiceApi;
