/** A real proxy (Debian's nginx) in a process of its own. */
interface Nginx extends AsyncDisposable {
  pid: number;
  /** Everything that it has printed so far: its error log. */
  log: string[];
}

const NGINX_PATH = "/usr/sbin/nginx";
const START_TRIES = 200;

/**
 * Starts nginx with these lines inside of `http { … }`. They listen on loopback addresses, on ports of `freePort`; it is running
 * as soon as `port` accepts connections. It writes no access log unless they say so.
 * @throws {Error} if nginx refuses the lines, with what it says.
 */
export async function startNginx(port: number, lines: string): Promise<Nginx> {
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-nginx-" });
  const file = `${directory}/nginx.conf`;
  // One process, so that its end is the end of all of it.
  await Deno.writeTextFile(
    file,
    `daemon off;
master_process off;
pid ${directory}/pid;
error_log stderr info;
worker_rlimit_nofile 10000;
events { worker_connections 5000; }
http {
  access_log off;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
${lines}
}
`,
  );
  const child = new Deno.Command(NGINX_PATH, {
    args: ["-p", directory, "-e", "stderr", "-c", file],
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const log: string[] = [];
  const reading = (async () => {
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) log.push(...text.split("\n"));
  })();
  let hasEnded = false;
  const ended = child.status.then(() => hasEnded = true);
  const end = async () => {
    if (!hasEnded) child.kill("SIGKILL");
    await ended;
    await reading;
    await Deno.remove(directory, { recursive: true });
  };
  for (let tries = 0; !await accepts(port); tries++) {
    if (hasEnded || tries >= START_TRIES) {
      await end();
      throw new Error(`nginx does not listen on ${port}:\n${log.join("\n")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return { pid: child.pid, log, [Symbol.asyncDispose]: end };
}

async function accepts(port: number): Promise<boolean> {
  try {
    using _connection = await Deno.connect({ hostname: "127.0.0.1", port });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionRefused) return false;
    throw error;
  }
}
