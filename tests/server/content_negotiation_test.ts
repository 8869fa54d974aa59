import assert from "node:assert/strict";
import { assertLinear } from "../support/linear.ts";
import { preferredEncoding, preferredLang } from "../../server/content_negotiation.ts";

Deno.test("preferredEncoding: the best encoding that the browser accepts", () => {
  for (const header of ["br", "gzip, deflate, br, zstd", "BR;q=0.5, gzip;q=1", "*"]) {
    assert.equal(preferredEncoding(header), "br", header);
  }
  for (const header of ["gzip", "br;q=0, GZIP;q=0.5", "gzip, deflate"]) {
    assert.equal(preferredEncoding(header), "gzip", header);
  }
  for (const header of ["", "identity", "gzip;q=0", "gzip; q=0.000", "*;q=0"]) {
    assert.equal(preferredEncoding(header), "identity", header);
  }
  assert.equal(preferredEncoding("br", ["gzip"]), "identity");
});

Deno.test("preferredLang: the browser's most preferred language that exists, else German", () => {
  assert.equal(preferredLang("en-GB,en;q=0.9,de;q=0.8"), "en");
  assert.equal(preferredLang("fr, de;q=0.3, en;q=0.7"), "en");
  assert.equal(preferredLang("de-AT"), "de");
  assert.equal(preferredLang("de-Simple,de;q=0.9"), "de-simple");
  assert.equal(preferredLang("de-CH-1996,en"), "de");
  assert.equal(preferredLang("en;q=0, de;q=0.1"), "de");
  for (const odd of ["", "fr", "*", ";;;", "en;q=x"]) assert.ok(["de", "en"].includes(preferredLang(odd)));
});

Deno.test("preferredLang, preferredEncoding: their time grows with the header, not with its square", () => {
  for (const unit of ["-a", "-", "a,", ";", "de;q=0.1,", ";q=0.1", " ", "1"]) {
    assertLinear((length) => void preferredLang(`a${unit.repeat(length / unit.length)}!`));
    assertLinear((length) => void preferredLang(`de;q=${unit.repeat(length / unit.length)}!`));
    assertLinear((length) => void preferredEncoding(`br;q=0.${unit.repeat(length / unit.length)}!`));
  }
});
