/**
 * Makes `overview.png`, the picture in the README, from a real call: `deno task build`, then
 * `deno run -A docs/pictures/overview.ts`. It needs Chromium, as the tests do. The people are drawn.
 */
import type { Page } from "playwright-core";
import { inCall, PATIENT } from "../../tests/e2e/meeting.ts";
import { mediaFlows } from "../../tests/e2e/journey.ts";
import { openPerson } from "../../tests/support/chromium.ts";

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const OUTPUT = new URL("overview.png", import.meta.url);

/** What a drawn person looks like. */
interface Look {
  wall: string;
  furniture: string;
  skin: string;
  hair: string;
  clothes: string;
  shirt: string;
  glasses: boolean;
}

const LOOKS: Record<"doctor" | "patient", Look> = {
  doctor: {
    wall: "#cfe3e0",
    furniture: "#7fa8a3",
    skin: "#c98f6b",
    hair: "#2d2320",
    clothes: "#f7f8f8",
    shirt: "#3d7a8c",
    glasses: true,
  },
  patient: {
    wall: "#f2e2c9",
    furniture: "#c49a6c",
    skin: "#f0c9ac",
    hair: "#dcdcdc",
    clothes: "#7d5a8c",
    shirt: "#efe7dd",
    glasses: false,
  },
};

await inCall(async ({ server, browser, doctor, patient, invitation }) => {
  await Promise.all([mediaFlows(doctor.page), mediaFlows(patient.page)]);
  await Promise.all([
    doctor.page.setViewportSize(DESKTOP),
    patient.page.setViewportSize(PHONE),
  ]);
  await Promise.all([pictureIsSharp(doctor.page), pictureIsSharp(patient.page)]);
  for (const { page } of [doctor, patient]) await page.getByRole("button", { name: "Verstanden" }).click();
  const visitor = await openPerson(browser, { viewport: PHONE });
  await visitor.page.goto(server.origin);
  await visitor.page.getByLabel("Ihr Name").fill(PATIENT);
  await visitor.page.getByLabel("Ihr Zugangscode").fill(invitation.code);
  const shots = {
    callDesktop: await shoot(doctor.page),
    callPhone: await shoot(patient.page),
    joinPhone: await shoot(visitor.page),
    joinDesktop: "",
  };
  await visitor.page.setViewportSize(DESKTOP);
  shots.joinDesktop = await shoot(visitor.page);
  // On a page of its own: the policy of ours allows no style from here.
  const table = await browser.newPage({ viewport: { width: 1400, height: 640 } });
  await table.setContent(arrange(shots));
  await table.waitForFunction(() => [...document.images].every((image) => image.complete));
  await Deno.writeFile(OUTPUT, await table.screenshot({ type: "png" }));
}, { prepare: async ({ page }, who) => void await page.addInitScript(drawCamera, LOOKS[who]) });

/** After a change of size the sender needs a moment to come back to full resolution. */
async function pictureIsSharp(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector<HTMLVideoElement>("video[data-video=partner]")!.videoWidth >= 640,
    undefined,
    { timeout: 30_000 },
  );
}

async function shoot(page: Page): Promise<string> {
  const png = await page.screenshot({ type: "png" });
  return `data:image/png;base64,${png.toString("base64")}`;
}

/** Two screens, each with a phone before it. */
function arrange(shots: Record<"joinDesktop" | "joinPhone" | "callDesktop" | "callPhone", string>): string {
  const pair = (desktop: string, phone: string) => `
    <figure>
      <img class="desktop" src="${desktop}">
      <img class="phone" src="${phone}">
    </figure>`;
  return `<!DOCTYPE html><style>
    body { margin: 0; width: 1400px; height: 640px; background: #e7ecef; display: flex; }
    figure { position: relative; margin: 0; width: 700px; height: 640px; }
    img { position: absolute; display: block; background: #fff; box-shadow: 0 6px 24px #0003; }
    .desktop { left: 26px; top: 34px; width: 556px; border-radius: 10px; border: 5px solid #2b3338; }
    .phone { right: 22px; top: 178px; width: 192px; border-radius: 24px; border: 6px solid #2b3338; }
  </style>${pair(shots.joinDesktop, shots.joinPhone)}${pair(shots.callDesktop, shots.callPhone)}`;
}

/** Gives the page a camera that shows a moving person. One function, because it is serialized into the page. */
function drawCamera(look: Look): void {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
  const paper = canvas.getContext("2d")!;
  const oval = (colour: string, x: number, y: number, rx: number, ry: number) => {
    paper.fillStyle = colour;
    paper.beginPath();
    paper.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
    paper.fill();
  };
  const draw = (time: number) => {
    const sway = 6 * Math.sin(time / 900);
    paper.fillStyle = look.wall;
    paper.fillRect(0, 0, 1280, 720);
    paper.fillStyle = look.furniture;
    paper.fillRect(60, 90, 250, 14);
    paper.fillRect(60, 240, 250, 14);
    for (const [at, height] of [[80, 80], [108, 96], [140, 70], [172, 88], [240, 60]] as const) {
      paper.fillRect(at, 90 - height + 150, 22, height);
    }
    paper.fillRect(1010, 60, 190, 250);
    paper.fillStyle = "#ffffff99";
    paper.fillRect(1024, 74, 76, 222);
    paper.fillRect(1110, 74, 76, 222);
    const x = 640 + sway;
    oval(look.hair, x, 300, 150, 178);
    oval(look.clothes, x, 760, 360, 240);
    paper.fillStyle = look.skin;
    paper.fillRect(x - 52, 420, 104, 130);
    paper.fillStyle = look.shirt;
    paper.beginPath();
    paper.moveTo(x - 96, 528);
    paper.lineTo(x, 680);
    paper.lineTo(x + 96, 528);
    paper.fill();
    oval(look.skin, x, 545, 74, 40);
    oval(look.skin, x, 320, 118, 148);
    // Hair over the forehead.
    paper.fillStyle = look.hair;
    paper.beginPath();
    paper.ellipse(x, 236, 126, 82, 0, Math.PI, 2 * Math.PI);
    paper.fill();
    for (const side of [-1, 1]) {
      oval("#fff", x + side * 46, 312, 20, 12);
      oval("#40302a", x + side * 46 + sway / 3, 312, 9, 10);
      paper.strokeStyle = look.hair;
      paper.lineWidth = 7;
      paper.beginPath();
      paper.arc(x + side * 46, 316, 34, 1.25 * Math.PI, 1.75 * Math.PI);
      paper.stroke();
      if (!look.glasses) continue;
      paper.strokeStyle = "#333";
      paper.lineWidth = 5;
      paper.beginPath();
      paper.ellipse(x + side * 48, 316, 40, 32, 0, 0, 2 * Math.PI);
      paper.stroke();
    }
    if (look.glasses) {
      paper.beginPath();
      paper.moveTo(x - 8, 312);
      paper.lineTo(x + 8, 312);
      paper.stroke();
    }
    paper.strokeStyle = "#8a4b3c";
    paper.lineWidth = 7;
    paper.lineCap = "round";
    paper.beginPath();
    paper.arc(x, 372, 46, 0.2 * Math.PI, 0.8 * Math.PI);
    paper.stroke();
  };
  draw(0);
  setInterval(() => draw(performance.now()), 66);
  const picture = canvas.captureStream(15).getVideoTracks()[0]!;
  const own = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
    const stream = await own(constraints);
    for (const track of stream.getVideoTracks()) {
      stream.removeTrack(track);
      track.stop();
      stream.addTrack(picture.clone());
    }
    return stream;
  };
}
