/**
 * A call that lasts: does anything grow? `deno run -A bench/soak.ts [--minutes 60] [--fps 5]` prints, every minute, after
 * a garbage collection, the heap, nodes and listeners of both pages, their open peer connections, and the server's memory
 * and file descriptors; at the end how much of each grows in an hour. In each minute one of the two switches camera and
 * microphone off and on and opens and closes each panel. Few pictures a second leave the machine to others.
 */
import { parseArgs } from "node:util";
import type { CDPSession } from "playwright-core";
import type { Person } from "../tests/support/chromium.ts";
import { untilFlows } from "../tests/e2e/network_meeting.ts";
import { inCall } from "../tests/e2e/meeting.ts";
import { rssBytes } from "./servers.ts";
import { median, print, printTable } from "./table.ts";

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "60" }, fps: { type: "string", default: "5" } },
});
const minutes = Number(values.minutes);
if (!(minutes >= 1)) throw new RangeError(`Cannot soak for ${values.minutes} minutes: at least 1 is needed`);

/** What is measured, and how it is printed. */
const UNITS = {
  heap: "MB",
  nodes: "",
  listeners: "",
  connections: "",
  rss: "MB",
  descriptors: "",
} as const;
type Figure = keyof typeof UNITS;
type Look = Record<string, number>;

/** The first minutes warm up: caches, compiled code, the encoder's pictures. */
const WARM_MINUTES = Math.min(5, minutes / 4);

async function lookAtPage(session: CDPSession, { page }: Person): Promise<Partial<Record<Figure, number>>> {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  const connections = await page.evaluate(() =>
    (globalThis as unknown as { connections: RTCPeerConnection[] }).connections
      .filter(({ connectionState }) => connectionState !== "closed").length
  );
  return {
    heap: of("JSHeapUsedSize") / 1e6,
    nodes: of("Nodes"),
    listeners: of("JSEventListeners"),
    connections,
  };
}

function lookAtServer(pid: number): Partial<Record<Figure, number>> {
  return { rss: rssBytes(pid) / 1e6, descriptors: [...Deno.readDirSync(`/proc/${pid}/fd`)].length };
}

/** What people do in a minute. */
async function press({ page }: Person): Promise<void> {
  for (const name of ["Kamera", "Mikrofon", "Teilnehmer", "Einstellungen", "Chat"]) {
    const control = page.locator(".bar").getByRole("button", { name });
    await control.click();
    await page.waitForTimeout(500);
    await control.click();
  }
}

/** The growth of a figure in an hour, by least squares. */
function slopePerHour(points: readonly { minute: number; value: number }[]): number {
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [minute, value] = [mean(points.map(({ minute }) => minute)), mean(points.map(({ value }) => value))];
  const spread = points.reduce((sum, point) => sum + (point.minute - minute) ** 2, 0);
  return 60 * points.reduce((sum, point) => sum + (point.minute - minute) * (point.value - value), 0) /
    spread;
}

await inCall(async ({ server, doctor, patient }) => {
  const people = { doctor, patient };
  const sessions: Record<string, CDPSession> = {};
  for (const [who, { context, page }] of Object.entries(people)) {
    await page.getByRole("button", { name: "Verstanden" }).click();
    sessions[who] = await context.newCDPSession(page);
    await sessions[who].send("Performance.enable");
  }
  const looks: { minute: number; look: Look }[] = [];
  const startedAtMs = performance.now();
  for (let minute = 1; minute <= minutes; minute++) {
    await press(minute % 2 === 0 ? doctor : patient);
    await new Promise((resolve) => setTimeout(resolve, startedAtMs + minute * 60_000 - performance.now()));
    const look: Look = {};
    const put = (whose: string, figures: Partial<Record<Figure, number>>) => {
      for (const [name, value] of Object.entries(figures)) look[`${whose} ${name}`] = value;
    };
    for (const [who, person] of Object.entries(people)) put(who, await lookAtPage(sessions[who]!, person));
    put("server", lookAtServer(server.pid));
    await Promise.all([doctor, patient].map(({ page }) => untilFlows(page)));
    looks.push({ minute, look });
    print(
      `${minute} min: ${
        Object.entries(look).map(([name, value]) => `${name} ${value.toFixed(name.endsWith("s") ? 0 : 1)}`)
          .join(
            ", ",
          )
      }`,
    );
  }
  const warm = looks.filter(({ minute }) => minute > WARM_MINUTES);
  printTable(
    `A call of ${minutes} minutes (the first ${WARM_MINUTES} left out)`,
    ["what", "first", "median", "last", "growth in an hour"],
    Object.keys(looks[0]!.look).map((name) => {
      const points = warm.map(({ minute, look }) => ({ minute, value: look[name]! }));
      const unit = UNITS[name.split(" ")[1] as Figure];
      const text = (value: number) => `${value.toFixed(1)} ${unit}`.trim();
      const all = points.map(({ value }) => value);
      return [name, text(all[0]!), text(median(all)), text(all.at(-1)!), text(slopePerHour(points))];
    }),
  );
}, { browserArgs: [`--use-fake-device-for-media-stream=fps=${values.fps}`] });
