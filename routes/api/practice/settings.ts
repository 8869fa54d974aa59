import { changeSettings, readSettings } from "../../../kv/settings.ts";
import { Refusal } from "../../../server/errors.ts";
import { readAsMember, requireMember } from "../../../server/auth.ts";
import { parseInteger, parseOpaque, parseText } from "../../../server/parse.ts";
import { lobbyMinutesOf } from "../../../server/consultations.ts";
import { endpoint, noContent, reply } from "../../../server/endpoint.ts";
import { LIMITS } from "../../../wire/limits.ts";
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
      ...(sealed === undefined ? {} : { sealed }),
      serverNowMs: Date.now(),
    };
    return reply(200, answer);
  },

  /** Replaces all settings; refused if they have changed since the sender read them. */
  async PUT(ctx) {
    const { practice, body } = await readAsMember(ctx);
    const request = parseSettings(body);
    const changed = await changeSettings(await ctx.state.store.open(), practice, request);
    if ("refusal" in changed) throw new Refusal(changed.refusal);
    return noContent();
  },
});

function parseSettings(body: Record<string, unknown>): SettingsRequest {
  const { version, name, phone, lobbyMinutes, sealed } = body;
  return {
    version: parseInteger(version, 1, 2 ** 32 - 1),
    name: parseText(name, LIMITS.nameChars),
    ...(phone === undefined ? {} : { phone: parseText(phone, LIMITS.phoneChars) }),
    lobbyMinutes: parseInteger(lobbyMinutes, 0, LIMITS.lobbyMinutes),
    sealed: parseOpaque(sealed, LIMITS.sealedSettingsChars),
  };
}
