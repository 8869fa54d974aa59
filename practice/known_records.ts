import type { ConsultationListAnswer } from "../wire/practice.ts";
import { forgetExpired, type PrivateConsultation, type PrivateStore } from "./private_store.ts";

/** The private parts this browser knows, by room; read again only when the server names a room not seen before. */
export interface KnownRecords {
  for(answer: ConsultationListAnswer): Promise<ReadonlyMap<string, PrivateConsultation>>;
}

export function knownRecords(store: PrivateStore, practiceId: string): KnownRecords {
  let records: ReadonlyMap<string, PrivateConsultation> = new Map();
  let asked: ReadonlySet<string> = new Set();
  return {
    async for({ consultations, serverNowMs }) {
      if (consultations.every(({ room }) => asked.has(room))) return records;
      // Without a store the list is still worth having: everything is from "another device".
      const living = await forgetExpired(store, practiceId, serverNowMs).catch(() => []);
      records = new Map(living.map((record) => [record.room, record]));
      asked = new Set(consultations.map(({ room }) => room));
      return records;
    },
  };
}
