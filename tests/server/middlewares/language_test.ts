import assert from "node:assert/strict";
import { formatCookie, readCookie } from "../../../server/cookies.ts";
import { preferredLang } from "../../../server/middlewares/language.ts";

Deno.test("preferredLang: the browser's first wish that there is, else German", () => {
  assert.equal(preferredLang("en-GB,en;q=0.9,de;q=0.8"), "en");
  assert.equal(preferredLang("fr, de;q=0.3, en;q=0.7"), "en");
  assert.equal(preferredLang("de-AT"), "de");
  assert.equal(preferredLang("de-Simple,de;q=0.9"), "de-simple");
  assert.equal(preferredLang("de-CH-1996,en"), "de");
  assert.equal(preferredLang("en;q=0, de;q=0.1"), "de");
  for (const odd of ["", "fr", "*", ";;;", "en;q=x"]) assert.ok(["de", "en"].includes(preferredLang(odd)));
});

Deno.test("cookies: read and written", () => {
  const headers = new Headers({ cookie: "a=1; vieraugen=se=cret ; b=2" });
  assert.equal(readCookie(headers, "vieraugen"), "se=cret");
  assert.equal(readCookie(headers, "raugen"), undefined);
  assert.equal(
    formatCookie("x", "y", { maxAgeSeconds: 5, secure: true, httpOnly: true }),
    "x=y; Path=/; Max-Age=5; SameSite=Strict; Secure; HttpOnly",
  );
});
