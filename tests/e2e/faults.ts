import type { Page } from "playwright-core";
import { seededRandom } from "../support/seeded_random.ts";
import { phase } from "./journey.ts";
import { type NetworkMeeting, untilFlows } from "./network_meeting.ts";

/** How one schedule ended. */
export interface FaultOutcome {
  seed: number;
  /** What happened, in order. */
  story: string[];
  /** From the end of the last fault until media flowed both ways. */
  recoveredMs: number;
  /** What the two pages showed when media did not flow again; none if they did. */
  stuck?: string;
}

const SIDES = ["doctor", "patient"] as const;
type Side = typeof SIDES[number];
const KINDS = ["reload", "line", "unplug", "address", "server", "camera", "microphone"] as const;

const RECOVER_WITHIN_MS = 90_000;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Two to four faults in a running call, at random, also several at a time: a page is reloaded, a line lets nothing
 * through, is pulled out, or gets another address, the server is killed and started again, a camera or a microphone ends.
 * After that nobody clicks anything.
 */
export async function playFaults(meeting: NetworkMeeting, seed: number): Promise<FaultOutcome> {
  const random = seededRandom(seed);
  const between = (from: number, to: number) => from + random() * (to - from);
  const pick = <Kind>(kinds: readonly Kind[]) => kinds[Math.floor(random() * kinds.length)]!;
  const story: string[] = [];
  const startedAtMs = performance.now();
  const tell = (what: string) => {
    story.push(`${((performance.now() - startedAtMs) / 1000).toFixed(1)} s: ${what}`);
  };
  const { network, server } = meeting;
  const dead = new Set<Side>();
  const setDead = (side: Side, isDead: boolean) => {
    if (isDead) dead.add(side);
    else dead.delete(side);
    return network.filter(...[...dead].flatMap((each) => network.dropping(each, "")));
  };
  /** Faults of the same link, page or server happen one after the other. */
  const lines = new Map<string, Promise<void>>();
  const inLine = (name: string, work: () => Promise<void>) =>
    lines.set(name, (lines.get(name) ?? Promise.resolve()).then(work));

  const faults = Math.floor(between(2, 5));
  for (let i = 0; i < faults; i++) {
    const [kind, side, spanMs, gapMs] = [pick(KINDS), pick(SIDES), between(500, 12_000), between(0, 5_000)];
    const { page } = meeting[side];
    const span = `${(spanMs / 1000).toFixed(1)} s`;
    switch (kind) {
      case "reload":
        inLine(`${side}'s page`, async () => {
          tell(`${side} reloads`);
          const times = await reload(page);
          if (times > 1) tell(`${side} had to reload ${times} times`);
        });
        break;
      case "line":
        inLine("filter", async () => {
          tell(`${side}'s line is dead for ${span}`);
          await setDead(side, true);
          await wait(spanMs);
          await setDead(side, false);
        });
        break;
      case "unplug":
        inLine(`${side}'s line`, async () => {
          tell(`${side} is unplugged for ${span}`);
          await network.unplug(side);
          await wait(spanMs);
          await network.plugIn(side);
        });
        break;
      case "address":
        inLine(`${side}'s line`, async () => {
          tell(`${side} gets another address`);
          await network.changeAddress(side);
        });
        break;
      case "server":
        inLine("server", async () => {
          tell(`the server is killed, and back after ${span}`);
          await server.kill();
          await wait(spanMs);
          await server.restart();
        });
        break;
      default:
        inLine(`${side}'s page`, async () => {
          const had = await loseDevice(page, kind);
          tell(had ? `${side}'s ${kind} ends` : `${side} has no ${kind} at this moment`);
        });
    }
    await wait(gapMs);
  }
  await Promise.all(lines.values());
  const calmAtMs = performance.now();
  tell("all is well again");
  try {
    await Promise.all(SIDES.map(async (side) => {
      await meeting[side].page.locator("main[data-phase=connected]").waitFor({ timeout: RECOVER_WITHIN_MS });
      await untilFlows(meeting[side].page, RECOVER_WITHIN_MS);
    }));
    // One may have flowed before the other side's fault was felt.
    await Promise.all(SIDES.map((side) => phase(meeting[side].page, "connected")));
    return { seed, story, recoveredMs: performance.now() - calmAtMs };
  } catch (error) {
    const shown = await Promise.all(SIDES.map((side) => shownOn(meeting[side].page)));
    return { seed, story, recoveredMs: Infinity, stuck: `${error}; ${shown.join("; ")}` };
  }
}

/** Reloads until the page is there, as a person would; returns how often. */
async function reload(page: Page): Promise<number> {
  for (let times = 1; times <= 60; times++) {
    try {
      await page.reload({ waitUntil: "domcontentloaded", timeout: 15_000 });
      await page.locator("html[data-started] main[data-phase]").waitFor({ timeout: 10_000 });
      return times;
    } catch {
      await wait(1_000); // the browser's own page, which says that there is no network
    }
  }
  throw new Error("The page never came");
}

/** Ends a track, as the browser does when its device is unplugged; the next getUserMedia succeeds. */
function loseDevice(page: Page, kind: "camera" | "microphone"): Promise<boolean> {
  return page.evaluate((kind) => {
    const stream = document.querySelector<HTMLVideoElement>("video[data-video=self]")?.srcObject;
    if (!(stream instanceof MediaStream)) return false;
    const [track] = kind === "camera" ? stream.getVideoTracks() : stream.getAudioTracks();
    track?.stop();
    track?.dispatchEvent(new Event("ended"));
    return track !== undefined;
  }, kind).catch(() => false); // in the middle of a reload
}

function shownOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const main = document.querySelector("main");
    const { connections = [] } = globalThis as unknown as { connections?: RTCPeerConnection[] };
    const states = connections.map((each) => `${each.connectionState}/${each.signalingState}`);
    return `${main?.dataset["phase"]} ${states.join(" ")}: ${main?.innerText.slice(0, 300)}`;
  }).catch(String);
}
