/** Pages that show the same to everybody, without a practice and without a room. */
export const PUBLIC_PAGES = [
  "/",
  "/check",
  "/help",
  "/faq",
  "/imprint",
  "/privacy",
  "/terms",
  "/accessibility",
  "/practice",
] as const;
