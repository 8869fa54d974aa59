import assert from "node:assert/strict";
import { parse } from "yaml";
import project from "../deno.json" with { type: "json" };
import { parseConfig } from "../server/config.ts";
import { FOREIGN_NAMES, NAMES } from "../server/environment.ts";
import { DENOKV_VERSION } from "./support/requirements.ts";
import { freePort } from "./support/free_port.ts";
import { documentedNginx } from "./support/documented_starts.ts";

/** What `compose.yaml` may have. Source: the Compose Specification. */
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, unknown>;
  configs: Record<string, { content: string }>;
}

interface Service {
  image?: string;
  build?: string | { dockerfile_inline: string };
  command?: string[];
  init?: boolean;
  environment?: Record<string, string>;
  volumes?: string[];
  configs?: { source: string; target: string }[];
  depends_on?: string[];
  networks: Record<string, { ipv4_address: string }>;
}

const dockerfile = Deno.readTextFileSync("Dockerfile");
const compose = parse(Deno.readTextFileSync("compose.yaml"), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const denokv = compose.services["denokv"]!;
const denokvDockerfile = (denokv.build as { dockerfile_inline: string }).dockerfile_inline;

/** Instructions of a Dockerfile, each with its arguments. */
function instructionsOf(text: string): (readonly [name: string, rest: string])[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => [line.split(" ", 1)[0]!, line.slice(line.indexOf(" ") + 1)]);
}

Deno.test("containers: every image has a version; Deno's is the one of the tests", () => {
  const bases = [dockerfile, denokvDockerfile].flatMap(instructionsOf)
    .flatMap(([name, rest]) => name === "FROM" ? [rest.split(" ")[0]!] : []);
  const images = services.flatMap(([, { image }]) => image === undefined ? [] : [image]);
  assert.equal(bases.length, 3);
  assert.ok(images.length > 0);
  for (const image of [...bases, ...images]) assert.match(image, /^[\w/-]+:\d+\.\d+(\.\d+)?(-[a-z-]+)?$/);
  const [, version] = /deno@([\d.]+)/.exec(Deno.readTextFileSync(".ci/run"))!;
  assert.ok(bases.includes(`denoland/deno:${version}`));
});

Deno.test("containers: what serves has no rights of root, and installs and builds as a machine does", () => {
  for (const text of [dockerfile, denokvDockerfile]) {
    const instructions = instructionsOf(text);
    const user = instructions.findLast(([name]) => name === "USER");
    assert.ok(user && !/^(root|0)\b/.test(user[1]));
    const last = instructions.findLastIndex(([name]) => name === "RUN");
    assert.ok(
      instructions.indexOf(user) > last,
      "everything before is root's: it cannot change its own program",
    );
  }
  const [steps] = /^ {4}deno install --frozen && deno task build$/m.exec(
    Deno.readTextFileSync("docs/deploying.md"),
  )!;
  assert.ok(dockerfile.includes(`RUN ${steps.trim()} `));
  assert.ok(project.tasks.build);
});

Deno.test("containers: the image gets nothing that git does not get", () => {
  const lines = (file: string) =>
    Deno.readTextFileSync(file).split("\n").filter(Boolean)
      .map((line) => line.replaceAll(/^\/|\/$/g, ""));
  const kept = lines(".dockerignore");
  assert.deepEqual([".git", ...lines(".gitignore")].filter((path) => !kept.includes(path)), []);
});

Deno.test("containers: the health check tells a server that answers from one that does not", async () => {
  const check = /^HEALTHCHECK .*CMD (\[.*\])$/m.exec(dockerfile)![1]!;
  const [program, ...args] = JSON.parse(check) as string[];
  assert.equal(program, "deno");
  const port = freePort();
  const codeOfCheck = async () =>
    (await new Deno.Command(Deno.execPath(), { args, env: { PORT: String(port) }, stderr: "null" }).output())
      .code;
  assert.notEqual(await codeOfCheck(), 0, "nobody listens");
  let status = 200;
  const asked: string[] = [];
  await using _server = Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, (request) => {
    asked.push(new URL(request.url).pathname);
    return new Response(null, { status });
  });
  assert.equal(await codeOfCheck(), 0);
  status = 503;
  assert.notEqual(await codeOfCheck(), 0);
  assert.deepEqual(asked, ["/healthz", "/healthz"]);
});

Deno.test("containers: compose.yaml names only what there is, and each address once", () => {
  const names = services.map(([name]) => name);
  for (const [name, { depends_on = [], configs = [], volumes = [], networks }] of services) {
    assert.deepEqual(depends_on.filter((other) => !names.includes(other)), [], name);
    assert.deepEqual(configs.filter(({ source }) => !(source in compose.configs)), [], name);
    assert.deepEqual(Object.keys(networks).filter((network) => !(network in compose.networks)), [], name);
    const named = volumes.map((volume) => volume.split(":")[0]!).filter((source) => !source.startsWith("."));
    assert.deepEqual(named.filter((source) => !(source in compose.volumes)), [], name);
  }
  const addresses = services.map(([, { networks }]) => networks["inside"]!.ipv4_address);
  assert.equal(new Set(addresses).size, services.length);
});

Deno.test("containers: the servers of compose.yaml have a configuration that is allowed, and no variable that nobody reads", () => {
  const servers = services.filter(([, { build }]) => build === ".");
  assert.equal(servers.length, 3);
  const known: readonly string[] = [...NAMES, ...FOREIGN_NAMES];
  for (const [name, { environment = {} }] of servers) {
    assert.deepEqual(Object.keys(environment).filter((variable) => !known.includes(variable)), [], name);
    const filled = Object.fromEntries(
      Object.entries(environment).map((
        [variable, value],
      ) => [
        variable,
        /^\$\{/.test(value)
          ? { PUBLIC_ORIGIN: "https://video.example.org" }[variable] ?? "x".repeat(32)
          : value,
      ]),
    );
    const { kvUrl } = parseConfig(filled);
    // The name is a service, whose nginx listens on that port.
    const { hostname, port } = new URL(kvUrl!);
    const [config] = compose.services[hostname]!.configs!;
    assert.match(compose.configs[config!.source]!.content, new RegExp(`listen ${port} `));
  }
});

Deno.test("containers: denokv and both nginx run as docs/deploying.md has it", () => {
  const deploying = Deno.readTextFileSync("docs/deploying.md");
  assert.ok(denokvDockerfile.includes(`cargo install denokv --version ${DENOKV_VERSION} --locked `));
  assert.ok(deploying.includes(`cargo install denokv --version ${DENOKV_VERSION} --locked `));
  const [, arguments_] = /^ +ExecStart=\/usr\/local\/bin\/(denokv .*)$/m.exec(deploying)!;
  const placed = arguments_!.replace("/var/lib/denokv", "/data").replace("127.0.0.1", "0.0.0.0");
  assert.equal(denokv.command!.join(" "), placed);
  assert.equal(denokv.init, true, "as the first process it would ignore SIGTERM");
  const addressOf = (name: string) => compose.services[name]!.networks["inside"]!.ipv4_address;
  const plain = (lines: string) => lines.replaceAll(/ *#.*$/gm, "").replaceAll(/\s+/g, " ").trim();
  const kv = documentedNginx("upstream denokv").replace("127.0.0.1", addressOf("denokv"))
    .replace(" ssl http2", " http2").replaceAll(/^ *ssl_certificate.*\n/gm, "");
  let balancer = documentedNginx("upstream vieraugen");
  for (const n of [1, 2, 3]) balancer = balancer.replace(`10.0.0.1${n}:`, `${addressOf(`server-${n}`)}:`);
  const contentOf = (name: string) => plain(compose.configs[name]!.content.replaceAll("$$", "$"));
  assert.equal(contentOf("kv"), plain(kv));
  assert.equal(contentOf("balancer"), plain(balancer));
});
