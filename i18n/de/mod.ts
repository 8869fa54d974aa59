import { common } from "./common.ts";
import { join } from "./join.ts";
import { errors } from "./error_pages.ts";
import { help } from "./help.ts";
import { faq } from "./faq.ts";
import { legal } from "./legal.ts";
import { check } from "./check.ts";
import { call } from "./call.ts";
import { practice } from "./practice.ts";

/** German, the language that defines which texts there are. */
export const de = {
  langName: "Deutsch",
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
} as const;
