import { equalBytes } from "../../e2ee/bytes.ts";
import type { ResumeRecord } from "../../e2ee/mod.ts";
import { ifStorageFails } from "../database.ts";

/** Maximum number of guests per consultation who can come back. */
const MAX_GUESTS = 8;

/** What the host keeps of a guest that it has admitted. */
export interface AdmittedGuest extends ResumeRecord {
  /** Of the seat that the guest had then. */
  peerId: string;
}

/** Where the host's browser keeps them. Both @throws {StorageError} */
interface GuestStore {
  read(): Promise<AdmittedGuest[]>;
  /** Replaces them in one transaction. */
  change(by: (kept: AdmittedGuest[]) => AdmittedGuest[]): Promise<void>;
}

/** The guests that a host has admitted, who come back by their resume secrets; one for all pairings of a page. */
export class AdmittedGuests {
  /** Seats whose guests were turned away: this page knows them, whatever the browser stores. */
  readonly #turnedAway = new Set<string>();

  constructor(readonly store: GuestStore) {}

  /** @throws {StorageError} */
  async load(): Promise<AdmittedGuest[]> {
    return this.#withoutTurnedAway(await this.store.read());
  }

  /** Not awaited: a guest whose secret could not be stored knocks again. */
  save(guest: AdmittedGuest, replaced: AdmittedGuest | undefined): void {
    const isReplaced = ({ current }: AdmittedGuest) =>
      replaced !== undefined && equalBytes(current.id, replaced.current.id);
    void this.#change((kept) => [...kept.filter((other) => !isReplaced(other)), guest].slice(-MAX_GUESTS));
  }

  /** The guests that had one of these seats have to knock again. */
  async forget(peerIds: readonly string[]): Promise<void> {
    for (const peerId of peerIds) this.#turnedAway.add(peerId);
    await this.#change((kept) => kept);
  }

  async #change(by: (kept: AdmittedGuest[]) => AdmittedGuest[]): Promise<void> {
    await this.store.change((kept) => this.#withoutTurnedAway(by(kept))).catch(ifStorageFails(undefined));
  }

  #withoutTurnedAway(guests: AdmittedGuest[]): AdmittedGuest[] {
    return guests.filter(({ peerId }) => !this.#turnedAway.has(peerId));
  }
}
