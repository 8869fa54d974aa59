import { createDefine } from "fresh";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import type { Config } from "./config.ts";
import type { Hub } from "./polling/hub.ts";
import type { Metrics } from "./metrics.ts";
import type { Store } from "./store.ts";
import type { Member, Practice } from "../kv/practices.ts";
import type { ErrorCode } from "../wire/errors.ts";

/** Who is signed in to the practice. */
export interface SignedIn {
  practice: Practice;
  member: Member;
  /** SHA-256 of the session's secret, the key of its record. */
  sessionHash: string;
  /** When the sign-in ends. */
  expiresAtMs: number;
}

/** What the middlewares put on every request. */
export interface State {
  /** In the log line and in nothing else. */
  requestId: string;
  config: Config;
  store: Store;
  hub: Hub;
  metrics: Metrics;
  /** Not below `/api`, nor is `t`: it speaks in codes. */
  lang: Lang;
  /** The texts of `lang`. */
  t: Catalogue;
  /** Set for whoever is signed in, where that matters: see `server/middlewares/session.ts`. */
  signedIn?: SignedIn;
  /** The stable error code of a refusal, for the log. */
  errorCode?: ErrorCode;
}

export const define = createDefine<State>();
