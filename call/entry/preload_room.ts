/** Hints to save data, of the Network Information API. Safari and Firefox do not have it. */
interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

/** Pause before the preload, so that it does not disturb typing. */
const REST_MS = 1_500;
/** Any room will do: all rooms' pages load the same files. */
const ROOM_PAGE = "/r/-";

/** Preloads the scripts of the room's page when the browser is idle. */
export function preloadRoomWhenIdle(): void {
  if (savesData()) return;
  const start = () => void preloadRoom();
  setTimeout(() => whenIdle(start), REST_MS);
}

/** Safari has no requestIdleCallback. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in self) requestIdleCallback(work);
  else work();
}

function savesData(): boolean {
  const { connection } = navigator as { connection?: Connection };
  return connection?.saveData === true || /2g/.test(connection?.effectiveType ?? "") ||
    matchMedia("(prefers-reduced-data:reduce)").matches;
}

/** Fetches the files in the `Link` header of the room's page into the HTTP cache; runs none of them. */
async function preloadRoom(): Promise<void> {
  try {
    const { headers } = await fetch(ROOM_PAGE, { method: "HEAD", priority: "low" });
    for (const link of (headers.get("link") ?? "").split(",")) {
      const [, file, kind = ""] = /^\s*<([^>]+)>;(.*)$/.exec(link) ?? [];
      if (kind.includes("modulepreload")) await (await fetch(file!, { priority: "low" })).arrayBuffer();
    }
  } catch (error) {
    // Without a network the room's page loads them itself.
    if (!(error instanceof TypeError)) throw error;
  }
}
