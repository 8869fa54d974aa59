import { de } from "../de/mod.ts";
import type { Catalogue } from "../catalogue.ts";
import { join } from "./join.ts";
import { errors } from "./error_pages.ts";
import { help } from "./help.ts";
import { faq } from "./faq.ts";
import { check } from "./check.ts";
import { call } from "./call.ts";
import { practice } from "./practice.ts";

/**
 * German in plain words ("Einfache Sprache"): short sentences, no foreign words, no passive. It has what a patient
 * reads up to the end of a call. What only practices read, and the legal pages, whose wording counts, are German's own.
 * `tests/i18n/plain_words_test.ts` holds it to its rules.
 */
export const deSimple: Catalogue = {
  ...de,
  langName: "Einfache Sprache",
  join,
  errors,
  help,
  faq,
  check,
  call,
  practice,
};
