import assert from "node:assert/strict";
import {
  changedFields,
  draftOf,
  fieldsOf,
  settingsErrors,
} from "../../../practice/settings/settings_form.ts";

Deno.test("settingsErrors: names each error at its field", () => {
  const fields = { name: "Praxis", phone: "", lobbyMinutes: "30", "de.body": "", "de.subject": "Ohne Platz" };
  assert.deepEqual(settingsErrors(fields), {});
  const wrong = {
    name: "",
    phone: "1".repeat(41),
    "de.body": "Hallo {nmae}, {link}",
    "de.sms": "Kommen Sie!",
    "en.subject": "x".repeat(151),
  };
  assert.deepEqual(settingsErrors(wrong), {
    name: { code: "empty" },
    phone: { code: "too_long" },
    "de.body": { code: "place_unknown", place: "{nmae}" },
    "de.sms": { code: "place_missing" },
    "en.subject": { code: "too_long" },
  });
});

const DEFAULTS = { de: { subject: "Betreff", body: "Text {link}", sms: "SMS {link}" } };

Deno.test("draftOf and fieldsOf: default texts are shown and not saved", () => {
  const fields = { name: "Praxis", "de.body": "", "de.sms": "Kurz {link}" };
  const draft = draftOf(fields, DEFAULTS);
  assert.deepEqual(draft, {
    name: "Praxis",
    "de.subject": "Betreff",
    "de.body": "Text {link}",
    "de.sms": "Kurz {link}",
  });
  assert.deepEqual(fieldsOf({ ...draft, "de.body": " Text {link}\n", name: " Neu " }, DEFAULTS), {
    name: "Neu",
    "de.subject": "",
    "de.body": "",
    "de.sms": "Kurz {link}",
  });
});

Deno.test("changedFields: an absent field equals an empty one", () => {
  assert.deepEqual(changedFields({ name: "Neu", phone: "", logo: "" }, { name: "Praxis", phone: "" }), {
    name: "Neu",
  });
});
