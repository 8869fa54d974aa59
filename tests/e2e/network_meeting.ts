import type { Browser, Page } from "playwright-core";
import { CHROMIUM_PATH, launchChromium, openPerson, type Person } from "../support/chromium.ts";
import { makeCertificate } from "../support/certificate.ts";
import { type Coturn, startCoturn } from "../support/coturn.ts";
import { Network } from "../support/network.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import { watchConnections } from "./connections.ts";
import { allowDevices, invite, joinByCode, phase, setUpPractice } from "./journey.ts";
import { PATIENT } from "./meeting.ts";

export interface NetworkMeeting {
  network: Network;
  server: RunningServer;
  relay: Coturn;
  doctor: Person;
  patient: Person;
}

/** Server and relay in one network, two people in two others, in a running call. */
export async function inNetworkCall(work: (meeting: NetworkMeeting) => Promise<void>): Promise<void> {
  await using network = await Network.create();
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-tls-" });
  const address = network.addressOf("server");
  const { certFile, keyFile } = await makeCertificate(directory, address);
  const prefix = network.prefix("server");
  await using relay = await startCoturn({
    address: network.relayAddress,
    ports: { plain: 3478, tls: 443 },
    prefix,
    allowedPeers: "10.77.0.0-10.77.255.255",
  });
  const { udp, tcp, tls } = relay.urls;
  await using server = await startServer({
    HOST: address,
    TLS_CERT: certFile,
    TLS_KEY: keyFile,
    TURN_URLS: [udp, tcp, tls].join(),
    TURN_SECRET: relay.secret,
  }, { prefix, port: 443, origin: `https://${address}` });
  const browsers: Browser[] = [];
  try {
    const open = async (side: "doctor" | "patient") => {
      // Both certificates are self-signed.
      const program = await network.programOn(side, CHROMIUM_PATH);
      const browser = await launchChromium(["--ignore-certificate-errors"], program);
      browsers.push(browser);
      const person = await openPerson(browser, { ignoreHTTPSErrors: true });
      await watchConnections(person.page);
      return person;
    };
    const [doctor, patient] = [await open("doctor"), await open("patient")];
    await setUpPractice(doctor.page, server.setUpLink);
    const { code } = await invite(doctor.page, server.origin, PATIENT);
    await joinByCode(patient.page, server.origin, PATIENT, code);
    await allowDevices(patient.page);
    await phase(patient.page, "waiting");
    await doctor.page.getByRole("link", { name: "Raum öffnen" }).click();
    await allowDevices(doctor.page);
    await doctor.page.getByRole("button", { name: "Einlassen" }).click();
    await Promise.all([doctor, patient].map(({ page }) => phase(page, "connected")));
    await Promise.all([doctor, patient].map(({ page }) => untilFlows(page)));
    await work({ network, server, relay, doctor, patient });
  } finally {
    for (const browser of browsers) await browser.close();
    await Deno.remove(directory, { recursive: true });
  }
}

/** What one page receives, counted. */
interface Heard {
  frames: number;
  soundPackets: number;
}

export function heard(page: Page): Promise<Heard> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    const heard = { frames: 0, soundPackets: 0 };
    for (const connection of connections) {
      if (connection.connectionState === "closed") continue;
      // deno-lint-ignore no-explicit-any -- stats are untyped dictionaries
      for (const entry of (await connection.getStats() as unknown as Map<string, any>).values()) {
        if (entry.type !== "inbound-rtp") continue;
        if (entry.kind === "video") heard.frames += entry.framesDecoded ?? 0;
        else heard.soundPackets += entry.packetsReceived ?? 0;
      }
    }
    return heard;
  });
}

/** Waits until sound (and a picture, unless it rests) flows from now on; how long that took. @throws after `timeoutMs`. */
export async function untilFlows(page: Page, timeoutMs = 60_000, picture = true): Promise<number> {
  const startedAtMs = performance.now();
  let first = await heard(page);
  while (performance.now() - startedAtMs < timeoutMs) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = await heard(page);
    // A new peer connection counts from zero.
    if (now.frames < first.frames || now.soundPackets < first.soundPackets) first = now;
    const flows = now.soundPackets >= first.soundPackets + 5 && (!picture || now.frames >= first.frames + 3);
    if (flows) return performance.now() - startedAtMs;
  }
  throw new Error(`No media within ${timeoutMs} ms`);
}

/** Waits until nothing flows to this page any more. */
export async function untilSilent(page: Page): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const before = await heard(page);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const after = await heard(page);
    if (after.frames === before.frames && after.soundPackets === before.soundPackets) return;
  }
  throw new Error("Media still flow");
}
