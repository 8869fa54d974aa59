/** Calls to be measured: the product's, and those of a bare page, in the same browser. */
import type { Browser, Page } from "playwright-core";
import { gzipBytes } from "../tests/support/build.ts";
import { openPerson } from "../tests/support/chromium.ts";
import { allowDevices, hangUp, invite, joinByCode, phase, setUpPractice } from "../tests/e2e/journey.ts";

/** Forwards TCP, each direction half a round trip late. */
export function delay(port: number, roundTripMs: number): { port: number; close(): void } {
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
      // One end has closed; any other error ends the bench.
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

/** Records, in a page, when the partner's first picture was shown. */
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

/** A connected call. */
export interface StandingCall {
  /** From the admission to the first picture on the later side. */
  tookMs: number;
  end(): Promise<void>;
}

/**
 * The product's calls: a practice in its own window, and a new patient each time. `scripts`: by path, the bytes of what a
 * patient's page loads until the first picture; more than its static imports, since a part may be wanted that early.
 */
export async function product(browser: Browser, origin: string, setUpLink: string) {
  const doctor = await openPerson(browser);
  await watchFirstFrame(doctor.page);
  await setUpPractice(doctor.page, setUpLink);
  const scripts = new Map<string, number>();
  return {
    scripts,
    async call(): Promise<StandingCall> {
      const { code, room } = await invite(doctor.page, origin, "Ida Maas");
      const patient = await openPerson(browser);
      await watchFirstFrame(patient.page);
      patient.page.on("response", (response) => {
        if (response.request().resourceType() !== "script") return;
        const { pathname } = new URL(response.url());
        scripts.set(pathname, gzipBytes(pathname.replace("/_fresh/", "")));
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
      return {
        tookMs: Math.max(...shownAtMs) - admittedAtMs,
        async end() {
          await hangUp(patient.page);
          await patient.context.close();
        },
      };
    },
  };
}

const BARE_PAGE = `<!doctype html>
<video id=partner autoplay playsinline width=1280></video><video id=own autoplay playsinline muted width=180></video><script>
const [me, other] = location.hash.slice(1).split(",");
const relay = new URLSearchParams(location.search).get("relay");
const post = (message) => fetch(relay + "?box=" + other, { method: "POST", body: JSON.stringify({ messages: [message] }) });
const connection = new RTCPeerConnection();
const video = document.querySelector("#partner");
video.requestVideoFrameCallback(() => document.documentElement.dataset.firstFrameAtMs = Date.now());
connection.ontrack = ({ streams: [stream] }) => video.srcObject = stream;
connection.onicecandidate = ({ candidate }) => candidate && post({ candidate });
const ready = navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 }, audio: true }).then((stream) => {
  for (const track of stream.getTracks()) connection.addTrack(track, stream);
  document.querySelector("#own").srcObject = stream;
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

/** Calls between two bare pages. */
export function bare(browser: Browser, pagePort: number): () => Promise<StandingCall> {
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
    return { tookMs: Math.max(...shownAtMs) - calledAtMs, end: () => context.close() };
  };
}

/** The bare page and its relay under one origin. */
export function serveBare(relayOrigin: string): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const url = new URL(request.url);
    if (url.pathname !== "/relay") {
      return new Response(BARE_PAGE, { headers: { "content-type": "text/html" } });
    }
    const body = request.method === "POST" ? { body: await request.text() } : {};
    return await fetch(`${relayOrigin}/${url.search}`, { method: request.method, ...body });
  });
}
