import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { startCoturn } from "../support/coturn.ts";
import type { Person } from "../support/chromium.ts";
import { untilPath } from "./connections.ts";
import { mediaFlows, phase } from "./journey.ts";
import { inCall } from "./meeting.ts";
import type { IceAnswer } from "../../wire/rooms.ts";

/** How each of the two reaches the relay. */
const TRANSPORT = { doctor: "tcp", patient: "tls" } as const;

Deno.test("turn: a relay-only call, one over TURN/TCP, the other over TURN/TLS", async () => {
  await using relay = await startCoturn();
  const { tcp, tls } = relay.urls;
  const env = { TURN_URLS: `${tcp},${tls}`, TURN_SECRET: relay.secret, ICE_RELAY_ONLY: "1" };
  await inCall(async ({ doctor, patient }) => {
    await Promise.all([mediaFlows(doctor.page), mediaFlows(patient.page)]);
    const common = { local: "relay", remote: "relay" } as const;
    await untilPath(doctor.page, { ...common, relayProtocol: "tcp" });
    await untilPath(patient.page, { ...common, relayProtocol: "tls" });
  }, {
    env,
    // The relay's certificate is self-signed; Chromium takes it for this.
    browserArgs: ["--ignore-certificate-errors"],
    // Each gets the server's answer without the transports that are not tested here.
    prepare: async ({ page }, who) => {
      await page.route("**/api/ice", async (route) => {
        const response = await route.fetch();
        const answer = await response.json() as IceAnswer;
        const own = relay.urls[TRANSPORT[who]];
        const iceServers = answer.iceServers.map((server) => ({
          ...server,
          urls: server.urls.filter((url) => url === own),
        }));
        await route.fulfill({ json: { ...answer, iceServers } });
      });
    },
  });
});

Deno.test("turn: credentials are renewed in a running call; a relay that lost everything is reached with the new ones", async () => {
  await using relay = await startCoturn();
  const env = { TURN_URLS: relay.urls.udp, TURN_SECRET: relay.secret, ICE_RELAY_ONLY: "1" };
  /** The shortest lifetime that a page believes; it renews after seven tenths of it. */
  const lifetimeMs = 60_000;
  /** What the first credentials really last, so that they have ended when the next ones arrive. */
  const firstLifetimeMs = 20_000;
  /** The number of requests by person. */
  const asked = new Map<Person, number>();
  await inCall(async ({ doctor, patient }) => {
    const both = [doctor, patient];
    await Promise.all(both.map(({ page }) => mediaFlows(page)));
    // New credentials have been fetched …
    for (let tries = 0; tries < 1200 && both.some((person) => (asked.get(person) ?? 0) < 2); tries++) {
      await doctor.page.waitForTimeout(50);
    }
    assert.ok(both.every((person) => asked.get(person)! >= 2), "both have renewed");
    // … and the relay that comes back takes nobody with the old ones.
    await relay.kill();
    await Promise.all(both.map(({ page }) => phase(page, "recovering")));
    await relay.restart();
    await Promise.all(both.map(({ page }) => phase(page, "connected")));
    await Promise.all(both.map(({ page }) => mediaFlows(page)));
    await untilPath(patient.page, { local: "relay", remote: "relay", relayProtocol: "udp" });
  }, {
    env,
    prepare: async (person) => {
      await person.page.route("**/api/ice", (route) => {
        const before = asked.get(person) ?? 0;
        asked.set(person, before + 1);
        const endsAtMs = Date.now() + (before === 0 ? firstLifetimeMs : lifetimeMs);
        const username = `${Math.ceil(endsAtMs / 1000)}:short`;
        const credential = createHmac("sha1", relay.secret).update(username).digest("base64");
        const iceServers = [{ urls: [relay.urls.udp], username, credential }];
        return route.fulfill({ json: { iceServers, iceTransportPolicy: "relay", lifetimeMs } });
      });
    },
  });
});
