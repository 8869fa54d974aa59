import assert from "node:assert/strict";
import type { Page } from "playwright-core";

/** Records the peer connections that a page makes; to be called before the page is opened. */
export async function watchConnections(page: Pick<Page, "addInitScript">): Promise<void> {
  await page.addInitScript(() => {
    const made: RTCPeerConnection[] = [];
    (globalThis as unknown as Watched).connections = made;
    globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
      construct(target, args, newTarget) {
        const connection = Reflect.construct(target, args, newTarget) as RTCPeerConnection;
        made.push(connection);
        return connection;
      },
    });
  });
}

interface Watched {
  connections: RTCPeerConnection[];
}

/** The network path of media: the candidate types of the selected pair. */
export interface Path {
  local: "host" | "srflx" | "prflx" | "relay";
  remote: "host" | "srflx" | "prflx" | "relay";
  /** How the relay is reached. */
  relayProtocol?: "udp" | "tcp" | "tls";
}

/** The path of the page's connected peer connection. @throws {Error} if there is none. */
export function pathOf(page: Pick<Page, "evaluate">): Promise<Path> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as Watched;
    const connection = connections.findLast(({ connectionState }) => connectionState === "connected");
    if (!connection) throw new Error("No connection is up");
    // deno-lint-ignore no-explicit-any -- stats are untyped dictionaries
    const stats = new Map<string, any>(await connection.getStats() as unknown as Map<string, any>);
    const transport = [...stats.values()].find(({ type }) => type === "transport");
    const pair = stats.get(transport?.selectedCandidatePairId) ??
      [...stats.values()].find(({ type, nominated, state }) =>
        type === "candidate-pair" && nominated && state === "succeeded"
      );
    const [local, remote] = [stats.get(pair.localCandidateId), stats.get(pair.remoteCandidateId)];
    return {
      local: local.candidateType,
      remote: remote.candidateType,
      ...(local.relayProtocol ? { relayProtocol: local.relayProtocol } : {}),
    };
  });
}

/** Waits until media take this path; another pair may be selected first. */
export async function untilPath(page: Page, expected: Partial<Path>): Promise<void> {
  let path: Path | undefined;
  for (let tries = 0; tries < 150; tries++) {
    path = await pathOf(page).catch((error) => {
      if (/No connection is up/.test(String(error))) return undefined; // for the moment
      throw error;
    });
    if (path && Object.entries(expected).every(([name, value]) => path![name as keyof Path] === value)) {
      return;
    }
    await page.waitForTimeout(200);
  }
  const candidates = JSON.stringify(await candidatesOf(page), null, 1);
  assert.fail(`${JSON.stringify(path)} is not ${JSON.stringify(expected)}: ${candidates}`);
}

/** All candidates and pairs of all connections of the page, to find out why media took another path. */
function candidatesOf(page: Page): Promise<unknown[]> {
  return page.evaluate(async () => {
    const entries: unknown[] = [];
    for (const connection of (globalThis as unknown as Watched).connections) {
      const stats = await connection.getStats() as unknown as Map<string, { type: string }>;
      for (const entry of stats.values()) {
        if (/candidate|transport/.test(entry.type)) entries.push(entry);
      }
    }
    return entries;
  });
}
