import type { Context } from "fresh";
import type { Member } from "../kv/keys.ts";
import { isKnownBrowser } from "../kv/known_browsers.ts";
import { noteFailure, noteInJournal } from "../kv/journal.ts";
import type { ServerEvent } from "../wire/journal.ts";
import { deviceName } from "./device_name.ts";
import { browserSecret } from "./known_browser.ts";
import type { State } from "./state.ts";

/** Notes a failed try at an account in its practice's journal; an account that does not exist has none. */
export async function noteFailed(
  kv: Deno.Kv,
  member: Member | undefined,
  kind: Exclude<ServerEvent["kind"], "new_browser">,
): Promise<void> {
  if (!member) return;
  const { practiceId, id: memberId } = member;
  await noteFailure(kv, { practiceId, memberId, kind, nowMs: Date.now() });
}

/**
 * Notes that a member who has just proved to be one signs in at a browser where that never happened before. Returns the
 * number of the entry; undefined at a known browser.
 */
export async function noteNewBrowser(
  ctx: Pick<Context<State>, "req" | "state">,
  kv: Deno.Kv,
  { practiceId, id: memberId }: Member,
): Promise<number | undefined> {
  const nowMs = Date.now();
  const device = deviceName(ctx.req.headers.get("user-agent"));
  if (await isKnownBrowser(kv, browserSecret(ctx), memberId, nowMs)) return undefined;
  return await noteInJournal(kv, practiceId, { kind: "new_browser", memberId, count: 1, device }, nowMs);
}
