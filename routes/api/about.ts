import { VERSION } from "../../server/config.ts";
import { endpoint, reply } from "../../server/endpoint.ts";
import type { AboutAnswer } from "../../wire/about.ts";

export const handler = endpoint("/api/about", {
  /** The installation's settings that its pages show. */
  GET(ctx) {
    const {
      operator,
      securityContacts,
      codeLength,
      lobbyMs,
      retentionMs,
      turnUrls,
      stunUrls,
      relayOnly,
      secure,
    } = ctx.state.config;
    const answer: AboutAnswer = {
      version: VERSION,
      operator: { ...operator },
      securityContacts,
      codeLength,
      lobbyMinutes: lobbyMs / 60_000,
      retentionDays: retentionMs / (24 * 3600_000),
      relay: relayOnly ? "only" : turnUrls.length > 0 ? "offered" : "none",
      stun: stunUrls.length > 0,
      secure,
    };
    return reply(200, answer);
  },
});
