import { DOCUMENTED_STARTS } from "../support/documented_starts.ts";
import { hangUp, mediaFlows } from "./journey.ts";
import { inCall } from "./meeting.ts";

for (const { name, args } of DOCUMENTED_STARTS) {
  Deno.test(`${name}: a whole consultation, from the set-up link to hanging up, with its permissions`, async () => {
    const data = await Deno.makeTempDir();
    try {
      await inCall(async ({ server, doctor, patient }) => {
        await Promise.all([mediaFlows(doctor.page), mediaFlows(patient.page)]);
        for (const { page } of [doctor, patient]) {
          await page.getByRole("button", { name: "Ende-zu-Ende-verschlüsselt" }).waitFor();
        }
        await doctor.page.locator("#open-chat").click();
        await doctor.page.getByLabel("Nachricht", { exact: true }).fill("Guten Tag");
        await doctor.page.getByRole("button", { name: "Senden", exact: true }).click();
        await patient.page.locator("#open-chat").click();
        await patient.page.getByRole("log").getByText("Guten Tag").waitFor();
        await hangUp(patient.page);
        const failed = server.log.filter((line) => /"status":5|NotCapable|Requires \w+ access/.test(line));
        if (failed.length > 0) throw new Error(failed.join("\n"));
      }, { serverArgs: args(data), env: { KV_URL: `${data}/new/vieraugen.sqlite3` } });
    } finally {
      await Deno.remove(data, { recursive: true });
    }
  });
}
