import type { Browser } from "playwright-core";
import { openPerson, type Person } from "../support/chromium.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import type { Fixture } from "./fixture.ts";
import { shiftClock } from "./shifted_clock.ts";
import { readFixture, writeStored } from "./stored_versions.ts";

/** Today's server on what an older version has stored, in the time when it was stored. */
export interface StoredPractice extends AsyncDisposable {
  fixture: Fixture;
  server: RunningServer;
  /** By name, since passkeys belong to one. */
  origin: string;
  /** The clock of that time minus the real one. */
  shiftMs: number;
  /** Somebody at a device of their own, in that time. */
  openPerson(browser: Browser): Promise<Person>;
}

/** How long after the fixture was made its server starts. */
const LATER_MS = 5_000;

/** Starts a server on a copy of `tests/stored/<version>.json`. */
export async function startStoredPractice(version: string): Promise<StoredPractice> {
  const fixture = readFixture(version);
  const shiftMs = fixture.madeAtMs + LATER_MS - Date.now();
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-stored-" });
  const kvFile = `${directory}/stored.sqlite3`;
  await writeStored(version, kvFile);
  const preload = `${directory}/clock.ts`;
  const clock = new URL("shifted_clock.ts", import.meta.url).href;
  await Deno.writeTextFile(preload, `import { shiftClock } from "${clock}";\nshiftClock(${shiftMs});\n`);
  const server = await startServer({ KV_URL: kvFile }, { preload, isSetUp: true });
  return {
    fixture,
    server,
    origin: server.origin.replace("127.0.0.1", "localhost"),
    shiftMs,
    async openPerson(browser) {
      const person = await openPerson(browser, { timezoneId: "UTC" });
      await person.context.addInitScript(shiftClock, shiftMs);
      return person;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await Deno.remove(directory, { recursive: true });
    },
  };
}
