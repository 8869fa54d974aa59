import { BlockList, isIP } from "node:net";
import type { ProxyTrust } from "./client_address.ts";

/** Every variable, as docs/deploying.md lists them. */
export const NAMES = [
  "PORT",
  "HOST",
  "PUBLIC_ORIGIN",
  "KV_URL",
  "KV_HOSTS",
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
  "SECURITY_CONTACT",
  "CODE_LENGTH",
  "LOBBY_MINUTES",
  "RETENTION_DAYS",
  "TRUST_PROXY",
  "TLS_CERT",
  "TLS_KEY",
  "METRICS_TOKEN",
  "PASSPHRASE_MEMORY_MIB",
  "PASSPHRASE_PASSES",
] as const;
export type Name = typeof NAMES[number];

/** What is read besides: set by Deno Deploy, and read by Deno for a KV Connect server. */
export const FOREIGN_NAMES = ["DENO_DEPLOY", "DENO_DEPLOYMENT_ID", "DENO_KV_ACCESS_TOKEN"] as const;

/**
 * The environment variables of this process: all of them where it may read them, so that misspelled names are found;
 * otherwise those that the configuration has (`launch.ts` has looked at the others).
 */
export function readVariables(): Record<string, string | undefined> {
  if (Deno.permissions.querySync({ name: "env" }).state === "granted") return Deno.env.toObject();
  return Object.fromEntries([...NAMES, ...FOREIGN_NAMES].map((name) => [name, Deno.env.get(name)]));
}

/** Prefixes of our names only: an unknown name that begins like this is a mistake. */
const OUR_PREFIXES =
  /^(TURN_|STUN_|ICE_|OPERATOR_|SECURITY_|LOBBY_|RETENTION_|CODE_LENGTH|PUBLIC_ORIGIN|TRUST_PROXY|KV_|TLS_|METRICS_|PASSPHRASE_)/;
/** Set by Kubernetes for every Service, which may be called "turn". Source: its documentation, "Service". */
const KUBERNETES_NAMES = /_SERVICE_HOST$|_SERVICE_PORT(_\w+)?$|_PORT(_\d+_\w+)?$/;
/** A host in the form that a URL gives it: without spaces, stars and what else names have no use for. */
const HOST_NAME = /^(?:[\w.-]+|\[[\da-f:.]+\])$/;
/** Their values are not repeated in any message. */
const SECRETS = new Set<string>(["TURN_SECRET", "METRICS_TOKEN"]);

/**
 * Reads typed values from environment variables. Each wrong one adds a sentence to `problems` (its name, its value unless
 * that is a secret, and what is allowed); what is returned for it does not count then.
 */
export class Environment {
  readonly problems: string[] = [];

  constructor(readonly variables: Readonly<Record<string, string | undefined>>) {}

  /** Finds misspelled names. */
  checkNames(): void {
    for (const name of Object.keys(this.variables)) {
      const isKnown = (NAMES as readonly string[]).includes(name) || KUBERNETES_NAMES.test(name);
      if (OUR_PREFIXES.test(name) && !isKnown) {
        this.problems.push(`${name} is unknown: known names are ${NAMES.join(", ")}.`);
      }
    }
  }

  /** Adds a problem: the variable's value is not one that is `allowed`. */
  refuse(name: Name, allowed: string): void {
    const shown = SECRETS.has(name) ? "its value" : `"${this.variables[name]}"`;
    this.problems.push(`${name} cannot be ${shown}: ${allowed}.`);
  }

  text(name: Name): string | undefined {
    return this.variables[name]?.trim() || undefined;
  }

  integer(name: Name, { min, max, otherwise }: { min: number; max: number; otherwise: number }): number {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    this.refuse(name, `a whole number from ${min} to ${max} is needed`);
    return otherwise;
  }

  flag(name: Name): boolean {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined || ["0", "false", "no"].includes(text)) return false;
    if (!["1", "true", "yes"].includes(text)) this.refuse(name, "1 or 0 is needed");
    return true;
  }

  /** Like `urls`, for addresses like turn:name:port, whose names become what browsers take: without umlauts and capitals. */
  iceUrls(name: Name, schemes: RegExp, example: string): string[] {
    return this.urls(name, schemes, example).map((url) =>
      url.replace(
        /^(\w+:)([^:?[\]]+)/,
        (_, scheme, host) => scheme + (URL.parse(`http://${host}`)?.hostname ?? host),
      )
    );
  }

  /** A list, separated by commas or spaces. */
  urls(name: Name, schemes: RegExp, example: string): string[] {
    const list = (this.text(name) ?? "").split(/[\s,]+/).filter(Boolean);
    if (!list.every((url) => schemes.test(url))) {
      this.refuse(name, `addresses like ${example} are needed, separated by commas`);
    }
    return list;
  }

  /** An origin as browsers spell it: umlauts, capitals, the port of the scheme and a final dot may be given. */
  origin(name: Name): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol) || !HOST_NAME.test(url.hostname)) {
      this.refuse(name, "an address like https://video.example.org is needed");
      return undefined;
    }
    url.hostname = url.hostname.replace(/\.$/, "");
    if (url.href === `${url.origin}/`) return url.origin;
    this.refuse(name, `only scheme, name and port of an address are allowed, here ${url.origin}`);
    return undefined;
  }

  /** Whose `X-Forwarded-For` is believed: of how many proxies, or of which; undefined if nobody's. */
  proxies(name: Name): ProxyTrust | undefined {
    const text = this.text(name)?.toLowerCase() ?? "0";
    if (["0", "false", "no"].includes(text)) return undefined;
    if (["true", "yes"].includes(text)) return { hops: 1 };
    if (/^[1-9]$/.test(text)) return { hops: Number(text) };
    const ranges = new BlockList();
    for (const range of text.split(/[\s,]+/).filter(Boolean)) {
      const [, address = "", bits] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
      const family = isIP(address);
      const most = family === 4 ? 32 : 128;
      const prefix = Number(bits ?? most);
      // Whoever trusted everybody would believe everybody.
      if (family === 0 || prefix < 1 || prefix > most) {
        this.refuse(
          name,
          "a number of proxies (0 to 9) or a list of their addresses (127.0.0.1,10.0.0.0/8) is needed",
        );
        return undefined;
      }
      ranges.addSubnet(address, prefix, family === 4 ? "ipv4" : "ipv6");
    }
    return { ranges };
  }

  /** An address or name of this machine as URLs spell it, without the brackets of an IPv6 address. */
  host(name: Name, otherwise: string): string {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    const bare = /^\[.*\]$/.test(text) ? text.slice(1, -1) : text;
    const url = URL.parse(`http://${bare.includes(":") ? `[${bare}]` : bare}`);
    if (url !== null && HOST_NAME.test(url.hostname) && url.href === `${url.origin}/`) {
      return url.hostname.replace(/^\[|\]$/g, "");
    }
    this.refuse(name, "an address or name of this machine is needed, without port and zone");
    return otherwise;
  }
}
