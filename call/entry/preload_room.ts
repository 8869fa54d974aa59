/** What a browser that saves data says of itself; Safari and Firefox say nothing. */
interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

/** How long the page is left alone at first: typing comes first. */
const REST_MS = 1_500;
/** Any name of a room will do: which files its page needs does not depend on it. */
const ROOM_PAGE = "/r/-";

/** Fetches the room's program ahead, once the page has nothing else to do, so that joining does not wait for it. */
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

/** The room's page names its files in its `Link` header. They only come into the browser's store; nothing runs. */
async function preloadRoom(): Promise<void> {
  try {
    const { headers } = await fetch(ROOM_PAGE, { method: "HEAD", priority: "low" });
    for (const [, file] of (headers.get("link") ?? "").matchAll(/<([^>]+)>;[^,]*modulepreload/g)) {
      await (await fetch(file!, { priority: "low" })).arrayBuffer();
    }
  } catch (error) {
    // Out of reach for the moment: then the room's page loads them itself.
    if (!(error instanceof TypeError)) throw error;
  }
}
