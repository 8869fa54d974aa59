import type { Context } from "fresh";
import type { ProofPurpose } from "../wire/sign_in.ts";
import type { State } from "./state.ts";

/**
 * Who may send a request:
 * - `anyone`: the session cookie is not even read;
 * - `seat`: the holder of a guest's or host's seat, by its token (`requireSeat` checks it);
 * - `either`: anyone, but members get another answer;
 * - `member`: a member of a practice who is signed in;
 * - `practitioner`: such a member who is not an assistant.
 */
export type Access = "anyone" | "seat" | "either" | "member" | "practitioner";

type Proof = ProofPurpose | "passphrase";

/** What the middlewares and `requireMember` go by for a route. */
interface RoutePolicy {
  /** `api`: errors are JSON with a stable code, and headers that only pages need are left out. */
  readonly kind: "page" | "api";
  /** For all methods, or by method (HEAD is GET). A page that needs a sign-in redirects to it. */
  readonly access: Access | Readonly<Record<string, Access>>;
  /**
   * What a request has to prove besides the sign-in, so that a stolen cookie does not decide: `practice` or `account`, a
   * fresh proof for that purpose; `passphrase`, the present one in its body. For all methods, or by method.
   */
  readonly proof?: Proof | Readonly<Record<string, Proof>>;
  /** A member whose practice requires a passkey may ask for it before there is one. */
  readonly beforePasskey?: true;
  /** Methods that a page asks by itself: they do not count as use of the sign-in. */
  readonly background?: readonly string[];
  /** `shared`: rendered once for everybody (`middlewares/page_cache.ts`). `unset`: no header. */
  readonly cache: "shared" | "no-store" | "unset";
  readonly robots: "index" | "noindex";
  /** Content-Security-Policy: `none` allows nothing; `page-wasm` also lets WebAssembly compile. */
  readonly csp: "none" | "page" | "page-wasm";
  /** Answered under any host name: monitoring asks a machine by its own address. */
  readonly anyHost?: true;
}

const FILE: RoutePolicy = { kind: "page", access: "anyone", cache: "unset", robots: "index", csp: "page" };
/** Depends only on the language, the configuration and the build: not on host, query or person. */
const SHARED_PAGE: RoutePolicy = { ...FILE, cache: "shared" };
const PRIVATE_PAGE: RoutePolicy = { ...FILE, cache: "no-store", robots: "noindex" };
/** Sign-in stretches the passphrase in WebAssembly. */
const PRACTICE_PAGE: RoutePolicy = { ...PRIVATE_PAGE, access: "anyone", csp: "page-wasm" };
const MEMBER_PAGE: RoutePolicy = { ...PRACTICE_PAGE, access: "member" };
const MONITORING: RoutePolicy = { ...PRIVATE_PAGE, anyHost: true };
const API: RoutePolicy = {
  kind: "api",
  access: "anyone",
  cache: "no-store",
  robots: "noindex",
  csp: "none",
};
const SEAT_API: RoutePolicy = { ...API, access: "seat" };
const MEMBER_API: RoutePolicy = { ...API, access: "member" };
const PRACTITIONER_API: RoutePolicy = { ...API, access: "practitioner" };

/** Every route by its pattern. */
export const ROUTE_POLICIES: Readonly<Record<string, RoutePolicy>> = {
  // Public pages
  "/": SHARED_PAGE,
  "/help": SHARED_PAGE,
  "/faq": SHARED_PAGE,
  "/imprint": SHARED_PAGE,
  "/privacy": SHARED_PAGE,
  "/terms": SHARED_PAGE,
  "/accessibility": SHARED_PAGE,
  "/check": FILE,
  // In place of a changed link, under whatever name it is asked for: a redirect would carry its secret
  "/changed-link": { ...PRIVATE_PAGE, anyHost: true },

  // The room: the host's side for a practitioner of its practice, else the guest's
  "/r/:room": { ...PRIVATE_PAGE, access: "either" },

  // Pages of the practice
  "/practice": { ...PRACTICE_PAGE, access: "either", beforePasskey: true },
  "/practice/setup": PRACTICE_PAGE,
  "/practice/recover": PRACTICE_PAGE,
  "/practice/join": PRACTICE_PAGE,
  "/practice/new": MEMBER_PAGE,
  "/practice/members": MEMBER_PAGE,
  "/practice/security": MEMBER_PAGE,
  "/practice/settings": MEMBER_PAGE,

  "/.well-known/security.txt": PRIVATE_PAGE,

  // Development and monitoring
  "/design": { ...FILE, robots: "noindex" },
  "/healthz": MONITORING,
  "/readyz": MONITORING,
  "/metrics": MONITORING,

  // The installation
  "/api/:path*": API,
  "/api/about": API,
  "/api/check": API,

  // Guests: room status, and a seat
  "/api/rooms/:room": API,
  "/api/join": API,

  // Guests and hosts, by the token of their seat
  "/api/ice": SEAT_API,
  "/api/rooms/:room/messages": SEAT_API,
  "/api/rooms/:room/seat": SEAT_API,

  // Hosts: the host's seat, and what changes the room
  "/api/rooms/:room/host": PRACTITIONER_API,
  "/api/rooms/:room/lock": PRACTITIONER_API,
  "/api/rooms/:room/code": MEMBER_API,
  "/api/rooms/:room/guests": MEMBER_API,
  "/api/rooms/:room/guests/:id": { ...API, access: { PUT: "practitioner", DELETE: "member" } },

  // Ways into the practice
  "/api/practice/setup": API,
  "/api/practice/sign-in-salt": API,
  "/api/practice/sign-in": API,
  "/api/practice/passkey-sign-in": API,
  "/api/practice/passkey-sign-in/options": API,
  "/api/practice/recovery": API,
  "/api/practice/recovery/open": API,
  "/api/practice/join": API,
  "/api/practice/join/open": API,
  "/api/practice/join/key": API,

  // A member's own account
  "/api/practice/session": { ...MEMBER_API, beforePasskey: true },
  "/api/practice/sessions": { ...MEMBER_API, beforePasskey: true },
  "/api/practice/sessions/:id": MEMBER_API,
  "/api/practice/proof": { ...MEMBER_API, beforePasskey: true },
  "/api/practice/proof/options": { ...MEMBER_API, beforePasskey: true },
  "/api/practice/unlock": { ...MEMBER_API, proof: "passphrase" },
  "/api/practice/passphrase": { ...MEMBER_API, proof: "passphrase" },
  "/api/practice/recovery-key": { ...MEMBER_API, proof: "account" },
  "/api/practice/passkeys": { ...MEMBER_API, proof: { POST: "account" }, beforePasskey: true },
  "/api/practice/passkeys/options": { ...MEMBER_API, proof: "account", beforePasskey: true },
  "/api/practice/passkeys/:id": { ...MEMBER_API, proof: "account" },

  // The practice's consultations
  "/api/practice/consultations": { ...MEMBER_API, background: ["GET"] },
  "/api/practice/consultations/:room": MEMBER_API,
  "/api/practice/consultations/:room/private": MEMBER_API,
  "/api/practice/consultations/:room/start": MEMBER_API,
  "/api/practice/consultations/:room/restore": MEMBER_API,
  "/api/practice/private-parts": { ...MEMBER_API, background: ["POST"] },

  // The practice's members and settings
  "/api/practice/members": MEMBER_API,
  "/api/practice/member-entry": MEMBER_API,
  "/api/practice/members/:id/sessions": { ...PRACTITIONER_API, proof: "practice" },
  "/api/practice/members/:id/removal": { ...PRACTITIONER_API, proof: "practice" },
  "/api/practice/key": { ...PRACTITIONER_API, proof: "practice" },
  "/api/practice/member-invitations": { ...PRACTITIONER_API, proof: "practice" },
  "/api/practice/member-invitations/:id": PRACTITIONER_API,
  "/api/practice/journal": MEMBER_API,
  "/api/practice/ledger": { ...API, access: { GET: "member", PUT: "practitioner" } },
  "/api/practice/settings": {
    ...API,
    access: { GET: "member", PUT: "practitioner" },
    proof: { PUT: "practice" },
  },
};

/** Addresses without a route: files, and unknown addresses, by the folder they are in. */
const WITHOUT_ROUTE: readonly [folder: string, policy: RoutePolicy][] = [
  ["/api/", API],
  ["/practice/", { ...FILE, csp: "page-wasm" }],
  ["/", FILE],
];

type RoutedRequest = Pick<Context<State>, "req" | "route" | "url">;

/** The policy of a request: of its route; without a route, of its normalised path. */
export function policyOf(ctx: RoutedRequest): RoutePolicy {
  const policy = ctx.route === null ? undefined : ROUTE_POLICIES[ctx.route];
  if (policy) return policy;
  const path = `${ctx.url.pathname}/`;
  return WITHOUT_ROUTE.find(([folder]) => path.startsWith(folder))![1];
}

/** Who may send this request, by its method. */
export function accessOf(ctx: RoutedRequest): Access {
  const { access } = policyOf(ctx);
  if (typeof access === "string") return access;
  return access[ctx.req.method === "HEAD" ? "GET" : ctx.req.method] ?? "anyone";
}

/** What this request has to prove besides the sign-in, by its method. */
export function proofOf(ctx: RoutedRequest): Proof | undefined {
  const { proof } = policyOf(ctx);
  return typeof proof === "object" ? proof[ctx.req.method] : proof;
}

/** Does this request count as use of the sign-in? Not what a page asks by itself. */
export function isUse(ctx: RoutedRequest): boolean {
  return !policyOf(ctx).background?.includes(ctx.req.method);
}
