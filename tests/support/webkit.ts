import { startScreen } from "./screen.ts";

/** Where Debian's packages put WebKitGTK's driver; this browser has no WebRTC. */
const WEBKIT_DRIVER_PATH = "/usr/bin/WebKitWebDriver";
const MINI_BROWSER = /^webkit2gtk-4\.\d$/;
const LIBRARIES = `/usr/lib/${Deno.build.arch}-linux-gnu`;

/** A real WebKitGTK, driven by WebDriver over HTTP. */
interface WebKit extends AsyncDisposable {
  open(url: string): Promise<void>;
  /** Runs a script in the page until its result is truthy; returns the result. */
  until<Value>(script: string): Promise<Value>;
}

const DEADLINE_MS = 30_000;

export async function startWebKit(): Promise<WebKit> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const screen = await startScreen();
  const driver = new Deno.Command(WEBKIT_DRIVER_PATH, {
    args: [`--port=${port}`],
    env: { DISPLAY: screen.display },
    stdout: "null",
    stderr: "null",
  }).spawn();
  const call = async <Value>(method: string, path: string, body?: unknown): Promise<Value> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const { value } = await response.json() as { value: Value };
    if (!response.ok) throw new Error(`WebKit: ${JSON.stringify(value)}`);
    return value;
  };
  const end = async () => {
    driver.kill("SIGKILL");
    await driver.status;
    await screen[Symbol.asyncDispose]();
  };
  try {
    await retry(() => call("GET", "/status"));
    const { sessionId } = await call<{ sessionId: string }>("POST", "/session", {
      capabilities: {
        alwaysMatch: { "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] } },
      },
    });
    const session = `/session/${sessionId}`;
    return {
      open: (url) => call("POST", `${session}/url`, { url }),
      until: <Value>(script: string) =>
        retry(async () => {
          const value = await call<Value>("POST", `${session}/execute/sync`, { script, args: [] });
          if (!value) throw new Error(`WebKit: never true: ${script}`);
          return value;
        }),
      async [Symbol.asyncDispose]() {
        await call("DELETE", session);
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function miniBrowser(): string {
  const version = [...Deno.readDirSync(LIBRARIES)].map(({ name }) => name).filter((name) =>
    MINI_BROWSER.test(name)
  )
    .sort().at(-1);
  if (!version) throw new Error(`There is no MiniBrowser below ${LIBRARIES}`);
  return `${LIBRARIES}/${version}/MiniBrowser`;
}

async function retry<Value>(work: () => Promise<Value>): Promise<Value> {
  const untilMs = Date.now() + DEADLINE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() >= untilMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
