import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import type { ErrorBody } from "../../wire/errors.ts";
import type { ConsultationSummary } from "../../wire/consultations.ts";
import type { PollAnswer, SendAnswer } from "../../wire/mailbox.ts";
import type { GuestSeatAnswer, HostSeatAnswer } from "../../wire/rooms.ts";
import type { ProofAnswer, ProofPurpose } from "../../wire/sign_in.ts";
import type { RunningServer } from "../support/running_server.ts";

/** An answer, read. */
export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body & Partial<ErrorBody>;
}

interface CallOptions {
  body?: unknown;
  /** The body as it goes over the wire, in the place of `body`. */
  raw?: BodyInit;
  token?: string;
  cookie?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Speaks HTTP with a server as a client would that knows nothing but the documentation. */
export class ApiClient {
  constructor(readonly server: Pick<RunningServer, "origin" | "setUpLink">) {}

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    { body, raw, token, cookie, headers = {}, signal }: CallOptions = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(this.server.origin + path, {
      method,
      redirect: "manual",
      headers: {
        ...(body === undefined && raw === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...headers,
      },
      ...(raw !== undefined ? { body: raw } : body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : {}) as Body & Partial<ErrorBody>,
    };
  }

  /** Sets the practice up; gives the cookie. */
  async setUp(): Promise<string> {
    const { headers, status } = await this.call("POST", "/api/practice/setup", { body: this.setUpRequest() });
    if (status !== 201) throw new Error(`Cannot set up: ${status}`);
    return cookieOf(headers);
  }

  setUpRequest(): Record<string, unknown> {
    return {
      token: new URL(this.server.setUpLink).hash.slice(1),
      practiceName: "Praxis",
      memberName: "Dr. Berg",
      email: "ada@praxis.example",
      kdfSalt: SALT,
      memberId: randomSecret(128),
      authKey: AUTH_KEY,
      wrappedKey: WRAPPED_KEY,
      recovery: { authKey: RECOVERY_AUTH_KEY, wrappedKey: WRAPPED_KEY },
      keys: MEMBER_KEYS,
    };
  }

  /** Proves the passphrase; gives the token that shows it. */
  async prove(cookie: string, purpose: ProofPurpose, authKey = AUTH_KEY): Promise<string> {
    const { body, status } = await this.call<ProofAnswer>("POST", "/api/practice/proof", {
      cookie,
      body: { purpose, authKey },
    });
    if (status !== 200) throw new Error(`Cannot prove: ${status} ${body.error}`);
    return body.proof;
  }

  /** Creates a consultation as today's browsers do, whose invite link has the room proof `LINK_PROOF`. */
  async create(cookie: string, startsAtMs = Date.now()): Promise<ConsultationSummary> {
    const { body, status } = await this.call<ConsultationSummary>("POST", "/api/practice/consultations", {
      cookie,
      body: { room: randomSecret(128), startsAtMs, linkProofHash: hashSecret(LINK_PROOF) },
    });
    if (status !== 201) throw new Error(`Cannot create: ${status}`);
    return body;
  }

  /** Takes a guest's seat by the invite link. */
  async guest(room: string): Promise<Seated> {
    const peerId = randomSecret(128);
    const { body, status } = await this.call<GuestSeatAnswer>("POST", "/api/join", {
      body: { room, peerId, proof: LINK_PROOF },
    });
    if (status !== 201) throw new Error(`Cannot join: ${status} ${body.error}`);
    return { room, peerId, token: body.token };
  }

  /** Takes a guest's seat by the public part of a code. */
  async stranger(locator: string, room: string): Promise<Seated> {
    const peerId = randomSecret(128);
    const { body, status } = await this.call<GuestSeatAnswer>("POST", "/api/join", {
      body: { locator, peerId },
    });
    if (status !== 201) throw new Error(`Cannot join: ${status} ${body.error}`);
    return { room, peerId, token: body.token };
  }

  async host(room: string, cookie: string): Promise<Seated> {
    const peerId = randomSecret(128);
    const path = `/api/rooms/${room}/host`;
    const { body, status } = await this.call<HostSeatAnswer>("POST", path, { cookie, body: { peerId } });
    if (status !== 201) throw new Error(`Cannot host: ${status} ${body.error}`);
    return { room, peerId, token: body.token };
  }

  send(from: Seated, to: Seated, n: number, body = "eA"): Promise<Answer<SendAnswer>> {
    return this.call("POST", `/api/rooms/${from.room}/messages`, {
      token: from.token,
      body: { messages: [{ to: to.peerId, n, body }] },
    });
  }

  poll(
    seat: Seated,
    after: number,
    waitMs = 0,
    signal?: AbortSignal,
    peers?: string,
  ): Promise<Answer<PollAnswer>> {
    const tag = peers === undefined ? "" : `&peers=${peers}`;
    const path = `/api/rooms/${seat.room}/messages?after=${after}&waitMs=${waitMs}${tag}`;
    return this.call("GET", path, { token: seat.token, ...(signal ? { signal } : {}) });
  }
}

export interface Seated {
  room: string;
  peerId: string;
  token: string;
}

/** The room proof of the invite links. */
export const LINK_PROOF = hashSecret("link proof");
export const SALT = "AAAAAAAAAAAAAAAAAAAAAA";
/** 32 bytes in base64url. */
export const AUTH_KEY = hashSecret("auth key");
export const RECOVERY_AUTH_KEY = hashSecret("recovery auth key");
export const WRAPPED_KEY = "w".repeat(80);
export const MEMBER_KEYS = { practiceKey: WRAPPED_KEY, privateKey: "p", publicKey: "q", epoch: 1 };

export function cookieOf(headers: Headers): string {
  return headers.get("set-cookie")?.split(";")[0] ?? "";
}
