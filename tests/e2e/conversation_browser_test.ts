import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Page } from "playwright-core";
import { assertAccessible } from "../support/accessibility.ts";
import type { Person } from "../support/chromium.ts";
import { allowDevices, focused, joinByCode, mediaFlows, phase } from "./journey.ts";
import { inCall, PATIENT } from "./meeting.ts";

const DOCTOR = "Dr. Ada Berg";

function button(page: Page, name: string) {
  return page.getByRole("button", { name, exact: true });
}

Deno.test("conversation: chat both ways, a file of 20 MB, the screen, a detail, the own picture, panels and keys", async (suite) => {
  await inCall(async ({ doctor, patient }) => {
    const pages = [doctor.page, patient.page];
    for (const page of pages) await button(page, "Verstanden").click();

    await suite.step("chat: unread first, then the log; an address asks before it leads away", async () => {
      // Its program does not arrive at first: it is there when the line is back, without anything to press.
      let lost = 0;
      await doctor.page.route("**/_fresh/*.js", (route) => lost++ < 2 ? route.abort() : route.continue());
      await button(doctor.page, "Chat").click();
      await doctor.page.getByLabel("Nachricht", { exact: true }).fill(
        "Guten Tag, siehe https://praxis.example/plan.",
      );
      assert.ok(lost > 2);
      await doctor.page.unrouteAll();
      // Closed and opened again, and another panel in its place: what is being written stays.
      await doctor.page.locator("#open-chat").click();
      await doctor.page.locator("#open-settings").click();
      await doctor.page.locator("#open-chat").click();
      await button(doctor.page, "Senden").click();
      await patient.page.getByRole("img", { name: "Neue Nachrichten: 1" }).waitFor();
      await patient.page.waitForFunction(() => document.title.startsWith("(1) ")); // told to whoever looks at another tab
      await patient.page.locator("#open-chat").click();
      const log = patient.page.getByRole("log");
      await log.getByText("Guten Tag, siehe").waitFor();
      assert.equal(await log.getByRole("link").count(), 0);
      await log.getByRole("button", { name: "https://praxis.example/plan" }).click();
      const question = patient.page.getByRole("dialog", { name: "Diese Adresse öffnen?" });
      const link = question.getByRole("link", { name: "In neuem Tab öffnen" });
      assert.equal(await link.getAttribute("rel"), "noreferrer noopener");
      await question.getByRole("button", { name: "Nicht öffnen" }).click();
      await patient.page.getByLabel("Nachricht", { exact: true }).fill("<b>Danke</b>");
      await log.getByRole("button", { name: "https://praxis.example/plan" }).click();
      await patient.page.keyboard.press("Escape"); // closes the question alone, and nothing typed is lost
      await question.waitFor({ state: "hidden" });
      await patient.page.getByLabel("Nachricht", { exact: true }).focus();
      await patient.page.keyboard.press("Enter");
      await doctor.page.getByRole("log").getByText("<b>Danke</b>").waitFor();
      await looksAfterBarriers(doctor, "the chat");
    });

    await suite.step(
      "clocks that are set during the call: neither the timer jumps nor the order of the chat",
      async () => {
        const secondsOf = async (page: Page) => {
          const shown = await page.getByRole("timer").innerText();
          return shown.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
        };
        const [startedAtMs, begin] = [performance.now(), await Promise.all(pages.map(secondsOf))];
        for (const [page, byMs] of [[doctor.page, -3600_000], [patient.page, 86_400_000]] as const) {
          await page.evaluate((byMs) => {
            const now = Date.now.bind(Date);
            Date.now = () => now() + byMs;
          }, byMs);
        }
        for (const [i, page] of [doctor.page, patient.page, doctor.page].entries()) {
          await page.getByLabel("Nachricht", { exact: true }).fill(`Nach dem Stellen ${i}`);
          await button(page, "Senden").click();
          for (const other of pages) {
            await other.getByRole("log").getByText(`Nach dem Stellen ${i}`).waitFor();
          }
        }
        for (const page of pages) {
          const texts = (await page.getByRole("log").innerText()).match(
            /Guten Tag, siehe|<b>Danke|Stellen \d/g,
          );
          assert.deepEqual(texts, ["Guten Tag, siehe", "<b>Danke", "Stellen 0", "Stellen 1", "Stellen 2"]);
        }
        // The timer has been drawn again since.
        await doctor.page.waitForFunction((begin) => {
          const shown = document.querySelector("[role=timer]")!.textContent;
          return shown.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) > begin;
        }, begin[0]!);
        const passed = (performance.now() - startedAtMs) / 1000;
        for (const [i, page] of pages.entries()) {
          const since = await secondsOf(page) - begin[i]!;
          assert.ok(since >= 0 && since <= passed + 3, `${since} s on the clock, ${passed} s in truth`);
        }
      },
    );

    await suite.step("a file: nothing flows before the yes; 20 MB arrive as they were sent", async () => {
      const bytes = new Uint8Array(20_000_000);
      for (let at = 0; at < bytes.length; at += 65_536) {
        crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, bytes.length)));
      }
      const folder = await Deno.makeTempDir();
      await Deno.writeFile(`${folder}/Befund 1.pdf`, bytes);
      await patient.page.getByLabel("Datei senden").setInputFiles(`${folder}/Befund 1.pdf`);
      await doctor.page.locator("[data-transfer=offered]").getByText("Befund 1.pdf").waitFor();
      await patient.page.locator("[data-transfer=offered]").waitFor();
      await button(doctor.page, "Annehmen").click();
      await Promise.all(
        pages.map((page) => page.locator("[data-transfer=done]").waitFor({ timeout: 60_000 })),
      );
      const [download] = await Promise.all([
        doctor.page.waitForEvent("download"),
        doctor.page.getByRole("link", { name: "Speichern" }).click(),
      ]);
      assert.equal(download.suggestedFilename(), "Befund 1.pdf");
      const saved = Deno.readFileSync((await download.path())!);
      const sum = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");
      assert.equal(sum(saved), sum(bytes));
      await Deno.remove(folder, { recursive: true });
      for (const page of pages) await button(page, "Schließen").click();
    });

    await suite.step("neither browser has stored anything of it", async () => {
      for (const page of pages) {
        const stored = await storedTexts(page);
        assert.match(stored, /vieraugen/, "what is stored is found");
        for (const content of ["Guten Tag, siehe", "Danke", "Befund 1"]) {
          assert.ok(!stored.includes(content), content);
        }
      }
    });

    await suite.step(
      "the screen: the other sees it large, beside the face, and no longer after",
      async () => {
        const share = button(doctor.page, "Bildschirm teilen");
        await share.click();
        await doctor.page.getByText(`${PATIENT} sieht Ihren Bildschirm.`).waitFor();
        assert.equal(await share.getAttribute("aria-pressed"), "true");
        await patient.page.getByText(`${DOCTOR} zeigt den Bildschirm.`).waitFor();
        await pictureMoves(patient.page, "video[data-video=screen]");
        await mediaFlows(patient.page);
        await share.click();
        await patient.page.locator("video[data-video=screen]").waitFor({ state: "detached" });
      },
    );

    await suite.step("a detail: the camera's own way, told to the other, and back", async () => {
      await button(patient.page, "Teilnehmer").click();
      await button(patient.page, "Karte oder Detail zeigen").click();
      await doctor.page.getByText(`${PATIENT} zeigt etwas aus der Nähe.`).waitFor();
      await patient.page.waitForFunction(() => {
        const own = document.querySelector<HTMLVideoElement>("video[data-video=self]")?.srcObject;
        return own instanceof MediaStream && own.getVideoTracks()[0]?.contentHint === "detail";
      });
      await button(patient.page, "Fertig").click();
      await doctor.page.getByText(`${PATIENT} zeigt etwas aus der Nähe.`).waitFor({ state: "detached" });
      await mediaFlows(doctor.page);
    });

    await suite.step("keys, full screen and the own picture", async () => {
      const { page } = patient;
      await page.keyboard.press("Alt+Shift+T");
      await page.getByRole("region", { name: "Teilnehmer" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("region", { name: "Teilnehmer" }).waitFor({ state: "detached" });
      await focused(page.locator("#open-participants"));
      const own = page.locator("[data-corner]");
      assert.equal(await own.getAttribute("data-corner"), "bottom-end");
      await button(page, "Eigenes Bild in die nächste Ecke").click();
      assert.equal(await own.getAttribute("data-corner"), "bottom-start");
      const [from, stage] = await Promise.all([own.boundingBox(), page.locator(".picture").boundingBox()]);
      await page.mouse.move(from!.x + 20, from!.y + 20);
      await page.mouse.down();
      await page.mouse.move(stage!.x + stage!.width - 40, stage!.y + 60, { steps: 4 });
      await page.mouse.up();
      assert.equal(await own.getAttribute("data-corner"), "top-end");
      await page.keyboard.press("Alt+Shift+V");
      await page.locator("video[data-video=self]").waitFor({ state: "hidden" });
      await button(page, "Vollbild").click();
      await page.locator("video[data-video=self]").waitFor({ state: "visible" });
      await looksAfterBarriers(patient, "the conversation");
    });

    await suite.step(
      "settings: another camera at once, remembered; a tone, a level, and the way back",
      async () => {
        const { page } = patient;
        await button(page, "Einstellungen").click();
        await page.getByRole("meter", { name: "So laut sind Sie" }).waitFor();
        const former = await cameraOf(page);
        const choice = page.getByRole("combobox", { name: "Kamera" });
        const others = await choice.locator("option").evaluateAll(
          (options, former) =>
            options.map((option) => (option as HTMLOptionElement).value).filter((id) => id !== former),
          former,
        );
        // The second fake camera of Chromium gives depth pictures (Y16), which are not for calls.
        const last = others.at(-1)!;
        await choice.selectOption(last);
        await page.waitForFunction(
          (id) =>
            (document.querySelector<HTMLVideoElement>("video[data-video=self]")!.srcObject as MediaStream)
              .getVideoTracks()[0]?.getSettings().deviceId === id,
          last,
        );
        assert.match(
          await page.evaluate(() => localStorage.getItem("vieraugen.devices") ?? ""),
          new RegExp(last),
        );
        const microphones = page.getByRole("combobox", { name: "Mikrofon" });
        await microphones.selectOption({ index: 1 });
        const chosen = await microphones.inputValue();
        await page.waitForFunction((chosen) => {
          const own = document.querySelector<HTMLVideoElement>("video[data-video=self]")!.srcObject;
          const ids = (own as MediaStream).getAudioTracks().map((track) => track.getSettings().deviceId);
          return ids.length === 1 && ids[0] === chosen; // the former one is let go
        }, chosen);
        await button(page, "Testton abspielen").click();
        await looksAfterBarriers(patient, "the settings");
        await button(page, "Zurück zur Übersicht").click();
        await page.getByRole("region", { name: "Teilnehmer" }).waitFor();
        await mediaFlows(doctor.page);
      },
    );

    await suite.step("a tab that is closed is seen as gone within ten seconds", async () => {
      const startedAtMs = performance.now();
      await patient.page.close({ runBeforeUnload: false });
      await phase(doctor.page, "waiting");
      await doctor.page.getByText(`${PATIENT} hat das Gespräch verlassen.`).waitFor();
      assert.ok(performance.now() - startedAtMs < 10_000);
    });
  }, { browserArgs: ["--use-fake-device-for-media-stream=device-count=3"] });
});

function cameraOf(page: Page): Promise<string | undefined> {
  return page.evaluate(() =>
    (document.querySelector<HTMLVideoElement>("video[data-video=self]")!.srcObject as MediaStream)
      .getVideoTracks()[0]?.getSettings().deviceId
  );
}

Deno.test("conversation: the practice ends it for all: nobody comes in until it opens the room again", async () => {
  await inCall(async ({ server, doctor, patient, invitation }) => {
    await button(doctor.page, "Auflegen").click();
    const locked = doctor.page.waitForResponse("**/lock");
    await doctor.page.getByRole("dialog").getByRole("button", { name: "Für alle beenden" }).click();
    assert.equal((await locked).status(), 204);
    await Promise.all([phase(doctor.page, "ended"), phase(patient.page, "ended")]);
    await button(patient.page, "Wieder beitreten").click();
    const refused = patient.page.locator("[data-error=locked]");
    await Promise.race([allowDevices(patient.page), refused.waitFor()]);
    await refused.waitFor();
    const taken = doctor.page.waitForResponse("**/host");
    await button(doctor.page, "Wieder beitreten").click();
    assert.equal((await taken).status(), 201);
    await joinByCode(patient.page, server.origin, PATIENT, invitation.code);
    await allowDevices(patient.page);
    await Promise.race([
      phase(patient.page, "connected"),
      doctor.page.getByRole("button", { name: "Einlassen" }).click(),
    ]);
    await phase(patient.page, "connected");
  });
});

Deno.test("conversation: the screen stays awake for it and no longer; the partner floats above other windows", async () => {
  const heldBecomes = (page: Page, count: number) =>
    page.waitForFunction(
      (count) =>
        (globalThis as unknown as { locks: WakeLockSentinel[] }).locks.filter(({ released }) => !released)
          .length === count,
      count,
    );
  await inCall(async ({ doctor, patient }) => {
    for (const { page } of [doctor, patient]) await heldBecomes(page, 1);

    await button(patient.page, "Verstanden").click();
    await button(patient.page, "Teilnehmer").click();
    // Asked for when the first picture has not come yet.
    const picture = patient.page.locator("video[data-video=partner]");
    // It comes right after the click, which lets the page open the window for some seconds only.
    await picture.evaluate((video: HTMLVideoElement) => {
      const { srcObject } = video;
      video.srcObject = null;
      const giveBack = () => {
        video.srcObject = srcObject;
        void video.play();
      };
      addEventListener("click", () => setTimeout(giveBack), { once: true });
    });
    await button(patient.page, "Kleines Fenster").click();
    await patient.page.waitForFunction(() =>
      (document.pictureInPictureElement as HTMLElement | null)?.dataset["video"] === "partner"
    );
    await mediaFlows(patient.page);
    await button(patient.page, "Vollbild").click();
    await patient.page.waitForFunction(() => document.fullscreenElement);

    await button(patient.page, "Auflegen").click();
    await patient.page.getByRole("dialog").getByRole("button", { name: "Auflegen" }).click();
    await phase(patient.page, "ended");
    await patient.page.waitForFunction(() =>
      !document.pictureInPictureElement && !document.fullscreenElement
    );
    await patient.page.waitForTimeout(500); // what was still being asked for has been answered
    await heldBecomes(patient.page, 0);
  }, {
    // A browser that takes its time to answer, while the call goes on.
    prepare: async ({ page }) => {
      await page.addInitScript(() => {
        const locks: WakeLockSentinel[] = [];
        Object.assign(globalThis, { locks });
        const { request } = WakeLock.prototype;
        WakeLock.prototype.request = async function (type) {
          await new Promise((resolve) => setTimeout(resolve, 200));
          const lock = await request.call(this, type);
          locks.push(lock);
          return lock;
        };
      });
    },
  });
});

/** The check makes style sheets of its own, which the page's policy refuses and the browser reports. */
async function looksAfterBarriers(person: Person, where: string): Promise<void> {
  assert.deepEqual(person.errors, []);
  await assertAccessible(person.page, where);
  person.errors.splice(0);
}

/** Waits until new pictures come. */
function pictureMoves(page: Page, selector: string): Promise<unknown> {
  return page.waitForFunction((selector) => {
    const video = document.querySelector<HTMLVideoElement>(selector);
    return video !== null && video.getVideoPlaybackQuality().totalVideoFrames > 2;
  }, selector);
}

/** Everything that a page's browser has stored for it, as text: storage, databases, caches. */
async function storedTexts(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const answer = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const texts = [JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await caches.keys()])];
    for (const { name } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        texts.push(JSON.stringify(await answer(database.transaction(store).objectStore(store).getAll())));
      }
      database.close();
    }
    return texts.join("\n");
  });
}
