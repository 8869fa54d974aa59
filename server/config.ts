import project from "../deno.json" with { type: "json" };

/** The version of this program, as released. */
export const VERSION = project.version;

/** Who runs this installation: for the legal pages. Empty where the operator has not said. */
export interface Operator {
  name: string;
  address: string;
  email: string;
  phone: string;
  /** Register, supervising authority, VAT number: whatever the law asks this operator for. */
  legal: string;
  /** The data protection officer, if there is one. */
  dataProtection: string;
  /** Certificates that have to be shown, as text. */
  certificates: string;
}

/** The configuration, from the environment. Every value is checked before the server starts. */
export interface Config {
  port: number;
  host: string;
  /** The canonical origin; requests to others are redirected. */
  publicOrigin: string | undefined;
  /** A file, or the http(s) URL of a KV Connect server; undefined on Deno Deploy, which has its own. */
  kvUrl: string | undefined;
  turnUrls: readonly string[];
  turnSecret: string | undefined;
  stunUrls: readonly string[];
  relayOnly: boolean;
  operator: Operator;
  codeLength: 12 | 16;
  lobbyMs: number;
  retentionMs: number;
  /** Take the client's address from the last hop of X-Forwarded-For. */
  trustProxy: boolean;
  tls: { certFile: string; keyFile: string } | undefined;
  /** Whoever sends it may read `/metrics`; without it there is no such page. */
  metricsToken: string | undefined;
  /** Pages are reached over TLS: cookies are Secure. */
  secure: boolean;
  onDeploy: boolean;
  development: boolean;
}

/** What is wrong with the configuration: one sentence a variable. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/** Every variable, as docs/deploying.md lists them. */
export const NAMES = [
  "PORT",
  "HOST",
  "PUBLIC_ORIGIN",
  "KV_URL",
  "TURN_URLS",
  "TURN_SECRET",
  "STUN_URLS",
  "ICE_RELAY_ONLY",
  "OPERATOR_NAME",
  "OPERATOR_ADDRESS",
  "OPERATOR_EMAIL",
  "OPERATOR_PHONE",
  "OPERATOR_LEGAL",
  "OPERATOR_DATA_PROTECTION",
  "OPERATOR_CERTIFICATES",
  "CODE_LENGTH",
  "LOBBY_MINUTES",
  "RETENTION_DAYS",
  "TRUST_PROXY",
  "TLS_CERT",
  "TLS_KEY",
  "METRICS_TOKEN",
] as const;
type Name = typeof NAMES[number];

/** Prefixes that are ours alone: a name that begins like this and is not ours is a mistake. */
const OUR_PREFIXES =
  /^(TURN_|STUN_|ICE_|OPERATOR_|LOBBY_|RETENTION_|CODE_LENGTH|PUBLIC_ORIGIN|TRUST_PROXY|KV_URL|TLS_|METRICS_)/;
/** What Kubernetes tells every container of a Service that may be called "turn". Source: its documentation, "Service". */
const OF_KUBERNETES = /_SERVICE_HOST$|_SERVICE_PORT(_\w+)?$|_PORT(_\d+_\w+)?$/;
/** Values that are not repeated in any message. */
const SECRETS = new Set<string>(["TURN_SECRET", "METRICS_TOKEN"]);

/**
 * Reads the configuration.
 * @throws {ConfigError} naming every variable that is wrong, its value, and what is allowed.
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const refuse = (name: Name, allowed: string): undefined => {
    const shown = SECRETS.has(name) ? "its value" : `"${env[name]}"`;
    problems.push(`${name} cannot be ${shown}: ${allowed}.`);
  };
  const text = (name: Name) => env[name]?.trim() || undefined;
  const whole = (name: Name, otherwise: number, min: number, max: number): number => {
    const value = text(name);
    if (value === undefined) return otherwise;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    refuse(name, `a whole number from ${min} to ${max} is needed`);
    return otherwise;
  };
  const flag = (name: Name): boolean => {
    const value = text(name)?.toLowerCase();
    if (value === undefined || ["0", "false", "no"].includes(value)) return false;
    if (!["1", "true", "yes"].includes(value)) refuse(name, "1 or 0 is needed");
    return true;
  };
  const urls = (name: Name, schemes: RegExp, example: string): string[] => {
    const list = (text(name) ?? "").split(/[\s,]+/).filter(Boolean);
    if (!list.every((url) => schemes.test(url))) {
      refuse(name, `addresses like ${example} are needed, separated by commas`);
    }
    return list;
  };

  for (const name of Object.keys(env)) {
    const isKnown = (NAMES as readonly string[]).includes(name) || OF_KUBERNETES.test(name);
    if (OUR_PREFIXES.test(name) && !isKnown) {
      problems.push(`${name} is unknown: known names are ${NAMES.join(", ")}.`);
    }
  }
  const onDeploy = env["DENO_DEPLOY"] !== undefined || env["DENO_DEPLOYMENT_ID"] !== undefined;
  const port = whole("PORT", 8000, 0, 65_535);
  const publicOrigin = originOf(text("PUBLIC_ORIGIN"), () => refuse("PUBLIC_ORIGIN", ORIGIN_ALLOWED));
  const turnUrls = urls("TURN_URLS", /^turns?:[^\s/]+$/, "turn:turn.example.org:3478?transport=udp");
  const stunUrls = urls("STUN_URLS", /^stuns?:[^\s/]+$/, "stun:stun.example.org:3478");
  const turnSecret = text("TURN_SECRET");
  if (turnUrls.length > 0 && turnSecret === undefined) {
    problems.push("TURN_URLS needs TURN_SECRET: the static-auth-secret of the relay.");
  }
  if (turnSecret !== undefined && turnUrls.length === 0) {
    problems.push("TURN_SECRET needs TURN_URLS: the addresses of the relay.");
  }
  const relayOnly = flag("ICE_RELAY_ONLY");
  if (relayOnly && turnUrls.length === 0) {
    problems.push("ICE_RELAY_ONLY needs TURN_URLS: the addresses of the relay.");
  }
  const [certFile, keyFile] = [text("TLS_CERT"), text("TLS_KEY")];
  if ((certFile === undefined) !== (keyFile === undefined)) {
    problems.push("TLS_CERT and TLS_KEY need each other: two PEM files.");
  }
  const kvUrl = text("KV_URL");
  if (kvUrl !== undefined && /^[a-z][a-z+.-]+:\/\//i.test(kvUrl) && !/^https?:\/\/[^\s/]+/i.test(kvUrl)) {
    refuse("KV_URL", "a file's path or an http(s) address of a KV Connect server is needed");
  }
  if (kvUrl !== undefined && /^https?:/i.test(kvUrl) && !env["DENO_KV_ACCESS_TOKEN"]?.trim()) {
    problems.push("KV_URL needs DENO_KV_ACCESS_TOKEN: the access token of the KV Connect server.");
  }
  const metricsToken = text("METRICS_TOKEN");
  if (metricsToken !== undefined && !/^[\x21-\x7e]{16,}$/.test(metricsToken)) {
    refuse("METRICS_TOKEN", "at least 16 letters, digits or signs without spaces are needed");
  }
  const codeLength = text("CODE_LENGTH") ?? "12";
  if (codeLength !== "12" && codeLength !== "16") refuse("CODE_LENGTH", "12 or 16 is needed");
  const lobbyMs = whole("LOBBY_MINUTES", 30, 0, 24 * 60) * 60_000;
  const retentionMs = whole("RETENTION_DAYS", 7, 0, 90) * 24 * 3600_000;
  const trustProxy = flag("TRUST_PROXY");
  const operatorText = (name: Name) => text(name)?.replaceAll("\\n", "\n") ?? "";
  if (problems.length > 0) throw new ConfigError(problems);
  const tls = certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined;
  return {
    port,
    host: text("HOST") ?? "0.0.0.0",
    publicOrigin,
    kvUrl: onDeploy && kvUrl === undefined ? undefined : kvUrl ?? "data/vieraugen.sqlite3",
    turnUrls,
    turnSecret,
    stunUrls,
    relayOnly,
    operator: {
      name: operatorText("OPERATOR_NAME"),
      address: operatorText("OPERATOR_ADDRESS"),
      email: operatorText("OPERATOR_EMAIL"),
      phone: operatorText("OPERATOR_PHONE"),
      legal: operatorText("OPERATOR_LEGAL"),
      dataProtection: operatorText("OPERATOR_DATA_PROTECTION"),
      certificates: operatorText("OPERATOR_CERTIFICATES"),
    },
    codeLength: codeLength === "16" ? 16 : 12,
    lobbyMs,
    retentionMs,
    trustProxy,
    tls,
    metricsToken,
    secure: tls !== undefined || onDeploy || publicOrigin?.startsWith("https:") === true,
    onDeploy,
    development: false,
  };
}

const ORIGIN_ALLOWED = "an address without path like https://video.example.org is needed";

function originOf(value: string | undefined, refuse: () => void): string | undefined {
  if (value === undefined) return undefined;
  try {
    const url = new URL(value);
    if (/^https?:$/.test(url.protocol) && value.replace(/\/$/, "") === url.origin) return url.origin;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  refuse();
  return undefined;
}
