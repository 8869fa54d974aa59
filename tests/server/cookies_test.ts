import assert from "node:assert/strict";
import { assertLinear } from "../support/linear.ts";
import { formatCookie, readCookie } from "../../server/cookies.ts";

Deno.test("readCookie, formatCookie: exact names, and all attributes", () => {
  const headers = new Headers({ cookie: "a=1; vieraugen=se=cret ; b=2" });
  assert.equal(readCookie(headers, "vieraugen"), "se=cret");
  assert.equal(readCookie(headers, "raugen"), undefined);
  assert.equal(
    formatCookie("x", "y", { maxAgeSeconds: 5, secure: true, httpOnly: true }),
    "x=y; Path=/; Max-Age=5; SameSite=Strict; Secure; HttpOnly",
  );
  assert.equal(
    formatCookie("x", "", { maxAgeSeconds: 0, secure: false, httpOnly: true, sameSite: "Lax" }),
    "x=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly",
  );
});

Deno.test("readCookie: its time grows with the header, not with its square", () => {
  for (const unit of [";", "a=b; ", " ", "=", "lang"]) {
    assertLinear((length) =>
      void readCookie(new Headers({ cookie: `a${unit.repeat(length / unit.length)}b` }), "lang")
    );
  }
});
