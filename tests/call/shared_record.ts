import { makeConsultationKey } from "../../e2ee/consultation_key.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import { HostRecord } from "../../practice/consultations/host_record.ts";
import { failuresOf } from "../../practice/consultations/secrets.ts";
import type { PrivatePart } from "../../practice/vault/private_part.ts";
import type { Vault } from "../../practice/vault/vault.ts";
import { ApiError } from "../../wire/client.ts";
import type { Clock } from "../../browser/clock.ts";
import type { HostGuessPorts } from "../../call/pairing/host_guesses.ts";

const KEY = await makeConsultationKey();

/** One version of a private part. */
interface Version {
  version: number;
  record: PrivatePart;
}

/** What a lying server does at a request, in the place of what is asked. */
interface VaultMischief {
  /** Which version it shows as the newest one. */
  read?: (versions: readonly Version[]) => Version | Promise<Version>;
  /** Called before a write; what it throws is the answer, and `false` says that it was stored although it was not. */
  write?: () => void | false | Promise<void | false>;
}

/** A consultation's private part at the server, which can show any version of it but make none up. */
export class SharedRecord {
  readonly versions: Version[];
  mischief: VaultMischief = {};

  constructor(record: PrivatePart) {
    this.versions = [{ version: 1, record }];
  }

  get newest(): Version {
    return this.versions.at(-1)!;
  }

  async read(): Promise<Version> {
    return await this.mischief.read?.(this.versions) ?? this.newest;
  }

  async write(next: Version): Promise<void> {
    if (await this.mischief.write?.() === false) return;
    if (next.version !== this.newest.version + 1) throw new ApiError("version_conflict", 409);
    this.versions.push(next);
  }
}

/** A trip to the server and back. */
export type Travel = <Answer>(
  what: "readVault" | "writeVault",
  work: () => Promise<Answer>,
) => Promise<Answer>;

/** The vault of one page, with as much of `PracticeVault` as a room needs: what this page has seen is not shown older. */
function vaultOf(shared: SharedRecord, travel: Travel): Vault {
  let known: Version | undefined;
  const read = async () => {
    const found = await travel("readVault", () => shared.read());
    if (known && found.version < known.version) throw new ProtocolError("vault_invalid");
    return known = found;
  };
  const update: Vault["update"] = async (_, __, change) => {
    for (let conflicts = 0;; conflicts++) {
      const { version, record } = conflicts === 0 && known ? known : await read();
      const next = { version: version + 1, record: change(record) };
      if (next.record === record) return record;
      try {
        await travel("writeVault", () => shared.write(next));
        return (known = next).record;
      } catch (error) {
        if (!(error instanceof ApiError && error.code === "version_conflict") || conflicts === 8) throw error;
      }
    }
  };
  return {
    get: async () => (await read()).record,
    update,
    replaceCode: update,
  } as Partial<Vault> as Vault;
}

/** What a host's page has of its practice's vault: the real record over the server's. */
export async function openRecord(
  shared: SharedRecord,
  travel: Travel,
  clock: Clock,
): Promise<Pick<HostGuessPorts, "shared" | "refresh" | "tell" | "giveBack"> & { opened: HostRecord }> {
  const opened = (await HostRecord.open(vaultOf(shared, travel), "p", "r", clock))!;
  return {
    opened,
    shared: () => ({
      secret: opened.record.codeSecret,
      failures: failuresOf(opened.record),
    }),
    refresh: () => opened.refresh(),
    tell: opened.tell.bind(opened),
    giveBack: opened.giveBack.bind(opened),
  };
}

/** A private part with this code. */
export function recordOf(codeSecret: string): PrivatePart {
  return {
    practiceId: "p",
    room: "r",
    name: "Ottilie",
    note: "",
    lang: "de",
    codeSecret,
    linkSecret: "A".repeat(22),
    consultationKey: KEY,
    codeLength: 12,
    startsAtMs: 0,
    createdAtMs: 0,
  };
}
