import project from "../deno.json" with { type: "json" };
import type { Operator } from "../wire/about.ts";
import { KDF_LIMITS } from "../wire/limits.ts";
import type { KdfParameters } from "../wire/sign_in.ts";
import type { ProxyTrust } from "./client_address.ts";
import { Environment, type Name } from "./environment.ts";

/** The version of this program, as released. */
export const VERSION = project.version;

/** The configuration of the server. */
export interface Config {
  port: number;
  /** An address or name of this machine; IPv6 without brackets. */
  host: string;
  /** The canonical origin; requests to others are redirected. */
  publicOrigin: string | undefined;
  /** A file, or the http(s) URL of a KV Connect server; undefined on Deno Deploy, which has its own. */
  kvUrl: string | undefined;
  /** Where a KV Connect server keeps its data, if not at its own address: `host:port`. */
  kvHosts: readonly string[];
  turnUrls: readonly string[];
  turnSecret: string | undefined;
  stunUrls: readonly string[];
  /** Media goes through the relay only. */
  relayOnly: boolean;
  operator: Operator;
  /** Whom to tell about a weakness: URIs, the best first. */
  securityContacts: readonly string[];
  /** Digits of a code. */
  codeLength: 12 | 16;
  /** How long before its start a consultation opens, unless the practice sets it. */
  lobbyMs: number;
  /** How long a consultation is kept after its end. */
  retentionMs: number;
  /** Whose `X-Forwarded-For` is believed; undefined if nobody's. */
  trustProxy: ProxyTrust | undefined;
  tls: { certFile: string; keyFile: string } | undefined;
  /** The bearer token for `/metrics`; undefined if there is no such page. */
  metricsToken: string | undefined;
  /** With which new passphrases are stretched, and others at their member's next sign-in. */
  kdf: KdfParameters;
  /** Pages are reached over TLS: cookies are Secure. */
  secure: boolean;
  /** Runs on Deno Deploy. */
  onDeploy: boolean;
}

/** The configuration is wrong: one sentence for each problem. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/**
 * Reads the configuration.
 * @throws {ConfigError} naming every variable that is wrong, its value, and what is allowed.
 */
export function parseConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const env = new Environment(variables);
  env.checkNames();
  const onDeploy = variables["DENO_DEPLOY"] !== undefined || variables["DENO_DEPLOYMENT_ID"] !== undefined;
  const tls = readTls(env);
  const publicOrigin = env.origin("PUBLIC_ORIGIN");
  const config: Config = {
    port: env.integer("PORT", { min: 0, max: 65_535, otherwise: 8000 }),
    host: env.host("HOST", "0.0.0.0"),
    publicOrigin,
    kvUrl: readKvUrl(env) ?? (onDeploy ? undefined : "data/vieraugen.sqlite3"),
    kvHosts: env.urls("KV_HOSTS", /^[\w.-]+:\d+$/, "data.kv.example.org:443"),
    ...readIceServers(env),
    operator: readOperator(env),
    securityContacts: env.urls(
      "SECURITY_CONTACT",
      /^(mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s/]+\S*|tel:[+\d-]+)$/,
      "mailto:security@example.org",
    ),
    codeLength: readCodeLength(env),
    lobbyMs: env.integer("LOBBY_MINUTES", { min: 0, max: 24 * 60, otherwise: 30 }) * 60_000,
    retentionMs: env.integer("RETENTION_DAYS", { min: 0, max: 90, otherwise: 7 }) * 24 * 3600_000,
    trustProxy: env.proxies("TRUST_PROXY"),
    tls,
    metricsToken: readMetricsToken(env),
    kdf: readKdf(env),
    secure: tls !== undefined || onDeploy || publicOrigin?.startsWith("https:") === true,
    onDeploy,
  };
  if (env.problems.length > 0) throw new ConfigError(env.problems);
  return config;
}

function readKvUrl(env: Environment): string | undefined {
  const url = env.text("KV_URL");
  if (url === undefined) return undefined;
  const isHttp = /^https?:/i.test(url);
  if (/^[a-z][a-z+.-]+:\/\//i.test(url) && !/^https?:\/\/[^\s/]+/i.test(url)) {
    env.refuse("KV_URL", "a file's path or an http(s) address of a KV Connect server is needed");
  }
  if (isHttp && !env.variables["DENO_KV_ACCESS_TOKEN"]?.trim()) {
    env.problems.push("KV_URL needs DENO_KV_ACCESS_TOKEN: the access token of the KV Connect server.");
  }
  return url;
}

function readIceServers(
  env: Environment,
): Pick<Config, "turnUrls" | "turnSecret" | "stunUrls" | "relayOnly"> {
  const turnUrls = env.iceUrls("TURN_URLS", /^turns?:[^\s/]+$/, "turn:turn.example.org:3478?transport=udp");
  const stunUrls = env.iceUrls("STUN_URLS", /^stuns?:[^\s/]+$/, "stun:stun.example.org:3478");
  const turnSecret = env.text("TURN_SECRET");
  if (turnUrls.length > 0 && turnSecret === undefined) {
    env.problems.push("TURN_URLS needs TURN_SECRET: the static-auth-secret of the relay.");
  }
  if (turnSecret !== undefined && turnUrls.length === 0) {
    env.problems.push("TURN_SECRET needs TURN_URLS: the addresses of the relay.");
  }
  const relayOnly = env.flag("ICE_RELAY_ONLY");
  if (relayOnly && turnUrls.length === 0) {
    env.problems.push("ICE_RELAY_ONLY needs TURN_URLS: the addresses of the relay.");
  }
  return { turnUrls, turnSecret, stunUrls, relayOnly };
}

function readTls(env: Environment): Config["tls"] {
  const [certFile, keyFile] = [env.text("TLS_CERT"), env.text("TLS_KEY")];
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile };
  if (certFile !== keyFile) env.problems.push("TLS_CERT and TLS_KEY need each other: two PEM files.");
  return undefined;
}

function readOperator(env: Environment): Operator {
  const text = (name: Name) => env.text(name)?.replaceAll("\\n", "\n") ?? "";
  return {
    name: text("OPERATOR_NAME"),
    address: text("OPERATOR_ADDRESS"),
    email: text("OPERATOR_EMAIL"),
    phone: text("OPERATOR_PHONE"),
    legal: text("OPERATOR_LEGAL"),
    dataProtection: text("OPERATOR_DATA_PROTECTION"),
    certificates: text("OPERATOR_CERTIFICATES"),
  };
}

function readCodeLength(env: Environment): 12 | 16 {
  const text = env.text("CODE_LENGTH") ?? "12";
  if (text !== "12" && text !== "16") env.refuse("CODE_LENGTH", "12 or 16 is needed");
  return text === "16" ? 16 : 12;
}

function readKdf(env: Environment): KdfParameters {
  const { least, most } = KDF_LIMITS;
  const between = (name: "memoryMib" | "passes") => ({
    min: least[name],
    max: most[name],
    otherwise: least[name],
  });
  return {
    memoryMib: env.integer("PASSPHRASE_MEMORY_MIB", between("memoryMib")),
    passes: env.integer("PASSPHRASE_PASSES", between("passes")),
  };
}

function readMetricsToken(env: Environment): string | undefined {
  const token = env.text("METRICS_TOKEN");
  if (token !== undefined && !/^[\x21-\x7e]{16,}$/.test(token)) {
    env.refuse("METRICS_TOKEN", "at least 16 letters, digits or signs without spaces are needed");
  }
  return token;
}
