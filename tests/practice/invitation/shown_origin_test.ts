import assert from "node:assert/strict";
import { shownOrigin } from "../../../practice/invitation/shown_origin.ts";

Deno.test("shownOrigin: the address as people write it, if it leads to the same place", () => {
  for (
    const [origin, shown] of [
      ["https://xn--praxis-mller-klb.de", "https://praxis-müller.de"],
      ["https://video.xn--strae-oqa.example:8443", "https://video.straße.example:8443"],
      ["http://xn--bcher-kva.xn--p1ai", "http://bücher.рф"],
      ["https://video.example.org", "https://video.example.org"],
      ["http://localhost:8000", "http://localhost:8000"],
      ["http://[2001:db8::1]:8000", "http://[2001:db8::1]:8000"],
    ] as const
  ) {
    assert.equal(shownOrigin(origin), shown);
    assert.equal(new URL(shown).origin, origin, "a browser makes the same of it");
  }
});
