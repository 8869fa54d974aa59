import type { Catalogue } from "./mod.ts";

/** English. */
export const en: Catalogue = {
  langName: "English",
  product: "Vieraugen",
};
