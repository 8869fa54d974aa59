/**
 * What a call does in bad networks: blocked, slow, lossy, dead and changing ones, in Linux network namespaces with a real
 * server, a real relay and two Chromiums. Prints what was done and how long it took until media flowed again both ways.
 * `deno run -A bench/network.ts [part of a scene's name]`; needs root, iproute2, nftables, coturn and the build.
 */
import type { Page } from "playwright-core";
import { pathOf } from "../tests/e2e/connections.ts";
import {
  heard,
  inNetworkCall,
  type NetworkMeeting,
  untilFlows,
  untilSilent,
} from "../tests/e2e/network_meeting.ts";
import { print, printTable } from "./table.ts";

type Row = [what: string, media: string, path: string, notes: string];

interface Scene {
  name: string;
  play(meeting: NetworkMeeting): Promise<Row[]>;
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Until media flow both ways; seconds, or "never" within two minutes. */
async function flowsAgain({ doctor, patient }: NetworkMeeting, picture = true): Promise<string> {
  const startedAtMs = performance.now();
  try {
    await Promise.all([doctor, patient].map(({ page }) => untilFlows(page, 120_000, picture)));
    return `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
  } catch (error) {
    print(String(error));
    return "never";
  }
}

async function pathText(page: Page): Promise<string> {
  try {
    const { local, relayProtocol } = await pathOf(page);
    return local === "relay" ? `TURN/${relayProtocol}` : "direct";
  } catch {
    return "none";
  }
}

/** What the page shows of its own line. */
function lineOf(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector("[data-line]")?.getAttribute("data-line") ?? "none");
}

/** What is received: height, bit rate, and how much of the sound had to be made up. */
async function received(
  page: Page,
  spanMs: number,
): Promise<{ height: number; kbit: number; concealed: number; lost: number }> {
  const look = () =>
    page.evaluate(async () => {
      const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
      const connection = connections.findLast(({ connectionState }) => connectionState === "connected");
      const sum = { height: 0, bytes: 0, concealed: 0, samples: 0, lost: 0, packets: 0 };
      if (!connection) return sum;
      // deno-lint-ignore no-explicit-any -- stats are untyped dictionaries
      for (const entry of (await connection.getStats() as unknown as Map<string, any>).values()) {
        if (entry.type !== "inbound-rtp") continue;
        sum.bytes += entry.bytesReceived;
        if (entry.kind === "video") sum.height = Math.max(sum.height, entry.frameHeight ?? 0);
        else {
          sum.concealed += entry.concealedSamples - entry.silentConcealedSamples;
          sum.samples += entry.totalSamplesReceived;
          sum.lost += entry.packetsLost;
          sum.packets += entry.packetsReceived;
        }
      }
      return sum;
    });
  const [before] = [await look()];
  await wait(spanMs);
  const after = await look();
  const packets = after.packets - before.packets + after.lost - before.lost;
  return {
    height: after.height,
    kbit: (after.bytes - before.bytes) * 8 / spanMs,
    concealed: (after.concealed - before.concealed) / Math.max(1, after.samples - before.samples),
    lost: (after.lost - before.lost) / Math.max(1, packets),
  };
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

const SCENES: Scene[] = [
  {
    name: "blocked: UDP, then all but 443, then nothing",
    async play(meeting) {
      const { network, patient, doctor } = meeting;
      const rows: Row[] = [];
      const step = async (what: string, rules: string[]) => {
        await network.filter(...rules);
        if (rules.length > 0) await untilSilent(doctor.page);
        rows.push([what, await flowsAgain(meeting), await pathText(patient.page), ""]);
      };
      const udp = network.dropping("patient", "meta l4proto udp");
      await step("UDP blocked in the call", udp);
      await step("all but TCP 443 blocked in the call", network.onlyTcp("patient", 443));
      await patient.page.reload();
      rows.push([
        "reload behind the same block",
        await flowsAgain(meeting),
        await pathText(patient.page),
        "",
      ]);
      await network.filter();
      return rows;
    },
  },
  ...[10, 30].map((seconds): Scene => ({
    name: `dead: no packet for ${seconds} s`,
    async play(meeting) {
      const { network, patient } = meeting;
      await network.filter(...network.dropping("patient", ""));
      await wait(seconds * 1000);
      const trouble = await patient.page.evaluate(() =>
        document.querySelector("[data-trouble]")?.getAttribute("data-trouble") ?? "none"
      );
      await network.filter();
      const media = await flowsAgain(meeting);
      return [[
        `line dead for ${seconds} s`,
        media,
        await pathText(patient.page),
        `patient was told: ${trouble}`,
      ]];
    },
  })),
  {
    name: "unplugged: the device sees that its line is down",
    async play(meeting) {
      const { network, patient } = meeting;
      await network.unplug("patient");
      await wait(10_000);
      await network.plugIn("patient");
      return [["unplugged for 10 s", await flowsAgain(meeting), await pathText(patient.page), ""]];
    },
  },
  {
    name: "address: another one",
    async play(meeting) {
      const { network, patient, doctor } = meeting;
      await network.changeAddress("patient");
      await wait(1_000);
      const before = await heard(doctor.page);
      const media = await flowsAgain(meeting);
      const { frames } = await heard(doctor.page);
      return [[
        "address changed",
        media,
        await pathText(patient.page),
        `${frames - before.frames} frames since`,
      ]];
    },
  },
  {
    name: "slow: 300 kbit/s",
    async play(meeting) {
      const { network, patient, doctor } = meeting;
      const rows: Row[] = [];
      const look = async (what: string) => {
        const { height, kbit, concealed } = await received(doctor.page, 6_000);
        const line = await lineOf(patient.page);
        rows.push([
          what,
          `${height}p`,
          `${kbit.toFixed(0)} kbit/s`,
          `sound made up: ${percent(concealed)}; line ${line}`,
        ]);
      };
      await look("before");
      await network.shape("patient", 300);
      for (const atS of [10, 20, 30, 40]) {
        await wait(4_000);
        await look(`300 kbit/s, after ${atS} s`);
      }
      await network.shape("patient", undefined);
      for (const atS of [15, 30, 45, 60]) {
        await wait(9_000);
        await look(`open again, after ${atS} s`);
      }
      return rows;
    },
  },
  {
    name: "lossy: 10 % of the packets",
    async play(meeting) {
      const { network, patient, doctor } = meeting;
      await network.filter(...network.dropping("patient", "meta l4proto udp numgen random mod 100 < 10"));
      await wait(10_000);
      const { height, kbit, concealed, lost } = await received(doctor.page, 20_000);
      const line = await lineOf(patient.page);
      await network.filter();
      return [[
        "10 % loss both ways, 20 s",
        `${height}p`,
        `${kbit.toFixed(0)} kbit/s`,
        `sound lost ${percent(lost)}, made up ${percent(concealed)}; line ${line}`,
      ]];
    },
  },
];

const wanted = Deno.args[0] ?? "";
const rows: Row[] = [];
for (const scene of SCENES.filter(({ name }) => name.includes(wanted))) {
  try {
    await inNetworkCall(async (meeting) => {
      const trace = Deno.args.includes("--trace")
        ? setInterval(() => void traceOf(meeting), 2_000)
        : undefined;
      try {
        rows.push(...await scene.play(meeting));
      } finally {
        clearInterval(trace);
      }
    });
  } catch (error) {
    print(`${scene.name}: ${error}`);
    rows.push([scene.name, "FAILED", "", String(error).slice(0, 60)]);
  }
}
printTable(
  "Bad networks: until media flow both ways again",
  ["what was done", "media", "path", "notes"],
  rows,
);

async function traceOf({ doctor, patient }: NetworkMeeting): Promise<void> {
  const texts = await Promise.all([doctor, patient].map(({ page }) =>
    page.evaluate(() => {
      const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
      const states = connections.map((c) =>
        `${c.connectionState}/${c.iceConnectionState}/${c.signalingState}/${c.iceGatheringState}`
      );
      const trouble = document.querySelector("[data-trouble]")?.getAttribute("data-trouble") ?? "";
      const lines = connections.at(-1)?.localDescription?.sdp.match(/a=candidate.*/g)?.map((line) =>
        line.split(" ").slice(2, 8).join(" ")
      );
      return `${document.querySelector("main")?.dataset["phase"]} ${trouble} ${states.slice(1).join(" ")} [${
        lines?.join(", ")
      }]`;
    }).catch(String)
  ));
  print(`${new Date().toISOString().slice(14, 21)}\n  D ${texts[0]}\n  P ${texts[1]}`);
}
