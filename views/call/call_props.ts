import type { Catalogue } from "../../i18n/mod.ts";
import type { Host } from "./HostSide.tsx";

/** What the server renders a room's page with. */
export interface CallProps {
  room: string;
  t: Catalogue["call"];
  lang: string;
  /** Set for a practitioner of the practice that the consultation belongs to. */
  host?: Host;
}
