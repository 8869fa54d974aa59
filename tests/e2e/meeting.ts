import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchChromium, openPerson, type Person } from "../support/chromium.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import type { LyingProxy } from "../support/lying_proxy.ts";
import { watchConnections } from "./connections.ts";
import { allowDevices, type Invitation, invite, joinByCode, phase, setUpPractice } from "./journey.ts";

export const PATIENT = "Ottilie Krämer";

interface Meeting {
  server: RunningServer;
  browser: Browser;
  doctor: Person;
  patient: Person;
  invitation: Invitation;
}

interface MeetingOptions {
  /** Configuration of the server. */
  env?: Record<string, string>;
  /** Deno's arguments for the server; it is ended by SIGTERM then. @default those that `launch.ts` computes */
  serverArgs?: readonly string[];
  /** Stands between the browsers and the server. */
  proxy?: LyingProxy;
  browserArgs?: readonly string[];
  /** A number of the practice, for whoever waits. @default none */
  phone?: string;
  /** Called with both pages before anything is opened in them. */
  prepare?: (person: Person, who: "doctor" | "patient") => Promise<void>;
  /** Awaited before the practitioner admits the guest. */
  beforeAdmission?: () => Promise<unknown>;
}

/** A practice, a consultation, and two people at two devices in a running call. */
export async function inCall(
  work: (meeting: Meeting) => Promise<void>,
  { env = {}, serverArgs, proxy, browserArgs = [], phone, prepare, beforeAdmission }: MeetingOptions = {},
): Promise<void> {
  await using server = await startServer({ ...env, ...(proxy ? { PUBLIC_ORIGIN: proxy.origin } : {}) }, {
    ...(serverArgs ? { args: serverArgs, endBy: "SIGTERM" } : {}),
    ...(proxy ? { origin: proxy.origin } : {}),
  });
  if (proxy) proxy.port = server.port;
  const browser = await launchChromium(browserArgs);
  try {
    const [doctor, patient] = await Promise.all([openPerson(browser), openPerson(browser)]);
    for (const person of [doctor, patient]) {
      await watchConnections(person.page);
      await prepare?.(person, person === doctor ? "doctor" : "patient");
    }
    await setUpPractice(doctor.page, server.setUpLink);
    const invitation = await invite(doctor.page, server.origin, PATIENT, phone);
    await joinByCode(patient.page, server.origin, PATIENT, invitation.code);
    await allowDevices(patient.page);
    await phase(patient.page, "waiting");
    await doctor.page.getByRole("link", { name: "Raum öffnen" }).click();
    await allowDevices(doctor.page);
    await phase(doctor.page, "knocking");
    await doctor.page.getByText(`${PATIENT} möchte eintreten.`).waitFor();
    await phase(patient.page, "knocking");
    await beforeAdmission?.();
    await doctor.page.getByRole("button", { name: "Einlassen" }).click();
    await Promise.all([doctor, patient].map(({ page }) => phase(page, "connected")));
    await work({ server, browser, doctor, patient, invitation });
    assert.deepEqual([...doctor.errors, ...patient.errors], []);
  } finally {
    await browser.close();
  }
}
