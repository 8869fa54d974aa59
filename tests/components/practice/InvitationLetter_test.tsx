import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { InvitationLetter } from "../../../components/practice/InvitationLetter.tsx";
import { catalogueOf, LANGS } from "../../../i18n/mod.ts";

Deno.test("InvitationLetter: tells people to type the name as the practice writes it", () => {
  const values = { name: "Berg", practice: "Praxis", start: "heute", code: "1234", phone: "" };
  for (const lang of LANGS) {
    const { letter } = catalogueOf(lang).practice.invitation;
    for (
      const [origin, host] of [
        ["https://praxis-müller.de", "praxis-müller.de"],
        ["https://video.example.org:8443", "video.example.org:8443"],
      ] as const
    ) {
      const html = render(
        <InvitationLetter
          t={letter}
          lang={lang}
          values={{ ...values, origin }}
          logo={undefined}
          qr={undefined}
        />,
      );
      assert.ok(html.includes(`<dd>${host}</dd>`), html);
      assert.ok(html.split(host).length >= 3, "also in the steps");
      assert.ok(!html.includes("xn--") && !html.includes("https:"));
    }
  }
});
