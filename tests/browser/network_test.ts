import assert from "node:assert/strict";
import { pathOf } from "./connections.ts";
import { phase } from "./journey.ts";
import { inNetworkCall, untilFlows, untilSilent } from "./network_meeting.ts";

Deno.test("network: UDP blocked goes on by TURN/TCP, all but 443 by TURN/TLS, a dead line comes back, each without a click", async () => {
  await inNetworkCall(async ({ network, doctor, patient }) => {
    const pages = [doctor.page, patient.page];
    const flows = () => Promise.all(pages.map((page) => untilFlows(page)));
    assert.equal((await pathOf(patient.page)).local, "host", "directly, where that is possible");

    await network.filter(...network.dropping("patient", "meta l4proto udp"));
    await untilSilent(doctor.page);
    await flows();
    assert.equal((await pathOf(patient.page)).relayProtocol, "tcp");

    await network.filter(...network.onlyTcp("patient", 443));
    await untilSilent(doctor.page);
    await flows();
    assert.equal((await pathOf(patient.page)).relayProtocol, "tls");

    await network.filter(...network.dropping("patient", ""));
    await Promise.all(pages.map((page) => phase(page, "recovering")));
    await patient.page.locator("[data-trouble=offline]").waitFor();
    await network.filter();
    await Promise.all(pages.map((page) => phase(page, "connected")));
    await flows();
    assert.deepEqual([...doctor.errors, ...patient.errors], []);
  });
});
