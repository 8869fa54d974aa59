import {
  type ConsultationKey,
  makeConsultationKey,
  openConsultationKey,
} from "../../e2ee/consultation_key.ts";

/** A consultation's key pair, ready for use. */
async function newConsultationKey(): Promise<ConsultationKey> {
  return await openConsultationKey(await makeConsultationKey());
}

/** The key of the consultation in which tests pair, and another one. */
export const CONSULTATION_KEY = await newConsultationKey();
export const OTHER_KEY = await newConsultationKey();
