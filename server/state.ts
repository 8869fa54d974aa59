import { createDefine } from "fresh";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import type { Config } from "./config.ts";
import type { InlineSources } from "./content_security_policy.ts";
import type { Hub } from "./polling/hub.ts";
import type { Metrics } from "./metrics.ts";
import type { Store } from "./store.ts";
import type { FoundSession } from "../kv/sessions.ts";
import type { ErrorCode } from "../wire/errors.ts";

/** A member who is signed in. */
export interface SignedIn extends FoundSession {
  /** The practice requires a passkey, and this sign-in has none: it may add one, and nothing else. */
  mustAddPasskey: boolean;
}

/** What the middlewares know of a request. */
export interface State {
  /** Stands in the log line and on error pages. */
  requestId: string;
  config: Config;
  store: Store;
  hub: Hub;
  metrics: Metrics;
  /** The language of the answer. Neither it nor `t` is set for the API, which answers in codes. */
  lang: Lang;
  /** The texts of `lang`. */
  t: Catalogue;
  /** Set by `middlewares/session.ts`, on routes whose policy reads the sign-in. */
  signedIn?: SignedIn;
  /** What the answer carries inline. Not set for redirects and refusals of the outer middlewares. */
  inlineSources?: InlineSources;
  /** The stable error code of a refusal, for the log. */
  errorCode?: ErrorCode;
}

export const define = createDefine<State>();
