import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { launchFirefox, openFirefoxPerson } from "../support/firefox.ts";
import { startScreen } from "../support/screen.ts";
import { startServer } from "../support/running_server.ts";
import { mediaFlows, PRACTITIONER } from "./journey.ts";
import { PATIENT } from "./meeting.ts";
import { chromiumVisitor, firefoxVisitor, type Visitor } from "./visitor.ts";

/** All other tests of this folder cover Chromium with Chromium. */
Deno.test("two browsers: Chromium with Firefox, then Firefox with Firefox: the way in, a whole call, and back in", async (suite) => {
  await using screen = await startScreen();
  const [chromium, firefox] = await Promise.all([
    launchChromium(["--use-fake-device-for-media-stream=device-count=3"]),
    launchFirefox(screen.display),
  ]);
  const folder = await Deno.makeTempDir();
  try {
    const ofChromium = async () => chromiumVisitor(await openPerson(chromium));
    const ofFirefox = async () => firefoxVisitor(await openFirefoxPerson(firefox));
    for (const makeHost of [ofChromium, ofFirefox]) {
      const [host, guest] = [await makeHost(), await ofFirefox()];
      await using server = await startServer();
      await talk(suite, { host, guest, origin: server.origin, setUpLink: server.setUpLink, folder });
      await Promise.all([host.close(), guest.close()]);
    }
    await suite.step("Firefox: the check to its verdict", () => check(ofFirefox));
  } finally {
    await Promise.all([chromium.close(), firefox.close()]);
    await Deno.remove(folder, { recursive: true });
  }
});

interface Scene {
  host: Visitor;
  guest: Visitor;
  origin: string;
  setUpLink: string;
  folder: string;
}

async function talk(suite: Deno.TestContext, scene: Scene): Promise<void> {
  const { host, guest, folder } = scene;
  const both = [host, guest];
  const ways = [[host, guest], [guest, host]] as const;
  const step = async (what: string, work: () => Promise<void>) => {
    const name = `${host.browser} with ${guest.browser}: ${what}`;
    if (await suite.step(name, work)) return;
    const phases = await Promise.all(both.map((visitor) => visitor.evaluate(phaseShown, null)));
    throw new Error(`${name}: it ended in ${phases.join(" and ")}; nothing after it can be tried`);
  };
  for (const visitor of both) if (visitor.browser === "Firefox") await visitor.prepare(addSecondCamera);
  for (const visitor of both) await visitor.prepare(keepBlobs);

  await step("name and code, permission, waiting room, admission", () => meet(scene));
  await step("picture and sound both ways", () => flow(both));
  await step("muted", async () => {
    for (const [one, other] of ways) {
      await one.click("button", "Mikrofon");
      await says(other, ".conversation h1", "Mikrofon aus");
      await silent(other);
      await one.click("button", "Mikrofon");
    }
    await flow(both);
  });
  await step("camera off and on, and another one", async () => {
    for (const [one, other] of ways) {
      await one.click("button", "Kamera");
      await says(other, ".picture", "hat die Kamera aus.");
      assert.equal(await one.evaluate(ownCamera, null), null, "its light is out");
      await one.click("button", "Kamera");
      await one.click("button", "Einstellungen");
      await one.seen("#choose-camera");
      const former = await one.evaluate(ownCamera, null);
      const next = await one.evaluate(otherCamera, former);
      await until(
        one,
        (next) =>
          (document.querySelector<HTMLVideoElement>("video[data-video=self]")!.srcObject as MediaStream)
            .getVideoTracks()[0]?.getSettings().deviceId === next,
        next,
      );
      await one.click("button", "Schließen");
    }
    await flow(both);
  });
  await step("the screen", async () => {
    for (const [one, other] of ways) {
      await one.click("button", "Bildschirm teilen");
      await other.seen("video[data-video=screen]");
      await other.evaluate(pictureComes, null);
      await flow([other]);
      await one.click("button", "Bildschirm teilen");
      await other.gone("video[data-video=screen]");
    }
  });
  await step("chat", async () => {
    for (const [one, other] of ways) {
      await one.seen("#open-chat");
      await one.evaluate(() => document.querySelector<HTMLElement>("#open-chat")!.click(), null);
      await one.fill("Nachricht", `Grüße aus ${one.browser}`);
      await one.click("button", "Senden");
      await other.seen("#open-chat");
    }
    for (const [one, other] of ways) await says(one, "[role=log]", `Grüße aus ${other.browser}`);
  });
  await step("a file of 20 MB", async () => {
    const bytes = randomBytes(20_000_000);
    const path = `${folder}/Befund.pdf`;
    await Deno.writeFile(path, bytes);
    await guest.giveFile("input[type=file]", path);
    await host.click("button", "Annehmen");
    for (const visitor of both) await visitor.seen("[data-transfer=done]");
    const sum = createHash("sha256").update(bytes).digest("hex");
    assert.equal(await host.evaluate(lastBlobSum, null), sum);
  });
  await step("hung up, and in again", async () => {
    await guest.click("button", "Auflegen");
    await guest.click("button", "Auflegen", "dialog[open]");
    await guest.seen("main[data-phase=ended]");
    await host.seen("main[data-phase=waiting]");
    await guest.click("button", "Wieder beitreten");
    await host.seen("main[data-phase=knocking], main[data-phase=connected]");
    if (await host.evaluate(() => document.querySelector("main[data-phase=knocking]") !== null, null)) {
      await host.click("button", "Einlassen");
    }
    for (const visitor of both) await visitor.seen("main[data-phase=connected]");
    await flow(both);
  });
  for (const visitor of both) assert.deepEqual(visitor.errors, []);
}

/** Set-up, form, join page, permission, waiting room, admission. */
async function meet({ host, guest, origin, setUpLink }: Scene): Promise<void> {
  await host.open(setUpLink);
  for (
    const [label, value] of [
      ["Name der Praxis", PRACTITIONER.practiceName],
      ["Ihr Name", PRACTITIONER.name],
      ["E-Mail", PRACTITIONER.email],
      ["Passphrase", PRACTITIONER.passphrase],
      ["Passphrase wiederholen", PRACTITIONER.passphrase],
    ] as const
  ) await host.fill(label, value);
  await host.click("button", "Praxis anlegen");
  await host.click("checkbox", "Ich habe den Schlüssel ausgedruckt oder aufgeschrieben.");
  await host.click("button", "Weiter zu den Sprechstunden");
  await host.open(`${origin}/practice/new`);
  await host.fill("Name der eingeladenen Person", PATIENT);
  await host.click("button", "Einladung erstellen");
  await host.seen("output");
  const code = await host.evaluate(() => document.querySelector("output")!.textContent, null);
  await guest.open(origin);
  await guest.fill("Ihr Name", PATIENT);
  await guest.fill("Ihr Zugangscode", code);
  await guest.click("button", "Raum beitreten");
  await allow(guest, "waiting");
  await host.click("link", "Raum öffnen");
  await allow(host, "knocking");
  await says(host, "main", `${PATIENT} möchte eintreten.`);
  await guest.seen("main[data-phase=knocking]");
  await host.click("button", "Einlassen");
  for (const visitor of [host, guest]) {
    await visitor.seen("main[data-phase=connected]");
    await visitor.click("button", "Verstanden");
    await says(visitor, ".conversation", "Ende-zu-Ende-verschlüsselt");
  }
}

/** Only for Firefox: Chromium has its permission from the command line. */
async function allow(visitor: Visitor, next: string): Promise<void> {
  if (visitor.browser === "Firefox") await visitor.click("button", "Kamera und Mikrofon einschalten");
  await visitor.seen(`main[data-phase=${next}]`);
}

async function check(open: () => Promise<Visitor>): Promise<void> {
  await using server = await startServer();
  const visitor = await open();
  await visitor.open(`${server.origin}/check`);
  await visitor.click("button", "Prüfung beginnen");
  await visitor.seen("[data-step=microphone][data-outcome=good]");
  await visitor.click("button", "Testton abspielen");
  await visitor.click("button", "Ja, gehört");
  await visitor.seen("[data-verdict=ready], [data-verdict=ready_with_limits]");
  assert.deepEqual(visitor.errors, []);
}

async function flow(visitors: readonly Visitor[]): Promise<void> {
  await Promise.all(
    visitors.map((visitor) => mediaFlows({ evaluate: (work) => visitor.evaluate(work, null) })),
  );
}

function says(visitor: Visitor, selector: string, text: string): Promise<void> {
  return until(
    visitor,
    ([selector, text]) =>
      [...document.querySelectorAll(selector!)].some(({ textContent }) => textContent.includes(text!)),
    [
      selector,
      text,
    ],
  );
}

async function until<Argument>(
  visitor: Visitor,
  holds: (argument: Argument) => boolean,
  argument: Argument,
): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await visitor.evaluate(holds, argument)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${visitor.browser}: never true with ${JSON.stringify(argument)}: ${holds}`);
}

/** Waits until nothing is heard of the partner for a third of a second. */
function silent(visitor: Visitor): Promise<void> {
  return visitor.evaluate(async () => {
    const video = document.querySelector<HTMLVideoElement>("video[data-video=partner]")!;
    const context = new AudioContext();
    await context.resume();
    const analyser = new AnalyserNode(context, { fftSize: 16_384 });
    context.createMediaStreamSource(video.srcObject as MediaStream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    try {
      for (let tries = 0; tries < 100; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        analyser.getFloatTimeDomainData(samples);
        if (context.currentTime > 0.5 && samples.every((sample) => Math.abs(sample) < 0.001)) return;
      }
      throw new Error("The partner is heard all the time");
    } finally {
      await context.close();
    }
  }, null);
}

function ownCamera(): string | null {
  const stream = document.querySelector<HTMLVideoElement>("video[data-video=self]")!.srcObject as MediaStream;
  return stream.getVideoTracks()[0]?.getSettings().deviceId ?? null;
}

/** Chooses the last of the other cameras. (Chromium's second one gives depth pictures, which are not for calls.) */
function otherCamera(former: string | null): string {
  const choice = document.querySelector<HTMLSelectElement>("#choose-camera")!;
  const next = [...choice.options].map(({ value }) => value).filter((id) => id !== former).at(-1)!;
  choice.value = next;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  return next;
}

function phaseShown(): string {
  return document.querySelector("main")?.dataset["phase"] ?? location.pathname;
}

/** Resolves with the third picture of the partner's screen. */
async function pictureComes(): Promise<void> {
  const video = document.querySelector<HTMLVideoElement>("video[data-video=screen]")!;
  for (let pictures = 0; pictures < 3; pictures++) {
    await new Promise((resolve, reject) => {
      video.requestVideoFrameCallback(resolve);
      setTimeout(() => reject(new Error(`${pictures} pictures of the screen`)), 20_000);
    });
  }
}

/** Firefox has one test camera only; a second one is drawn here. */
function addSecondCamera(): void {
  const id = "second";
  const { mediaDevices } = navigator;
  if (!mediaDevices) return; // about:blank
  const [ask, list] = [mediaDevices.getUserMedia.bind(mediaDevices), mediaDevices.enumerateDevices];
  mediaDevices.enumerateDevices = async () => [
    ...await list.call(mediaDevices),
    { kind: "videoinput", deviceId: id, groupId: id, label: "Zweite Kamera" } as MediaDeviceInfo,
  ];
  mediaDevices.getUserMedia = async (constraints = {}) => {
    const { video } = constraints;
    const wish = typeof video === "object" ? video.deviceId as ConstrainDOMStringParameters : undefined;
    if (wish?.exact !== id) return await ask(constraints);
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
    const context = canvas.getContext("2d")!;
    const timer = setInterval(() => {
      context.fillStyle = `hsl(${Date.now() / 10 % 360} 80% 50%)`;
      context.fillRect(0, 0, canvas.width, canvas.height);
    }, 50);
    const track = canvas.captureStream(20).getVideoTracks()[0]!;
    const settings = track.getSettings.bind(track);
    track.getSettings = () => ({ ...settings(), deviceId: id, width: 640, height: 480 });
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      stop();
    };
    const sound = constraints.audio ? (await ask({ audio: constraints.audio })).getTracks() : [];
    return new MediaStream([track, ...sound]);
  };
}

/** Keeps what a page offers to be saved. */
function keepBlobs(): void {
  const make = URL.createObjectURL;
  URL.createObjectURL = (made) => {
    (globalThis as { lastBlob?: Blob | MediaSource }).lastBlob = made;
    return make(made);
  };
}

async function lastBlobSum(): Promise<string> {
  const { lastBlob } = globalThis as unknown as { lastBlob: Blob };
  const sum = await crypto.subtle.digest("SHA-256", await lastBlob.arrayBuffer());
  return new Uint8Array(sum).toHex();
}

/** getRandomValues fills at most 64 KiB at a time. */
function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count);
  for (let at = 0; at < count; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}
