/**
 * How soon a knock is seen in the host's room: from the guest's request that carries it until the name is in the host's
 * page, beside the relay latency of the same message (until the host's browser has the answer of its poll), in Chromium
 * with the real server. `deno run -A bench/knock.ts [knocks]`
 */
import type { Page } from "playwright-core";
import { allowDevices, invite, joinByCode, phase, setUpPractice } from "../tests/e2e/journey.ts";
import { launchChromium, openPerson } from "../tests/support/chromium.ts";
import { startServer } from "../tests/support/running_server.ts";
import { formatMs, median, printTable } from "./table.ts";

const KNOCKS = Number(Deno.args[0] ?? 9);

interface Watched {
  /** When the page sent messages, and when an answer with messages came. */
  sentMs: number[];
  heardMs: number[];
  /** When a name stood in the page for the first time. */
  shownMs: Record<string, number>;
}

await using server = await startServer();
const browser = await launchChromium();
const relayMs: number[] = [];
const shownMs: number[] = [];
try {
  const { page: host } = await openPerson(browser);
  await watch(host);
  await setUpPractice(host, server.setUpLink);
  const { code, room } = await invite(host, server.origin, "Ada");
  await host.goto(`${server.origin}/r/${room}`);
  await allowDevices(host);
  await phase(host, "waiting");
  for (let knock = 0; knock < KNOCKS; knock++) {
    const name = `Person ${knock}`;
    const guest = await openPerson(browser);
    await watch(guest.page);
    await joinByCode(guest.page, server.origin, name, code);
    await allowDevices(guest.page);
    await host.getByText(`${name} möchte eintreten.`).waitFor();
    const [by, at] = await Promise.all([guest.page, host].map(watched));
    const seenMs = at!.shownMs[name]!;
    const knockedMs = by!.sentMs.findLast((each) => each <= seenMs)!;
    relayMs.push(at!.heardMs.find((each) => each >= knockedMs)! - knockedMs);
    shownMs.push(seenMs - knockedMs);
    await guest.page.close({ runBeforeUnload: true });
    await guest.context.close();
    await host.getByText(`${name} möchte eintreten.`).waitFor({ state: "detached" });
  }
} finally {
  await browser.close();
}
const shown = (figures: readonly number[]) => [
  formatMs(median(figures)),
  formatMs(Math.max(...figures)),
];
printTable(`A knock in the host's room, ${KNOCKS} times`, ["from the guest's request", "median", "longest"], [
  ["until the host's browser has it (relay)", ...shown(relayMs)],
  ["until the name is in the page", ...shown(shownMs)],
]);

/** Clocks of pages on one machine agree. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: Watched = { sentMs: [], heardMs: [], shownMs: {} };
    Object.assign(globalThis, { seen });
    const nowMs = () => performance.timeOrigin + performance.now();
    const { fetch } = globalThis;
    globalThis.fetch = async (input, init) => {
      const isMessages = String(input instanceof Request ? input.url : input).includes("/messages");
      if (isMessages && init?.method === "POST") seen.sentMs.push(nowMs());
      const answer = await fetch(input, init);
      if (isMessages && init?.method !== "POST") seen.heardMs.push(nowMs());
      return answer;
    };
    new MutationObserver(() => {
      const name = /(Person \d+) möchte eintreten/.exec(document.querySelector("main")?.innerText ?? "")?.[1];
      if (name) seen.shownMs[name] ??= nowMs();
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

function watched(page: Page): Promise<Watched> {
  return page.evaluate(() => (globalThis as unknown as { seen: Watched }).seen);
}
