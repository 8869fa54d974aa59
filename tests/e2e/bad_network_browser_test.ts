import assert from "node:assert/strict";
import { untilPath } from "./connections.ts";
import { phase } from "./journey.ts";
import { inNetworkCall, untilFlows, untilSilent } from "./network_meeting.ts";

Deno.test("network: UDP blocked goes on by TURN/TCP, all but 443 by TURN/TLS, a dead line comes back, each without a click", async () => {
  await inNetworkCall(async ({ network, doctor, patient }) => {
    const pages = [doctor.page, patient.page];
    const flows = () => Promise.all(pages.map((page) => untilFlows(page)));
    await untilPath(patient.page, { local: "host" }); // directly, where that is possible

    await Promise.all([
      untilSilent(doctor.page),
      network.filter(...network.dropping("patient", "meta l4proto udp")),
    ]);
    await flows();
    await untilPath(patient.page, { relayProtocol: "tcp" });

    await Promise.all([untilSilent(doctor.page), network.filter(...network.onlyTcp("patient", 443))]);
    await flows();
    await untilPath(patient.page, { relayProtocol: "tls" });

    await network.filter(...network.dropping("patient", ""));
    await Promise.all(pages.map((page) => phase(page, "recovering")));
    await patient.page.locator("[data-trouble=offline]").waitFor();
    await network.filter();
    await Promise.all(pages.map((page) => phase(page, "connected")));
    await flows();
    assert.deepEqual([...doctor.errors, ...patient.errors], []);
  });
});
