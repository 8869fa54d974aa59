import type { Catalogue } from "../catalogue.ts";
import { common } from "./common.ts";
import { join } from "./join.ts";
import { errors } from "./error_pages.ts";
import { help } from "./help.ts";
import { faq } from "./faq.ts";
import { legal } from "./legal.ts";
import { check } from "./check.ts";
import { call } from "./call.ts";
import { practice } from "./practice.ts";

/** English. */
export const en: Catalogue = {
  langName: "English",
  product: "Vieraugen",
  common,
  join,
  errors,
  help,
  faq,
  legal,
  check,
  call,
  practice,
};
