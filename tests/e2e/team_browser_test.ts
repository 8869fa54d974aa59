import assert from "node:assert/strict";
import { de } from "../../i18n/de/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { launchChromium, openPerson, type Person } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import {
  confirmByPassphrase,
  invite,
  PRACTITIONER,
  setUpPractice,
  signIn,
  writeDownRecoveryKey,
} from "./journey.ts";

const t = de.practice;
const PATIENT = "Zoë Ünver-O’Brien";
const OWN_TEXT = "Bis gleich: {link}";
const CHANGED = "acht alte Amseln singen";

Deno.test("team: members invited by link, an assistant without rooms, a removal with a new practice key", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const [doctor, bea, carl] = await Promise.all([1, 2, 3].map(() => openPerson(browser))) as [
      Person,
      Person,
      Person,
    ];
    await setUpPractice(doctor.page, server.setUpLink);
    const { room } = await invite(doctor.page, server.origin, PATIENT);
    const posted: string[] = [];
    for (const { page } of [doctor, bea, carl]) {
      page.on("request", (request) => posted.push(`${request.url()} ${request.postData() ?? ""}`));
    }
    let link!: string;
    const settings = t.practiceSettings;
    await doctor.page.goto(`${server.origin}/practice/settings`);
    await doctor.page.getByText("Deutsch", { exact: true }).click();
    await doctor.page.getByLabel(settings.parts.sms).first().fill(OWN_TEXT);
    await doctor.page.getByLabel(settings.phone).fill("089 777");
    await doctor.page.getByRole("button", { name: settings.save }).click();
    await confirmByPassphrase(doctor.page, PRACTITIONER.passphrase);
    await doctor.page.getByText(settings.saved, { exact: true }).waitFor();

    const inviteMember = async (role: "assistant" | "practitioner"): Promise<string> => {
      const { page } = doctor;
      await page.goto(`${server.origin}/practice/members`);
      await page.locator("[data-members=ready]").waitFor();
      await page.getByLabel(`${t.members.roles[role]}: ${t.members.roleLeads[role]}`).check();
      await page.getByRole("button", { name: t.members.makeLink, disabled: false }).click();
      await confirmByPassphrase(page, PRACTITIONER.passphrase);
      return (await page.locator("[data-member-link]").getAttribute("data-member-link"))!;
    };
    const join = async ({ page }: Person, name: string, email: string) => {
      await page.goto(link);
      await page.getByLabel("Ihr Name", { exact: true }).fill(name);
      await page.getByLabel("E-Mail", { exact: true }).fill(email);
      await page.getByLabel("Passphrase", { exact: true }).fill(CHANGED);
      await page.getByLabel("Passphrase wiederholen", { exact: true }).fill(CHANGED);
      await page.getByRole("button", { name: t.join.submit }).click();
      await writeDownRecoveryKey(page);
      await page.getByRole("heading", { name: PATIENT }).waitFor();
    };

    await suite.step("a link for an assistant, shown once; its key never leaves the browsers", async () => {
      link = await inviteMember("assistant");
      await assertAccessible(doctor.page, "team with a link");
      assert.equal(await doctor.page.locator("[data-member-check]").count(), 0, "all are bound");
      await bea.page.goto(link);
      await bea.page.getByRole("button", { name: t.join.submit }).waitFor();
      await assertAccessible(bea.page, "joining");
      await bea.page.reload();
      assert.equal(new URL(bea.page.url()).hash, "");
      await join(bea, "Bea Licht", "bea@praxis.example");
      const secret = new URL(link).hash.slice(1);
      assert.match(secret, /^[\w-]{43}$/, "A secret, and no key");
      assert.ok(!posted.some((request) => request.includes(secret)), "The secret of the link was sent");
    });

    await suite.step("the link works once", async () => {
      await carl.page.goto(link);
      await carl.page.locator("[data-error=member_invitation_unknown]").waitFor();
      await assertAccessible(carl.page, "a used link");
    });

    await suite.step("an assistant invites, and is told that rooms are not for it", async () => {
      assert.equal(await bea.page.getByRole("link", { name: "Raum öffnen" }).count(), 0);
      await invite(bea.page, server.origin, "Emil Neu");
      await bea.page.goto(`${server.origin}/r/${room}`);
      await bea.page.locator("main[data-error=forbidden]").waitFor();
      await assertAccessible(bea.page, "a room, for an assistant");
      await bea.page.goto(`${server.origin}/practice/settings`);
      await bea.page.getByText(settings.practitionersOnly).waitFor();
      await bea.page.getByText("089 777").waitFor();
      assert.equal(await bea.page.getByRole("button", { name: settings.save }).count(), 0);
      await assertAccessible(bea.page, "settings, for an assistant");
      await bea.page.goto(`${server.origin}/practice/members`);
      await bea.page.getByText(t.members.practitionersOnly).waitFor();
      assert.equal(await bea.page.getByRole("button", { name: t.members.remove }).count(), 0);
    });

    await suite.step(
      "who is removed is out at once; who stays signs in again and reads everything",
      async () => {
        link = await inviteMember("practitioner");
        await join(carl, "Dr. Carl Fels", "carl@praxis.example");
        await doctor.page.goto(`${server.origin}/practice/members`);
        const row = doctor.page.locator("li[data-member=assistant]");
        await row.getByRole("button", { name: t.members.remove }).click();
        await assertAccessible(doctor.page, "removing somebody");
        const records = "**/api/practice/consultations/*/private";
        await doctor.page.route(records, (route) => route.abort());
        await doctor.page.getByRole("dialog").getByRole("button", { name: t.members.questions.remove.yes })
          .click();
        await assertAccessible(doctor.page, "a question who is there");
        await confirmByPassphrase(doctor.page, PRACTITIONER.passphrase);
        await doctor.page.getByText("Bea Licht gehört nicht mehr zum Team.").waitFor();
        const left = doctor.page.locator("[data-error=seals_old]");
        await left.getByText(fill(t.members.oldSeals, { count: 2 })).waitFor();
        await assertAccessible(doctor.page, "records are left with the former key");
        await doctor.page.goto(`${server.origin}/practice`);
        await left.getByText(fill(t.list.oldSeals, { count: 2 })).waitFor();
        await assertAccessible(doctor.page, "the list, with records left");
        await doctor.page.unroute(records);
        await doctor.page.goto(`${server.origin}/practice/members`);
        await doctor.page.locator("[data-members=ready]").waitFor();
        await left.waitFor({ state: "detached" });
        await row.waitFor({ state: "detached" });
        await doctor.page.goto(`${server.origin}/practice`);
        for (const name of [PATIENT, "Emil Neu"]) await doctor.page.getByRole("heading", { name }).waitFor();
        for (const { page } of [bea, carl]) {
          await page.goto(`${server.origin}/practice`);
          await page.getByRole("button", { name: "Anmelden", disabled: false }).waitFor();
        }
        await invite(doctor.page, server.origin, "Nach dem Abschied");
        await carl.page.getByLabel("E-Mail", { exact: true }).fill("carl@praxis.example");
        await carl.page.getByLabel("Passphrase", { exact: true }).fill(CHANGED);
        await carl.page.getByRole("button", { name: "Anmelden" }).click();
        for (const name of [PATIENT, "Emil Neu", "Nach dem Abschied"]) {
          await carl.page.getByRole("heading", { name }).waitFor();
        }
        const resealed = posted.filter((request) =>
          request.includes("/api/practice/settings {") && request.includes('"version":2')
        );
        assert.equal(resealed.length, 1, "The settings are sealed by the new key, once");
        await carl.page.goto(`${server.origin}/practice/settings`);
        await carl.page.getByText(`, ${settings.ownText}`).waitFor();
        assert.equal(await carl.page.getByLabel(settings.parts.sms).first().inputValue(), OWN_TEXT);
        await bea.page.getByLabel("E-Mail", { exact: true }).fill("bea@praxis.example");
        await bea.page.getByLabel("Passphrase", { exact: true }).fill(CHANGED);
        await bea.page.getByRole("button", { name: "Anmelden" }).click();
        await bea.page.locator("[data-error=sign_in_wrong]").waitFor();
      },
    );

    await suite.step(
      "a new key for the practice: nobody leaves, everybody reads on, others sign in again",
      async () => {
        const { page } = doctor;
        await page.goto(`${server.origin}/practice/members`);
        await page.locator("[data-members=ready]").waitFor();
        const { newKey } = t.members;
        await page.getByRole("button", { name: newKey.make }).click();
        await assertAccessible(page, "a question before a new key");
        await page.getByRole("dialog").getByRole("button", { name: newKey.yes }).click();
        await confirmByPassphrase(page, PRACTITIONER.passphrase);
        await page.getByText(newKey.made, { exact: true }).waitFor();
        await page.locator("[data-members=ready]").waitFor();
        assert.equal(await page.locator("[data-error]").count(), 0, "all is sealed anew");
        assert.equal(await page.locator("li[data-member]").count(), 2);
        const settingsNow = posted.filter((request) => request.includes("/api/practice/settings {"));
        assert.ok(settingsNow.at(-1)!.includes('"version":3'), "the settings, too");
        await page.goto(`${server.origin}/practice/security`);
        await page.locator("[data-entry=key_changed]").waitFor();
        await page.getByText(fill(t.journal.kinds.key_changed, { who: PRACTITIONER.name })).waitFor();
        await page.goto(`${server.origin}/practice`);
        await page.getByRole("heading", { name: PATIENT }).waitFor();
        await carl.page.goto(`${server.origin}/practice`);
        await carl.page.getByLabel("E-Mail", { exact: true }).fill("carl@praxis.example");
        await carl.page.getByLabel("Passphrase", { exact: true }).fill(CHANGED);
        await carl.page.getByRole("button", { name: "Anmelden", disabled: false }).click();
        for (const name of [PATIENT, "Emil Neu", "Nach dem Abschied"]) {
          await carl.page.getByRole("heading", { name }).waitFor();
        }
        await carl.page.goto(`${server.origin}/practice/settings`);
        await carl.page.getByText(`, ${settings.ownText}`).waitFor();
      },
    );

    await suite.step("settings list the devices, and end all others", async () => {
      const { page } = doctor;
      await signIn(bea.page, server.origin, PRACTITIONER.passphrase); // the doctor, at another device
      await bea.page.getByRole("heading", { name: PATIENT }).waitFor();
      await page.goto(`${server.origin}/practice/settings`);
      await page.locator("li[data-session=other]").waitFor();
      await assertAccessible(page, "settings with two devices");
      await page.getByRole("button", { name: t.settings.endOthers }).click();
      await page.locator("li[data-session=other]").waitFor({ state: "detached" });
      await bea.page.getByRole("button", { name: "Anmelden" }).waitFor();
    });

    assert.deepEqual([...doctor.errors, ...bea.errors, ...carl.errors], []);
  } finally {
    await browser.close();
  }
});
