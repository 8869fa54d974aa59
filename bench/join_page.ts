/**
 * The way in on a cheap phone and a slow line: the join page against a bare page with the same text and form, in the
 * same run. CPU six times slower, 1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip, nothing cached (DevTools protocol).
 * `deno run -A bench/join_page.ts [runs]`: on a shared machine more runs are more precise.
 */
import { gzipSync } from "node:zlib";
import type { Browser, CDPSession } from "playwright-core";
import { launchChromium } from "../tests/support/chromium.ts";
import { startServer } from "../tests/support/running_server.ts";
import { againstGoal, formatMs, median, print, printTable } from "./table.ts";

const RUNS = Number(Deno.args[0] ?? 5);
const MAX_BYTES = 14_600;
const MAX_REQUESTS = 2;
const MAX_RATIO = 1.15;
/** How long a page is observed after it is usable. */
const WATCH_MS = 3_000;

interface Figures {
  firstPaintMs: number;
  usableMs: number;
  blockedMs: number;
  layoutShift: number;
  /** Both ways, headers included, until it can be used. */
  bytes: number;
  requests: number;
  otherHosts: string[];
  /** After that, while the page has nothing else to do. */
  laterBytes: number;
}

await using server = await startServer();
await using bare = await startBarePage();
const browser = await launchChromium();
const ours: Figures[] = [];
const theirs: Figures[] = [];
try {
  // Browser and servers warm up; the pages' visitors come with an empty cache each time.
  for (const { origin } of [bare, server]) await visit(browser, origin);
  for (let run = 0; run < RUNS; run++) {
    // In turns, so that neither is always the second.
    const first = run % 2 === 0;
    if (first) theirs.push(await visit(browser, bare.origin));
    ours.push(await visit(browser, server.origin));
    if (!first) theirs.push(await visit(browser, bare.origin));
  }
} finally {
  await browser.close();
}
report();

/** The same text, the same form; no style, no script, no drawing. */
async function startBarePage(): Promise<AsyncDisposable & { origin: string }> {
  const page = await (await fetch(server.origin, { headers: { "accept-language": "de" } })).text();
  const html = page.replace(/<(style|script|svg)\b[\s\S]*?<\/\1>/g, "").replace(/<link\b[^>]*>/g, "");
  const body = new Uint8Array(gzipSync(html));
  const headers = { "content-type": "text/html; charset=utf-8", "content-encoding": "gzip" };
  const listener = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    ({ url }) =>
      new URL(url).pathname === "/" ? new Response(body, { headers }) : new Response(null, { status: 404 }),
  );
  return {
    origin: `http://127.0.0.1:${listener.addr.port}`,
    [Symbol.asyncDispose]: () => listener.shutdown(),
  };
}

async function visit(browser: Browser, origin: string): Promise<Figures> {
  const context = await browser.newContext({ locale: "de-DE", viewport: { width: 360, height: 740 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: 1_600_000 / 8,
      uploadThroughput: 750_000 / 8,
    });
    const wire = watchWire(session, origin);
    await page.addInitScript(() => {
      const seen = { tasks: [] as [startMs: number, endMs: number][], layoutShift: 0 };
      Object.assign(globalThis, { seen });
      new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) {
          seen.tasks.push([startTime, startTime + duration]);
        }
      }).observe({ type: "longtask", buffered: true });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          seen.layoutShift += (entry as unknown as { value: number }).value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(origin);
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    const untilUsable = { bytes: wire.bytes, requests: wire.requests };
    await page.waitForTimeout(WATCH_MS);
    const timing = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      const { seen } = globalThis as unknown as { seen: { tasks: [number, number][]; layoutShift: number } };
      const firstPaintMs = paint!.startTime;
      // Total blocking time counts what a person could feel: after the first paint, beyond 50 ms a task.
      const blockedMs = seen.tasks.reduce(
        (sum, [startMs, endMs]) => sum + Math.max(0, endMs - Math.max(startMs, firstPaintMs) - 50),
        0,
      );
      return { layoutShift: seen.layoutShift, blockedMs, firstPaintMs, readyMs: navigation!.domInteractive };
    });
    return {
      ...timing,
      // Inline scripts have run when the document is interactive; nobody uses what is not painted.
      usableMs: Math.max(timing.firstPaintMs, timing.readyMs),
      ...untilUsable,
      otherHosts: wire.otherHosts,
      laterBytes: wire.bytes - untilUsable.bytes,
    };
  } finally {
    await context.close();
  }
}

function watchWire(session: CDPSession, origin: string) {
  const wire = { bytes: 0, requests: 0, otherHosts: [] as string[] };
  session.on("Network.requestWillBeSent", ({ request }) => {
    if (!request.url.startsWith("http")) return;
    wire.requests++;
    if (!request.url.startsWith(origin)) wire.otherHosts.push(request.url);
  });
  session.on("Network.requestWillBeSentExtraInfo", ({ headers }) => {
    wire.bytes += Object.entries(headers).reduce(
      (sum, [name, value]) => sum + name.length + value.length + 4,
      20,
    );
  });
  session.on("Network.loadingFinished", ({ encodedDataLength }) => wire.bytes += encodedDataLength);
  return wire;
}

function report(): void {
  const of = (figures: readonly Figures[], key: keyof Figures) =>
    median(figures.map((each) => Number(each[key])));
  const worst = (key: keyof Figures) => Math.max(...ours.map((each) => Number(each[key])));
  const [paint, usable] = [ratio("firstPaintMs"), ratio("usableMs")];
  printTable(`Join page, median of ${RUNS} (in brackets: of each run)`, ["", "first paint", "usable"], [
    ["Vieraugen", ...shown(ours)],
    ["bare page", ...shown(theirs)],
    [
      "ratio",
      ...[paint, usable].map((value) =>
        against(`${value.toFixed(2)}×`, `at most ${MAX_RATIO}×`, value <= MAX_RATIO)
      ),
    ],
  ]);
  const bytes = worst("bytes");
  const requests = worst("requests");
  const blocked = of(ours, "blockedMs");
  const shift = worst("layoutShift");
  const others = ours.flatMap(({ otherHosts }) => otherHosts);
  print("");
  print(
    `bytes until usable, both ways with headers: ${
      against(String(bytes), `at most ${MAX_BYTES}`, bytes <= MAX_BYTES)
    }`,
  );
  print(
    `requests until usable: ${
      against(String(requests), `at most ${MAX_REQUESTS}`, requests <= MAX_REQUESTS)
    }`,
  );
  print(
    `total blocking time: ${against(formatMs(blocked), "0", blocked === 0)}; bare page ${
      formatMs(Math.max(...theirs.map(({ blockedMs }) => blockedMs)))
    }`,
  );
  print(`layout shift: ${against(String(shift), "0", shift === 0)}`);
  print(`requests to other hosts: ${against(String(others.length), "none", others.length === 0)}`);
  print(`fetched ahead for the room, afterwards: ${Math.round(of(ours, "laterBytes") / 1000)} KB`);

  function ratio(key: "firstPaintMs" | "usableMs"): number {
    return of(ours, key) / of(theirs, key);
  }
  function shown(figures: readonly Figures[]): string[] {
    return (["firstPaintMs", "usableMs"] as const).map((key) =>
      `${formatMs(of(figures, key))} (${figures.map((each) => Math.round(each[key])).join(" ")})`
    );
  }
  function against(figure: string, goal: string, met: boolean): string {
    return againstGoal(figure, goal, met);
  }
}
