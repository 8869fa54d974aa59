/**
 * A server that lies to count no guesses, in real browsers: the doctor's page answers five hellos by a code at most, and the
 * patient's looks at three answers, whatever the server says.
 */
import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { parseAccessCode } from "../../e2ee/codes.ts";
import { MAX_FAILURES, MAX_GUEST_FAILURES } from "../../e2ee/guesses.ts";
import { GuestPairing, HostPairing } from "../../e2ee/handshake.ts";
import { de } from "../../i18n/de/mod.ts";
import type { GuestSeatAnswer, HostSeatRequest } from "../../wire/rooms.ts";
import { kindOfBody } from "../attack/scene.ts";
import { assertAccessible } from "../support/accessibility.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { CONSULTATION_KEY } from "../support/consultation_key.ts";
import { startServer } from "../support/running_server.ts";
import { allowDevices, type Invitation, invite, openJoinPage, phase, setUpPractice } from "./journey.ts";
import { LyingMailbox, reply } from "./lying_mailbox.ts";

const { codeTries, blockedCode, failures } = de.call;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A doctor's browser that a lying server has in hand. */
interface Doctor {
  context: BrowserContext;
  page: Page;
  origin: string;
  mailbox: LyingMailbox;
  invitation: Invitation;
  /** Of the page that took its seat last. */
  peerId: string;
  /** The room's page, each time that it was served. */
  pages: string[];
  /** What becomes of a write of the private part; undefined: the honest server takes it. */
  write: number | undefined;
}

/** Every page of a room is told with its seat that the consultation ends at once, and its mailboxes are the liar's. */
async function lieTo(context: BrowserContext, origin: string, invitation: Invitation): Promise<Doctor> {
  const doctor: Doctor = {
    context,
    page: await context.newPage(),
    origin,
    mailbox: new LyingMailbox(),
    invitation,
    peerId: "",
    pages: [],
    write: undefined,
  };
  await doctor.mailbox.takeOver(context);
  await context.route(`**/r/${invitation.room}`, async (route) => {
    const answer = await route.fetch();
    doctor.pages.push(await answer.text());
    await route.fulfill({ response: answer });
  });
  await context.route(`**/api/rooms/${invitation.room}/host`, async (route) => {
    doctor.peerId = (route.request().postDataJSON() as HostSeatRequest).peerId;
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...await answer.json(), expiresAtMs: 1 } });
  });
  await context.route(`**/api/practice/consultations/${invitation.room}/private`, async (route) => {
    if (doctor.write === undefined) return await route.continue();
    if (doctor.write === 0) return; // silence
    if (doctor.write < 300) return await route.fulfill({ status: doctor.write });
    await reply(route, doctor.write, { error: doctor.write === 409 ? "version_conflict" : "unavailable" });
  });
  await openRoom(doctor);
  return doctor;
}

async function openRoom(doctor: Doctor, page = doctor.page): Promise<void> {
  const address = `${doctor.origin}/r/${doctor.invitation.room}`;
  // It waits for the patient before it has its seat.
  const seated = page.waitForResponse(`**/api/rooms/${doctor.invitation.room}/host`);
  if (page.url() === address) await page.reload();
  else await page.goto(address);
  await allowDevices(page);
  await phase(page, "waiting");
  await seated;
  const [html = ""] = doctor.pages.slice(-1);
  // The island's properties list their names, and the start's value; the end's came behind it.
  assert.match(html, /startsAtMs.*,\d{13}\b/s, "the host's page");
  assert.doesNotMatch(html, /expiresAtMs|,\d{13},\d{13}\b/, "the page carries no end");
}

/** Strangers greet the doctor's page, each with another code, and with the right one last. */
async function knock({ origin, mailbox, invitation, peerId }: Doctor, strangers: number): Promise<void> {
  const code = parseAccessCode(invitation.code);
  assert.ok("secret" in code);
  for (let n = 1; n <= strangers; n++) {
    const stranger = encodeBase64Url(randomBytes(16));
    mailbox.shown.push({ peerId: stranger, role: "guest" });
    const digits = String((Number(code.secret) + strangers - n) % 1_000_000).padStart(6, "0");
    const pairing = new GuestPairing({
      origin,
      room: decodeBase64Url(invitation.room),
      peerId: decodeBase64Url(stranger),
      theirPeerId: decodeBase64Url(peerId),
      fingerprint: randomBytes(32),
      secret: { method: "code", digits },
      name: "Niemand",
      isPractice: () => true,
    });
    mailbox.put(peerId, stranger, encodeBase64Url(await pairing.hello()));
  }
  await pause(3_000);
}

const answersOf = ({ mailbox }: Doctor) =>
  mailbox.sent.filter(({ body }) => kindOfBody(body) === "M2").length;

Deno.test("guessing: whatever a server says, the doctor's page answers five hellos by a code, and tells why", async (suite) => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { context, page, errors } = await openPerson(browser);
    await setUpPractice(page, server.setUpLink);
    const consultation = async () => {
      const invitation = await invite(page, server.origin, "Ottilie Krämer");
      return await lieTo(context, server.origin, invitation);
    };

    await suite.step(
      "the count ends at once, and the vault refuses it: none of 240 is answered",
      async () => {
        const doctor = await consultation();
        doctor.write = 503;
        await knock(doctor, 240);
        assert.equal(answersOf(doctor), 0);
        await doctor.page.locator("[data-held=vault]").getByText(codeTries.held.vault).waitFor();
        await assertAccessible(doctor.page, "room whose vault takes no count");
        // The vault takes it again: who waits is answered, as far as the budget goes.
        doctor.write = undefined;
        await doctor.page.locator("[data-held]").waitFor({ state: "detached" });
        await knock(doctor, 20);
        assert.equal(answersOf(doctor), MAX_FAILURES);
        await doctor.page.getByText(blockedCode.codeBlocked).waitFor();
        await openRoom(doctor);
        await doctor.page.getByText(blockedCode.codeBlocked).waitFor();
        await knock(doctor, 20);
        assert.equal(answersOf(doctor), MAX_FAILURES, "nor after a reload");
        await doctor.page.close();
      },
    );

    await suite.step(
      "the vault says that it has taken what it throws away: five, in two tabs at once",
      async () => {
        const doctor = await consultation();
        const other = { ...doctor, page: await context.newPage(), peerId: doctor.peerId };
        await openRoom(doctor, other.page);
        doctor.write = 204;
        await knock(doctor, 2);
        await other.page.getByText("Fehlversuche mit dem Zugangscode: 2 von 5.").waitFor();
        await Promise.all([knock(doctor, 100), knock(other, 100)]);
        assert.equal(answersOf(doctor), MAX_FAILURES);
        // A page that is opened anew sees that the server shows less than it has taken.
        await doctor.page.reload();
        await doctor.page.getByText(failures.vault_older).waitFor();
        await other.page.close();
        await doctor.page.close();
      },
    );

    await suite.step("409 without end, and silence: none", async () => {
      for (const write of [409, 0]) {
        const doctor = await consultation();
        doctor.write = write;
        await knock(doctor, 30);
        await doctor.page.locator("[data-held=vault]").waitFor();
        assert.equal(answersOf(doctor), 0, `${write}`);
        await doctor.page.close();
      }
    });

    await suite.step(
      "the browser does not store the count, or never answers: none, and the doctor reads why",
      async () => {
        for (const how of ["full", "forbidden"]) {
          await context.addInitScript((way) => {
            const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (...given) {
              if (sessionStorage["broken"] === "full" && this.name === "guesses") {
                throw new DOMException("full", "QuotaExceededError");
              }
              return put.apply(this, given);
            };
            const open = indexedDB.open;
            indexedDB.open = function (...given) {
              if (sessionStorage["broken"] === "forbidden" && given[0] === "vieraugen-call") {
                throw new DOMException("forbidden", "SecurityError");
              }
              return open.apply(this, given);
            };
            if (location.pathname.startsWith("/r/")) sessionStorage["broken"] = way;
          }, how);
          const doctor = await consultation();
          await knock(doctor, 30);
          assert.equal(answersOf(doctor), 0, how);
          await doctor.page.locator("[data-held=storage]").getByText(codeTries.held.storage).waitFor();
          await doctor.page.close();
        }
      },
    );
    // Thrown above.
    assert.deepEqual(errors.filter((error) => error !== "QuotaExceededError: full"), []);
  } finally {
    await browser.close();
  }
});

Deno.test("guessing: the patient's browser looks at three answers, over reloads, tabs and rooms that the server names", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { context, errors } = await openPerson(browser);
    const mailbox = new LyingMailbox();
    await mailbox.takeOver(context);
    // Each code leads to a room of its own, whatever was typed.
    let room = "";
    await context.route("**/api/join", async (route) => {
      const { peerId, room: known } = route.request().postDataJSON();
      room = known ?? encodeBase64Url(randomBytes(16));
      const answer: GuestSeatAnswer = {
        room,
        token: `${room}.${peerId}.AAAA`,
        serverNowMs: Date.now(),
        startsAtMs: Date.now(),
        practiceName: "Praxis am Park",
      };
      // An end that no page asks for.
      await reply(route, 201, { ...answer, expiresAtMs: 1 });
    });
    await context.route(
      "**/api/ice",
      (route) => reply(route, 200, { iceServers: [], iceTransportPolicy: "all" }),
    );
    await context.route("**/api/rooms/*/seat", (route) => route.fulfill({ status: 204 }));
    // A made-up doctor answers each hello, with another code each time.
    const doctorId = encodeBase64Url(randomBytes(16));
    mailbox.shown.push({ peerId: doctorId, role: "host" });
    let guesses = 0;
    mailbox.onSent = async ({ body }, from) => {
      if (kindOfBody(body) !== "H1") return;
      const pairing = new HostPairing({
        origin: server.origin,
        room: decodeBase64Url(room),
        peerId: decodeBase64Url(doctorId),
        theirPeerId: decodeBase64Url(from),
        fingerprint: randomBytes(32),
        consultationKey: CONSULTATION_KEY,
        secretFor: () => ({ method: "code", digits: String(guesses++).padStart(6, "0") }),
      });
      const [m2] = (await pairing.receive(decodeBase64Url(body))).replies;
      mailbox.put(from, doctorId, encodeBase64Url(m2!));
    };
    const outcomes: string[] = [];
    const outcomeOf = async (page: Page) => {
      await allowDevices(page);
      const told = page.locator("[role=alert][data-error]");
      await told.waitFor();
      outcomes.push(await told.getAttribute("data-error") ?? "");
    };
    for (let tab = 0; tab < 3; tab++) {
      const page = await context.newPage();
      await openJoinPage(page, server.origin);
      await page.getByLabel(de.join.name).fill("Ottilie Krämer");
      await page.getByLabel(de.join.code).fill("0123 4123 4566");
      await page.getByRole("button", { name: de.join.submit }).click();
      await page.waitForURL((url) => url.pathname.startsWith("/r/"));
      await outcomeOf(page);
      for (let reload = 0; reload < 2; reload++) {
        await page.reload();
        await outcomeOf(page);
      }
      assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...sessionStorage })), /expiresAtMs/);
      if (tab === 2) await page.getByText(failures.secret_unavailable).waitFor();
    }
    assert.equal(guesses, 9, "the made-up doctor has guessed nine times");
    assert.deepEqual(outcomes, [
      ...Array(MAX_GUEST_FAILURES).fill("tag_mismatch"),
      ...Array(9 - MAX_GUEST_FAILURES).fill("secret_unavailable"),
    ]);
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
