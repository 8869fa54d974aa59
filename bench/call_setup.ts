/**
 * How long a call takes from the admission to the first picture on both sides, against a bare page with a warm long-poll
 * relay in memory, in the same browser, in turn; also with 150 ms of round trip in front of the signaling. And what
 * JavaScript a call loads. `deno run -A bench/call_setup.ts [rounds]`
 */
import type { Browser, Page } from "playwright-core";
import { launchChromium, openPerson } from "../tests/chromium.ts";
import { allowDevices, hangUp, invite, joinByCode, phase, setUpPractice } from "../tests/browser/journey.ts";
import { startServer } from "../tests/server/running_server.ts";
import { startReference } from "./servers.ts";
import { againstGoal, formatMs, median, print, printTable } from "./table.ts";

const ROUNDS = Number(Deno.args[0] ?? 7);
const ROUND_TRIP_MS = 150;
const MAX_SCRIPT_BYTES = 60 * 1024;

/** Forwards TCP, each direction half a round trip late. */
function delay(port: number, roundTripMs: number): { port: number; close(): void } {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const pipe = async (from: Deno.Conn, to: Deno.Conn) => {
    const buffer = new Uint8Array(64 * 1024);
    let sending = Promise.resolve();
    try {
      for (let n = await from.read(buffer); n !== null; n = await from.read(buffer)) {
        const chunk = buffer.slice(0, n);
        const dueMs = performance.now() + roundTripMs / 2;
        sending = sending.then(async () => {
          await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
          for (let sent = 0; sent < chunk.length;) sent += await to.write(chunk.subarray(sent));
        });
        sending.catch(() => {}); // the other end has gone: reading ends, too
      }
      await sending;
    } catch (error) {
      // One of the ends has gone; what else could happen here ends the bench.
      const isGone = [
        Deno.errors.ConnectionReset,
        Deno.errors.BrokenPipe,
        Deno.errors.BadResource,
        Deno.errors.Interrupted,
      ]
        .some((kind) => error instanceof kind);
      if (!isGone) throw error;
    }
    for (const end of [from, to]) close(end);
  };
  void (async () => {
    for await (const near of listener) {
      const far = await Deno.connect({ hostname: "127.0.0.1", port });
      near.setNoDelay();
      far.setNoDelay();
      void pipe(near, far);
      void pipe(far, near);
    }
  })().catch(() => {});
  return { port: listener.addr.port, close: () => listener.close() };
}

/** Closes a connection that the other direction may have closed already. */
function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}

/** Notes, in a page, when the first picture of the partner was there. */
async function watchFirstFrame(page: Page): Promise<void> {
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const video = document.querySelector<HTMLVideoElement>("video[data-video=partner]");
      if (!video || video.dataset["watched"]) return;
      video.dataset["watched"] = "yes";
      video.requestVideoFrameCallback(() =>
        document.documentElement.dataset["firstFrameAtMs"] = String(Date.now())
      );
    }).observe(document, { childList: true, subtree: true });
  });
}

async function firstFrameAtMs(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => document.documentElement.dataset["firstFrameAtMs"]);
  return Number(await handle.jsonValue());
}

interface Contestant {
  name: string;
  /** One call; from the admission to the first picture on the later side. */
  round(): Promise<number>;
}

async function product(browser: Browser, origin: string, setUpLink: string) {
  const doctor = await openPerson(browser);
  await watchFirstFrame(doctor.page);
  await setUpPractice(doctor.page, setUpLink);
  const scripts = new Map<string, number>();
  return {
    doctor,
    scripts,
    async round(): Promise<number> {
      const { code, room } = await invite(doctor.page, origin, "Ida Maas");
      const patient = await openPerson(browser);
      await watchFirstFrame(patient.page);
      const loading: Promise<void>[] = [];
      patient.page.on("response", (response) => {
        if (response.request().resourceType() !== "script") return;
        loading.push(
          (async () =>
            void scripts.set(new URL(response.url()).pathname, await gzipBytes(await response.body())))(),
        );
      });
      await joinByCode(patient.page, origin, "Ida Maas", code);
      await allowDevices(patient.page);
      await phase(patient.page, "waiting");
      await doctor.page.goto(`${origin}/r/${room}`);
      await allowDevices(doctor.page);
      await phase(doctor.page, "knocking");
      await phase(patient.page, "knocking");
      await patient.page.waitForTimeout(1_000); // candidates are gathered while somebody waits
      const admittedAtMs = await doctor.page.getByRole("button", { name: "Einlassen" }).evaluate((button) => {
        (button as HTMLElement).click();
        return Date.now();
      });
      const shownAtMs = await Promise.all([doctor.page, patient.page].map(firstFrameAtMs));
      await Promise.allSettled(loading);
      await hangUp(patient.page);
      await patient.context.close();
      return Math.max(...shownAtMs) - admittedAtMs;
    },
  };
}

const BARE_PAGE = `<!doctype html><video autoplay playsinline muted></video><script>
const [me, other] = location.hash.slice(1).split(",");
const relay = new URLSearchParams(location.search).get("relay");
const post = (message) => fetch(relay + "?box=" + other, { method: "POST", body: JSON.stringify({ messages: [message] }) });
const connection = new RTCPeerConnection();
const video = document.querySelector("video");
video.requestVideoFrameCallback(() => document.documentElement.dataset.firstFrameAtMs = Date.now());
connection.ontrack = ({ streams: [stream] }) => video.srcObject = stream;
connection.onicecandidate = ({ candidate }) => candidate && post({ candidate });
const ready = navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 }, audio: true }).then((stream) => {
  for (const track of stream.getTracks()) connection.addTrack(track, stream);
  document.documentElement.dataset.ready = "yes";
});
const early = [];
(async () => {
  for (;;) {
    const { messages } = await (await fetch(relay + "?box=" + me)).json();
    for (const { description, candidate } of messages) {
      if (candidate) connection.remoteDescription ? await connection.addIceCandidate(candidate) : early.push(candidate);
      if (!description) continue;
      await ready;
      await connection.setRemoteDescription(description);
      for (const one of early.splice(0)) await connection.addIceCandidate(one);
      if (description.type === "offer") {
        await connection.setLocalDescription();
        post({ description: connection.localDescription });
      }
    }
  }
})();
globalThis.call = async () => {
  const atMs = Date.now();
  await connection.setLocalDescription();
  post({ description: connection.localDescription });
  return atMs;
};
</script>`;

function bare(browser: Browser, pagePort: number): Contestant["round"] {
  let calls = 0;
  return async () => {
    const boxes = [`a${calls}`, `b${calls++}`];
    const context = await browser.newContext();
    const pages = [await context.newPage(), await context.newPage()] as const;
    const url = `http://127.0.0.1:${pagePort}/?relay=/relay`;
    await pages[0].goto(`${url}#${boxes}`);
    await pages[1].goto(`${url}#${boxes.toReversed()}`);
    for (const page of pages) await page.waitForFunction(() => document.documentElement.dataset["ready"]);
    await pages[0].waitForTimeout(1_000);
    const calledAtMs = await pages[0].evaluate(() =>
      (globalThis as unknown as { call(): Promise<number> }).call()
    );
    const shownAtMs = await Promise.all(pages.map(firstFrameAtMs));
    await context.close();
    return Math.max(...shownAtMs) - calledAtMs;
  };
}

async function gzipBytes(body: Uint8Array): Promise<number> {
  const packed = new Blob([body as Uint8Array<ArrayBuffer>]).stream().pipeThrough(
    new CompressionStream("gzip"),
  );
  return (await new Response(packed).arrayBuffer()).byteLength;
}

/** The bare page and its relay under one origin. */
function serveBare(relayOrigin: string): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const url = new URL(request.url);
    if (url.pathname !== "/relay") {
      return new Response(BARE_PAGE, { headers: { "content-type": "text/html" } });
    }
    const body = request.method === "POST" ? { body: await request.text() } : {};
    return await fetch(`${relayOrigin}/${url.search}`, { method: request.method, ...body });
  });
}

await using server = await startServer();
await using relay = await startReference("long_poll");
const bareServer = serveBare(relay.origin);
const slowBare = delay(bareServer.addr.port, ROUND_TRIP_MS);
const browser = await launchChromium();
try {
  const near = await product(browser, server.origin, server.setUpLink);
  const contestants: Contestant[] = [
    { name: "Vieraugen", round: near.round },
    { name: "bare page", round: bare(browser, bareServer.addr.port) },
  ];
  const figures = new Map<string, number[]>();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { name, round: play } of contestants) {
      const tookMs = await play();
      if (round > 0) figures.set(name, [...figures.get(name) ?? [], tookMs]); // the first one is warm-up
    }
  }
  const slow = new Map<string, number[]>();
  const slowBareRound = bare(browser, slowBare.port);
  await using second = await startServer({});
  const slowSecond = delay(second.port, ROUND_TRIP_MS);
  const far = await product(
    browser,
    `http://127.0.0.1:${slowSecond.port}`,
    second.setUpLink.replace(second.origin, `http://127.0.0.1:${slowSecond.port}`),
  );
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, play] of [["Vieraugen", far.round], ["bare page", slowBareRound]] as const) {
      const tookMs = await play();
      if (round > 0) slow.set(name, [...slow.get(name) ?? [], tookMs]);
    }
  }
  slowSecond.close();
  const row = (what: string, of: Map<string, number[]>) => {
    const [own, other] = [median(of.get("Vieraugen")!), median(of.get("bare page")!)];
    return {
      cells: [what, formatMs(own), formatMs(other), `${(own / other).toFixed(2)}×`],
      ratio: own / other,
    };
  };
  const [direct, late] = [row("direct", figures), row(`${ROUND_TRIP_MS} ms of round trip`, slow)];
  printTable(
    `From the admission to the first picture on both sides: medians of ${ROUNDS} calls, in turn`,
    ["signaling", "Vieraugen", "bare page", "×"],
    [direct.cells, late.cells],
  );
  print(`\n${againstGoal(direct.cells[3]!, "at most 1.3×", direct.ratio <= 1.3)}`);
  print(againstGoal(late.cells[3]!, "at most 1.15×", late.ratio <= 1.15));
  const bytes = [...near.scripts.values()].reduce((sum, size) => sum + size, 0);
  print(
    againstGoal(
      `${(bytes / 1024).toFixed(1)} KiB of JavaScript, gzip`,
      "at most 60 KiB",
      bytes <= MAX_SCRIPT_BYTES,
    ),
  );
  for (const [path, size] of near.scripts) print(`  ${(size / 1024).toFixed(1).padStart(6)} KiB ${path}`);
} finally {
  await browser.close();
  slowBare.close();
  await bareServer.shutdown();
}
