import type { Catalogue } from "../catalogue.ts";
import { de } from "../de/mod.ts";
import { invitation } from "./consultations.ts";

/** German in plain words: the practice, its accounts, team and settings. */
export const practice: Catalogue["practice"] = {
  ...de.practice,
  invitation,
};
