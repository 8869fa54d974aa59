/** German, the language that defines which texts there are. */
export const de = {
  langName: "Deutsch",
  product: "Vieraugen",
} as const;
