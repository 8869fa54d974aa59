import assert from "node:assert/strict";
import { catalogueOf, LANGS } from "../../../i18n/mod.ts";
import type { MemberEvent } from "../../../practice/journal/journal_events.ts";
import { entryText } from "../../../practice/journal/journal_text.ts";

const BY = { id: "x", by: "ada", atMs: 0 };

Deno.test("entryText: a whole sentence for every kind, in every language", () => {
  const names = new Map([["ada", "Ada"]]);
  for (const lang of LANGS) {
    const { journal: t, members: { roles } } = catalogueOf(lang).practice;
    const texts = { t, roles, unknownDevice: "?" };
    const of = (event: object, known = names) => entryText({ event: event as MemberEvent }, known, texts);
    for (const kind of Object.keys(t.kinds)) {
      const told = of({ ...BY, kind, name: "Bea", role: "assistant", count: 3 });
      assert.match(told, /Ada/, `${lang} ${kind}`);
      assert.doesNotMatch(told, /[{}]/, `${lang} ${kind}`);
      const server = of({ kind, memberId: "gone", count: 3, device: "Firefox", name: "Bea", role: "x" });
      assert.doesNotMatch(server, /[{}]|undefined/, `${lang} ${kind}`);
    }
    assert.match(of({ ...BY, kind: "a later version's" }), /Ada/);
    assert.equal(entryText({}, names, texts), t.unreadable);
    assert.ok(of({ ...BY, kind: "settings_changed" }, new Map()).startsWith(t.somebody));
    assert.ok(of({ ...BY, kind: "member_joined", role: "assistant" }).includes(roles.assistant));
  }
});
