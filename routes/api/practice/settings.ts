import { changeSettings, readSettings } from "../../../kv/settings.ts";
import { Refusal } from "../../../server/errors.ts";
import { readAsMember, requireMember } from "../../../server/auth.ts";
import { parseInteger, parseOpaque, parseText } from "../../../server/parse.ts";
import { lobbyMinutesOf } from "../../../server/consultations.ts";
import { endpoint, noContent, reply } from "../../../server/endpoint.ts";
import { LIMITS, MEMBER_LIMITS } from "../../../wire/limits.ts";
import type { SettingsAnswer, SettingsRequest } from "../../../wire/settings.ts";

export const handler = endpoint("/api/practice/settings", {
  /** The practice's settings. */
  async GET(ctx) {
    const { practice: { id } } = requireMember(ctx);
    const { store, config } = ctx.state;
    const settings = await readSettings(await store.open(), id);
    if (!settings) throw new Refusal("signed_out");
    const { practice, sealed } = settings;
    const answer: SettingsAnswer = {
      version: practice.settingsVersion ?? 0,
      name: practice.name,
      ...(practice.phone === undefined ? {} : { phone: practice.phone }),
      lobbyMinutes: lobbyMinutesOf(practice, config),
      idleMinutes: practice.idleMinutes ?? MEMBER_LIMITS.idleMinutes,
      passkeysRequired: practice.passkeysRequired ?? false,
      ...(sealed === undefined ? {} : { sealed }),
      serverNowMs: Date.now(),
    };
    return reply(200, answer);
  },

  /** Replaces all settings; refused if they have changed since the sender read them. */
  async PUT(ctx) {
    const { practice, passkeyId, body } = await readAsMember(ctx);
    const request = parseSettings(body);
    // Only whoever has signed in with one knows that passkeys work here: nobody may lock everybody out.
    const isNew = request.passkeysRequired && !practice.passkeysRequired;
    if (isNew && passkeyId === undefined) throw new Refusal("passkey_needed");
    const changed = await changeSettings(await ctx.state.store.open(), practice, request);
    if ("refusal" in changed) throw new Refusal(changed.refusal);
    return noContent();
  },
});

function parseSettings(body: Record<string, unknown>): SettingsRequest {
  const { version, name, phone, lobbyMinutes, idleMinutes, passkeysRequired, sealed } = body;
  const { leastIdleMinutes, mostIdleMinutes } = MEMBER_LIMITS;
  if (passkeysRequired !== undefined && typeof passkeysRequired !== "boolean") {
    throw new Refusal("bad_request");
  }
  return {
    version: parseInteger(version, 1, 2 ** 32 - 1),
    name: parseText(name, LIMITS.nameChars),
    ...(phone === undefined ? {} : { phone: parseText(phone, LIMITS.phoneChars) }),
    lobbyMinutes: parseInteger(lobbyMinutes, 0, LIMITS.lobbyMinutes),
    ...(idleMinutes === undefined
      ? {}
      : { idleMinutes: parseInteger(idleMinutes, leastIdleMinutes, mostIdleMinutes) }),
    ...(passkeysRequired === undefined ? {} : { passkeysRequired }),
    sealed: parseOpaque(sealed, LIMITS.sealedSettingsChars),
  };
}
