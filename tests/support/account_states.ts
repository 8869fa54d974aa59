/** States of the practice's pages: who is asked for a fresh proof, the team, the security record, refused passphrases. */
import type { Browser, Page } from "playwright-core";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { PRACTITIONER } from "../e2e/journey.ts";
import { openPerson } from "./chromium.ts";

interface AccountStates {
  origin: string;
  lang: Lang;
  t: Catalogue;
  browser: Browser;
  /** The practitioner's page, signed in. */
  doctor: Page;
  look(page: Page, state: string): Promise<void>;
}

const COLLEAGUE = "Dr. Friederike-Charlotte von Hohenstein-Wallersdorf";

/** Walks through the states of the team's page and of the accounts. */
export async function walkAccounts(walk: AccountStates): Promise<void> {
  await proofs(walk);
  await newMember(walk, await memberLink(walk));
  await securityRecord(walk);
}

/** The question whether it is the member: asked, answered wrongly, not answered. */
async function proofs({ origin, t: { practice }, doctor, look }: AccountStates): Promise<void> {
  await doctor.goto(`${origin}/practice/members`);
  await doctor.locator("[data-members=ready]").waitFor();
  await doctor.getByRole("button", { name: practice.members.makeLink, disabled: false }).click();
  const dialog = doctor.getByRole("dialog", { name: practice.proof.title });
  await dialog.waitFor();
  await look(doctor, "proof");
  await dialog.getByLabel(practice.proof.passphrase).fill("sieben stille Amseln");
  await dialog.getByRole("button", { name: practice.proof.confirm }).click();
  await dialog.locator("[data-error=passphrase_wrong]").waitFor();
  await look(doctor, "proof-wrong");
  await doctor.keyboard.press("Escape");
  await doctor.locator("[data-error=proof_cancelled]").waitFor();
  await look(doctor, "proof-cancelled");
}

/** A link for a new member. Returns it. */
async function memberLink({ t: { practice }, lang, doctor, look }: AccountStates): Promise<string> {
  await doctor.getByRole("button", { name: practice.members.makeLink, disabled: false }).click();
  const dialog = doctor.getByRole("dialog", { name: practice.proof.title });
  await dialog.getByLabel(practice.proof.passphrase).fill(PRACTITIONER.passphrase);
  await dialog.getByRole("button", { name: practice.proof.confirm }).click();
  const link = await doctor.locator("[data-member-link]").getAttribute("data-member-link");
  await look(doctor, "member-link");
  return link ?? lang;
}

/** Somebody joins the team: a passphrase that is too short, one that is well known, and a link that was used. */
async function newMember(
  { origin, lang, t: { practice }, browser, doctor, look }: AccountStates,
  link: string,
): Promise<void> {
  const { page, context } = await openPerson(browser);
  await context.addCookies([{ name: "lang", value: lang, url: origin }]);
  await page.goto(link);
  await page.getByRole("button", { name: practice.join.submit }).waitFor();
  const fill = async (passphrase: string) => {
    await page.getByLabel(practice.setUp.passphrase, { exact: true }).fill(passphrase);
    await page.getByLabel(practice.setUp.repeat, { exact: true }).fill(passphrase);
    await page.getByRole("button", { name: practice.join.submit }).click();
  };
  await page.getByLabel(practice.setUp.memberName, { exact: true }).fill(COLLEAGUE);
  await page.getByLabel(practice.setUp.email, { exact: true }).fill(`colleague@${lang}.example`);
  await fill("kurz");
  await page.locator("[data-error=passphrase_short]").waitFor();
  await look(page, "member-join-short");
  await fill("passwort12345678");
  await page.locator("[data-error=passphrase_common]").waitFor();
  await look(page, "member-join-common");
  await fill("acht alte Amseln singen");
  await page.getByLabel(practice.recoveryKey.kept).waitFor();
  await page.goto("about:blank");
  await context.clearCookies();
  await context.addCookies([{ name: "lang", value: lang, url: origin }]);
  await page.goto(link);
  await page.locator("[data-error=member_invitation_unknown]").waitFor();
  await look(page, "member-link-used");
  await context.close();
  await doctor.goto(`${origin}/practice/members`);
  await doctor.locator("[data-members=ready]").waitFor();
  await look(doctor, "members-two");
  await doctor.getByRole("button", { name: practice.members.endSessions, exact: true }).first().click();
  await doctor.getByRole("dialog").waitFor();
  await look(doctor, "members-sign-out");
  await doctor.keyboard.press("Escape");
}

/** What the record says of an account, at the next visit and on its own page. */
async function securityRecord(
  { origin, lang, t: { practice }, browser, doctor, look }: AccountStates,
): Promise<void> {
  const { page, context } = await openPerson(browser);
  await context.addCookies([{ name: "lang", value: lang, url: origin }]);
  await page.goto(`${origin}/practice`);
  await page.getByLabel(practice.signIn.email, { exact: true }).fill(PRACTITIONER.email);
  await page.getByLabel(practice.signIn.passphrase, { exact: true }).fill("sieben stille Amseln singen");
  await page.getByRole("button", { name: practice.signIn.submit, exact: true }).click();
  await page.locator("[data-error=sign_in_wrong]").waitFor();
  await look(page, "sign-in-wrong");
  await page.getByLabel(practice.signIn.passphrase, { exact: true }).fill(PRACTITIONER.passphrase);
  await page.getByRole("button", { name: practice.signIn.submit, exact: true }).click();
  await page.getByRole("link", { name: practice.list.create }).first().waitFor(); // at a new device
  await context.close();
  await doctor.goto(`${origin}/practice`);
  await doctor.locator("[data-news]").waitFor();
  await look(doctor, "list-news");
  await doctor.getByRole("button", { name: practice.journal.seen }).click();
  await doctor.locator("[data-news]").waitFor({ state: "detached" });
  await doctor.goto(`${origin}/practice/security`);
  await doctor.locator("[data-journal=ready]").waitFor();
  await look(doctor, "security");
}
