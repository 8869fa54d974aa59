import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { parseInviteFragment } from "../../e2ee/links.ts";
import { hashRoomProof, linkProof } from "../../e2ee/room_proof.ts";
import { de } from "../../i18n/de/mod.ts";
import { en } from "../../i18n/en/mod.ts";
import type { ConsultationSummary } from "../../wire/consultations.ts";
import type { RoomStatusAnswer } from "../../wire/rooms.ts";
import { assertAccessible, assertAccessibleEverywhere } from "../support/accessibility.ts";
import { ApiClient } from "../api/client.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";
import { focused, phase } from "./journey.ts";

const HOUR = 3600_000;
/** What stands behind the `#` of an invite link: a secret, and "Ottilie Krämer". */
const FRAGMENT = "#AAAAAAAAAAAAAAAAAAAAAA.T3R0aWxpZSBLcsOkbWVy";
const UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA";

Deno.test("invite link: open, too early, another day, moved, cancelled, expired, unknown, half: each its page with the way on", async (suite) => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  const create = async (startsAtMs: number) => {
    const room = encodeBase64Url(randomBytes(16));
    const linkProofHash = await hashRoomProof(await proofOf(room));
    const body = { room, startsAtMs, waitingPhone: "030 123 45 67", linkProofHash };
    return await api.call<ConsultationSummary>("POST", "/api/practice/consultations", { cookie, body });
  };
  const make = async (startsAtMs: number): Promise<string> => {
    const made = await create(startsAtMs);
    assert.equal(made.status, 201);
    return made.body.room;
  };
  /** What has expired when the request arrives is refused. */
  const almostExpired = async (): Promise<string> => {
    for (let tries = 0; tries < 20; tries++) {
      const { status, body } = await create(Date.now() - 24 * HOUR + 2_000);
      if (status === 201) return body.room;
    }
    throw new Error("Two seconds are never enough for a request");
  };
  const expired = await almostExpired();
  const [soon, otherDay, moved, open, cancelled] = [
    await make(Date.now() + 2 * HOUR),
    await make(Date.now() + 72 * HOUR),
    await make(Date.now()),
    await make(Date.now() + 600_000),
    await make(Date.now() + HOUR),
  ];
  await api.call("DELETE", `/api/practice/consultations/${cancelled}`, { cookie });
  const elsewhere = { startsAtMs: Date.now() + 26 * HOUR, version: 1, sealed: "AAAA" };
  const answer = await api.call("PUT", `/api/practice/consultations/${moved}/start`, {
    cookie,
    body: elsewhere,
  });
  assert.equal(answer.status, 204);
  for (
    let tries = 0;
    (await roomStatus(api, expired)).state !== "expired";
    tries++
  ) {
    assert.ok(tries < 100, "it expires");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const browser = await launchChromium();
  try {
    for (const [locale, { call: { entrance, invite } }] of [["de-DE", de], ["en-GB", en]] as const) {
      const { context, page, errors } = await openPerson(browser, { locale });
      const visit = async (room: string, fragment = FRAGMENT) => {
        await page.goto("about:blank");
        await page.goto(`${server.origin}/r/${room}${fragment}`);
        await page.locator("html[data-started]").waitFor();
      };
      // Opening in 90 minutes, late in the evening that is tomorrow.
      const isToday = new Date(Date.now() + 1.5 * HOUR).toDateString() === new Date().toDateString();
      const early = isToday ? entrance.early.title : entrance.early.otherDayTitle;
      const states = [
        { room: soon, code: "not_open_yet", title: early, phone: true },
        { room: otherDay, code: "not_open_yet", title: entrance.early.otherDayTitle, phone: true },
        { room: moved, code: "not_open_yet", title: entrance.early.movedTitle, phone: true },
        { room: cancelled, code: "consultation_cancelled", title: entrance.cancelled.title, phone: true },
        { room: expired, code: "consultation_expired", title: entrance.expired.title, phone: true },
        { room: UNKNOWN, code: "consultation_unknown", title: entrance.unknown.title, phone: false },
      ];
      for (const { room, code, title, phone } of states) {
        await suite.step(`${locale} ${code}: ${title}`, async () => {
          await visit(room);
          await page.locator(`main[data-phase=failed] [data-error=${code}]`).waitFor();
          await page.getByRole("heading", { name: title, level: 1 }).waitFor();
          if (room === moved) {
            await page.getByRole("status").filter({ hasText: entrance.early.moved.split("{")[0]! }).waitFor();
          }
          assert.equal(new URL(page.url()).hash, "", "the secret part is out of the address bar");
          assert.equal(await page.locator("a[href='tel:0301234567']").count(), phone ? 1 : 0);
          await assertAccessible(page, `${locale} ${code}`);
        });
      }
      await suite.step(
        `${locale} open: who invites and for when, before anything is joined; a reload keeps it`,
        async () => {
          const before = await roomStatus(api, open);
          await visit(open);
          await phase(page, "permission");
          await page.getByText(entrance.invites.replace("{practice}", "Praxis")).waitFor();
          await page.getByText(entrance.planned.split("{")[0]!).waitFor();
          assert.equal(await page.getByLabel(invite.name).inputValue(), "Ottilie Krämer");
          assert.equal(new URL(page.url()).hash, "");
          await assertAccessible(page, `${locale} invited`);
          await page.reload();
          assert.equal(await page.getByLabel(invite.name).inputValue(), "Ottilie Krämer");
          await page.getByLabel(invite.name).fill("Otti");
          await new Promise((resolve) => setTimeout(resolve, 1_500)); // the page's clock goes on
          assert.equal(await page.getByLabel(invite.name).inputValue(), "Otti", "what is typed stays");
          await page.getByLabel(invite.name).fill(" ");
          await page.getByRole("button", { name: invite.join }).click();
          await page.locator("[data-error=empty_name]").waitFor();
          await assertAccessibleEverywhere(page, `${locale} invited, without a name`);
          assert.deepEqual(await roomStatus(api, open), before);
          assert.deepEqual(
            (await api.call<ConsultationSummary>("GET", `/api/practice/consultations/${open}`, { cookie }))
              .body.guests,
            [],
            "looking takes no seat",
          );
        },
      );
      await context.close();
      const stranger = await openPerson(browser, { locale });
      await suite.step(`${locale} link_incomplete`, async () => {
        await stranger.page.goto(`${server.origin}/r/${open}`);
        await stranger.page.locator("main[data-phase=failed] [data-error=link_incomplete]").waitFor();
        await stranger.page.getByRole("link", { name: entrance.toCode }).click();
        await stranger.page.waitForURL(`${server.origin}/`);
      });
      assert.deepEqual([...errors, ...stranger.errors], []);
      await stranger.context.close();
    }
    await suite.step(
      "too early goes on by itself, though the device's clock is hours off",
      async () => await goesOnByItself(browser, server.origin, await make(Date.now() + 2 * HOUR)),
    );
    await suite.step("no JavaScript: what to do; of the room the page tells nothing", async () => {
      const context = await browser.newContext({ javaScriptEnabled: false, locale: "de-DE" });
      const page = await context.newPage();
      const texts = [];
      for (const room of [open, soon, cancelled, UNKNOWN]) {
        await page.goto(`${server.origin}/r/${room}`);
        await page.locator("[data-error=no_script]").waitFor();
        texts.push((await page.locator("body").innerText()).replaceAll(room, "room"));
      }
      assert.equal(new Set(texts).size, 1, "one and the same page");
      await context.close();
    });
  } finally {
    await browser.close();
  }
});

async function roomStatus(api: ApiClient, room: string): Promise<Omit<RoomStatusAnswer, "serverNowMs">> {
  const path = `/api/rooms/${room}`;
  const { body: { serverNowMs: _, ...rest } } = await api.call<RoomStatusAnswer>("GET", path, {
    token: await proofOf(room),
  });
  return rest;
}

/** The room proof of the link in these tests. */
const proofOf = (room: string) => linkProof(parseInviteFragment(FRAGMENT).secret, decodeBase64Url(room));

/** The server's answers are those of a room that opens in 90 minutes by its clock; the page's clock is turned. */
async function goesOnByItself(browser: Browser, origin: string, room: string): Promise<void> {
  const { context, page, errors } = await openPerson(browser);
  const openedAfterMs = 90 * 60_000;
  let aheadMs = 0;
  await page.clock.install({ time: Date.now() + 5 * HOUR });
  await page.route(`**/api/rooms/${room}`, async (route) => {
    const answer = await (await route.fetch()).json() as RoomStatusAnswer;
    const serverNowMs = answer.serverNowMs + aheadMs;
    await route.fulfill({
      json: { ...answer, serverNowMs, state: serverNowMs < answer.opensAtMs ? "early" : "open" },
    });
  });
  await page.goto(`${origin}/r/${room}${FRAGMENT}`);
  await page.locator("[data-error=not_open_yet]").waitFor();
  await page.getByText(/Bis dahin: (89|90) Minuten/).waitFor();
  // A visible page asks for the room status once a minute.
  for (let minute = 1; minute <= 3; minute++) {
    aheadMs = minute * 60_000;
    await page.clock.runFor(60_000);
  }
  await page.locator("[data-error=not_open_yet]").waitFor();
  aheadMs = openedAfterMs;
  await page.clock.runFor(60_000);
  await phase(page, "permission");
  await page.getByRole("status").filter({ hasText: de.call.entrance.early.open }).waitFor();
  await focused(page.getByRole("heading", { name: de.call.invite.title }));
  await page.getByRole("button", { name: "Raum beitreten" }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
}
