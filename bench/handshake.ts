/**
 * What a handshake costs: the work of both sides, from H1 to the opened M4, without any network. In Deno, in Chromium,
 * and in Chromium with the CPU throttled six times (DevTools protocol). `deno run -A bench/handshake.ts`
 */
import * as esbuild from "esbuild";
import { launchChromium } from "../tests/support/chromium.ts";

/** Runs in Deno and, bundled, in the browser. */
const PROGRAM = `
  import { GuestPairing, HostPairing } from "../e2ee/handshake.ts";
  import { randomBytes } from "../e2ee/bytes.ts";
  import { makeConsultationKey, openConsultationKey } from "../e2ee/consultation_key.ts";

  const origin = "https://vieraugen.example";
  const secret = { method: "code", digits: "123456" };
  // Once for a host's page, not for each guest.
  const consultationKey = await openConsultationKey(await makeConsultationKey());
  const isPractice = () => true;

  async function handshake() {
    const [room, guestId, hostId] = [randomBytes(16), randomBytes(16), randomBytes(16)];
    const common = { origin, room, fingerprint: randomBytes(32) };
    const guest = new GuestPairing({
      ...common,
      peerId: guestId,
      theirPeerId: hostId,
      secret,
      name: "Ada",
      isPractice,
    });
    const host = new HostPairing({
      ...common,
      peerId: hostId,
      theirPeerId: guestId,
      consultationKey,
      secretFor: () => secret,
    });
    const m2 = (await host.receive(await guest.hello())).replies[0];
    const m3 = (await guest.receive(m2)).replies[0];
    await host.receive(m3);
    await guest.receive(await host.seal(new Uint8Array(100)));
  }

  /** Milliseconds of each run; the first one is cold. */
  globalThis.measure = async (runs) => {
    const times = [];
    for (let i = 0; i < runs; i++) {
      const start = performance.now();
      await handshake();
      times.push(performance.now() - start);
    }
    return times;
  };`;

type Measure = (runs: number) => Promise<number[]>;
const RUNS = 101;

const { outputFiles } = await esbuild.build({
  stdin: { contents: PROGRAM, resolveDir: new URL(".", import.meta.url).pathname, loader: "ts" },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  write: false,
});
await esbuild.stop();
const script = outputFiles[0]!.text;

async function inDeno(): Promise<number[]> {
  await import(`data:text/javascript,${encodeURIComponent(script)}`);
  return await (globalThis as unknown as { measure: Measure }).measure(RUNS);
}

async function inChromium(slowdown: number): Promise<number[]> {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) =>
      new URL(request.url).pathname === "/bench.js"
        ? new Response(script, { headers: { "content-type": "text/javascript" } })
        : new Response("<!doctype html><script type=module src=bench.js></script>", {
          headers: { "content-type": "text/html" },
        }),
  );
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.addr.port}/`, { waitUntil: "load" });
    const devTools = await page.context().newCDPSession(page);
    await devTools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    return await page.evaluate(
      (runs) => (globalThis as unknown as { measure: Measure }).measure(runs),
      RUNS,
    );
  } finally {
    await browser.close();
    await server.shutdown();
  }
}

const rows: [string, number[], number | undefined][] = [
  ["Deno", await inDeno(), undefined],
  ["Chromium", await inChromium(1), 15],
  ["Chromium, CPU 6× slower", await inChromium(6), 60],
];

const out = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
out("A handshake, both sides' work, in ms");
out(["where".padEnd(24), "cold", "median", "p95", "goal", "median/goal"].join("\t"));
for (const [where, times, goalMs] of rows) {
  const warm = times.slice(1).sort((a, b) => a - b);
  const [median, p95] = [warm[Math.floor(warm.length / 2)]!, warm[Math.floor(warm.length * 0.95)]!];
  out(
    [
      where.padEnd(24),
      times[0]!.toFixed(1),
      median.toFixed(1),
      p95.toFixed(1),
      goalMs ?? "–",
      goalMs ? (median / goalMs).toFixed(2) : "–",
    ].join("\t"),
  );
}
