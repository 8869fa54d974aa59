import assert from "node:assert/strict";
import { de } from "../../i18n/de/mod.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startCluster } from "../support/cluster.ts";
import { isDenokvInstalled } from "../support/denokv.ts";
import {
  allowDevices,
  hangUp,
  invite,
  joinByCode,
  mediaFlows,
  openMore,
  phase,
  setUpPractice,
} from "./journey.ts";
import { PATIENT } from "./meeting.ts";

const t = de.practice.list;

Deno.test({
  name:
    "cluster: a whole consultation on three servers, each request at the next one; each part is killed meanwhile",
  ignore: !isDenokvInstalled(),
  async fn(suite) {
    await using cluster = await startCluster();
    const { origin, servers, denokv, wire } = cluster;
    const browser = await launchChromium();
    try {
      const [doctor, patient] = await Promise.all([openPerson(browser), openPerson(browser)]);
      const pages = [doctor.page, patient.page];
      const connected = () => Promise.all(pages.map((page) => phase(page, "connected")));
      const flow = () => Promise.all(pages.map((page) => mediaFlows(page)));

      let room = "";
      let formerCode = "";
      await suite.step("set-up, invitation, a guest who joins and is admitted, a call", async () => {
        await setUpPractice(doctor.page, cluster.setUpLink);
        const invitation = await invite(doctor.page, origin, PATIENT);
        ({ room, code: formerCode } = invitation);
        await joinByCode(patient.page, origin, PATIENT, formerCode);
        await allowDevices(patient.page);
        await doctor.page.getByRole("link", { name: "Raum öffnen" }).click();
        await allowDevices(doctor.page);
        await doctor.page.getByRole("button", { name: "Einlassen" }).click();
        await connected();
        await flow();
      });

      await suite.step("chat", async () => {
        await doctor.page.locator("#open-chat").click();
        await doctor.page.getByLabel("Nachricht", { exact: true }).fill("Guten Tag");
        await doctor.page.getByRole("button", { name: "Senden", exact: true }).click();
        await patient.page.locator("#open-chat").click();
        await patient.page.getByRole("log").getByText("Guten Tag").waitFor();
      });

      await suite.step(
        "a server is killed: the call goes on, and its pages reload at the others",
        async () => {
          await servers[0]!.kill();
          await patient.page.reload();
          await allowDevices(patient.page);
          await connected();
          await flow();
          await doctor.page.reload();
          await allowDevices(doctor.page);
          await connected();
          await flow();
          await servers[0]!.restart();
        },
      );

      await suite.step(
        "denokv is killed, and comes back: the call goes on, and both can reload",
        async () => {
          await denokv.kill();
          await flow();
          await denokv.restart();
          await patient.page.reload();
          await allowDevices(patient.page);
          await connected();
          await flow();
        },
      );

      await suite.step(
        "the store's connections are dropped without a word, then it is away for a while: who reloads meanwhile has nothing to do",
        async () => {
          wire.drop();
          await patient.page.reload();
          await allowDevices(patient.page);
          await connected();
          await flow();
          wire.cut(true);
          await flow();
          await Promise.all([
            patient.page.waitForResponse((response) => response.status() === 503),
            patient.page.reload(),
          ]);
          wire.cut(false);
          await allowDevices(patient.page);
          await connected();
          await flow();
        },
      );

      await suite.step("a new code, by which a guest comes; the list tells it", async () => {
        await hangUp(patient.page);
        await doctor.page.goto(`${origin}/practice`);
        const item = await openMore(doctor.page, room);
        await item.getByRole("button", { name: t.newCode }).click();
        const shown = item.getByRole("status", { name: "Zugangscode" });
        await shown.filter({ hasNotText: formerCode }).waitFor();
        const relative = await openPerson(browser);
        await joinByCode(relative.page, origin, "Karl Krämer", await shown.innerText());
        await allowDevices(relative.page);
        await phase(relative.page, "waiting");
        await doctor.page.locator(`li[data-room="${room}"][data-state=waiting]`).waitFor();
        assert.deepEqual(relative.errors, []);
      });
      assert.deepEqual([...doctor.errors, ...patient.errors], []);
    } finally {
      await browser.close();
    }
  },
});
