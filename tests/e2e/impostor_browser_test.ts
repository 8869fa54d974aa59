import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { failureText } from "../../components/call/texts.ts";
import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { parseAccessCode } from "../../e2ee/codes.ts";
import { HostPairing } from "../../e2ee/handshake.ts";
import { formatInviteFragment, parseInviteFragment } from "../../e2ee/links.ts";
import { de } from "../../i18n/de/mod.ts";
import { ApiClient, type Seated } from "../api/client.ts";
import { kindOfBody } from "../attack/scene.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { OTHER_KEY } from "../support/consultation_key.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import { allowDevices, type Invitation, invite, joinByCode, phase, setUpPractice } from "./journey.ts";

const PATIENT = "Ottilie Krämer";
const UNPROVED = "practice_unproved";

/** Whoever runs the server and has read the invitation takes the host's seat, and answers each hello by its secret. */
class Impostor {
  /** What the patient's page has sent. */
  readonly kinds: string[] = [];
  #isOver = false;
  readonly #answering: Promise<void>;

  static async start(server: RunningServer, cookie: string, invitation: Invitation): Promise<Impostor> {
    const api = new ApiClient(server);
    return new Impostor(server.origin, api, await api.host(invitation.room, cookie), invitation);
  }

  private constructor(
    readonly origin: string,
    readonly api: ApiClient,
    readonly seat: Seated,
    readonly invitation: Invitation,
  ) {
    this.#answering = this.#answer();
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#answering;
  }

  async #answer(): Promise<void> {
    const { api, seat } = this;
    const sent = new Map<string, number>();
    for (let cursor = 0; !this.#isOver;) {
      const { body } = await api.poll(seat, cursor, 500);
      cursor = body.cursor;
      for (const { from, body: hello } of body.messages) {
        this.kinds.push(kindOfBody(hello));
        const n = (sent.get(from) ?? 0) + 1;
        sent.set(from, n);
        const [reply] = (await this.#pairingWith(from).receive(decodeBase64Url(hello))).replies;
        await api.send(seat, { ...seat, peerId: from }, n, encodeBase64Url(reply!));
      }
    }
  }

  #pairingWith(peerId: string): HostPairing {
    const code = parseAccessCode(this.invitation.code);
    assert.ok("locator" in code);
    const link = parseInviteFragment(new URL(this.invitation.link, this.origin).hash);
    return new HostPairing({
      origin: this.origin,
      room: decodeBase64Url(this.seat.room),
      peerId: decodeBase64Url(this.seat.peerId),
      theirPeerId: decodeBase64Url(peerId),
      fingerprint: randomBytes(32),
      consultationKey: OTHER_KEY,
      secretFor: ({ method }) =>
        method === "code"
          ? { method, digits: code.secret }
          : method === "link"
          ? { method, bytes: link.secret }
          : undefined,
    });
  }
}

/** The patient's page says that somebody else answers, shows nobody, and has sent hellos only. */
async function assertRefused(page: Page, impostor: Impostor): Promise<void> {
  await page.locator(`[role=alert][data-error=${UNPROVED}]`).waitFor();
  await page.getByText(failureText({ code: UNPROVED }, de.call, "de")).waitFor();
  assert.equal(await page.locator("main[data-phase=failed]").count(), 1);
  assert.equal(await page.locator("video[data-video=partner]").count(), 0);
  assert.deepEqual([...new Set(impostor.kinds)], ["H1"]);
  await assertAccessible(page, "somebody else answers");
}

Deno.test("impostor: whoever has read the invitation and has the server cannot pose as the practice", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const doctor = await openPerson(browser);
    await setUpPractice(doctor.page, server.setUpLink);
    const invitation = await invite(doctor.page, server.origin, PATIENT);
    const cookies = await doctor.context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const { href } = new URL(invitation.link, server.origin);
    const { fingerprint, ...old } = parseInviteFragment(new URL(href).hash);
    assert.ok(fingerprint, "the link names the consultation key");
    const openRoom = async () => {
      await doctor.page.goto(`${server.origin}/r/${invitation.room}`);
      await allowDevices(doctor.page);
    };
    const leaveRoom = () => doctor.page.goto(`${server.origin}/practice`);
    const openLink = async (page: Page, link: string) => {
      await page.goto("about:blank"); // a link that differs behind the # would not load the page anew
      await page.goto(link);
      await page.getByRole("button", { name: "Raum beitreten" }).click();
      await allowDevices(page);
    };

    await suite.step("by the invite link, although the practice was never there", async () => {
      const patient = await openPerson(browser);
      await openLink(patient.page, href);
      const impostor = await Impostor.start(server, cookie, invitation);
      await assertRefused(patient.page, impostor);
      await impostor.end();
      assert.deepEqual(patient.errors, []);
      await patient.context.close();
    });

    const ways: Record<string, (page: Page) => Promise<void>> = {
      "by the code": async (page) => {
        await joinByCode(page, server.origin, PATIENT, invitation.code);
        await allowDevices(page);
      },
      "by an old link": (page) => openLink(page, `${href.split("#")[0]}${formatInviteFragment(old)}`),
    };
    for (const [way, join] of Object.entries(ways)) {
      await suite.step(`${way}, after the practice was there, in a page that was opened anew`, async () => {
        const patient = await openPerson(browser);
        await openRoom();
        await join(patient.page);
        await phase(patient.page, "knocking");
        await leaveRoom();
        const impostor = await Impostor.start(server, cookie, invitation);
        await join(patient.page);
        await assertRefused(patient.page, impostor);
        await impostor.end();
        assert.deepEqual(patient.errors, []);
        // The practice itself is let in as ever.
        await openRoom();
        await join(patient.page);
        await doctor.page.getByRole("button", { name: "Einlassen" }).click();
        await Promise.all([doctor, patient].map(({ page }) => phase(page, "connected")));
        await patient.context.close();
        await leaveRoom();
      });
    }

    await suite.step("by the code, in another room that the server names instead", async () => {
      const patient = await openPerson(browser);
      await openRoom();
      await ways["by the code"]!(patient.page);
      await phase(patient.page, "knocking");
      const other = await invite(doctor.page, server.origin, "Otto");
      const { locator } = parseAccessCode(other.code) as { locator: string };
      await patient.page.route("**/api/join", (route) => {
        const sent = route.request().postDataJSON() as Record<string, string>;
        return route.continue({
          postData: JSON.stringify("locator" in sent ? { ...sent, locator } : sent),
        });
      });
      const impostor = await Impostor.start(server, cookie, { ...invitation, room: other.room });
      await ways["by the code"]!(patient.page);
      assert.ok(patient.page.url().includes(other.room));
      await assertRefused(patient.page, impostor);
      await impostor.end();
      await patient.context.close();
    });
  } finally {
    await browser.close();
  }
});
