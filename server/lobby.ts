import type { Practice } from "../kv/practices.ts";
import type { Config } from "./config.ts";

/** How many minutes before the start a practice's consultations open: its own choice, else the installation's. */
export function lobbyMinutesOf({ lobbyMinutes }: Practice, { lobbyMs }: Pick<Config, "lobbyMs">): number {
  return lobbyMinutes ?? Math.round(lobbyMs / 60_000);
}
