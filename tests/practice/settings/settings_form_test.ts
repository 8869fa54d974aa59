import assert from "node:assert/strict";
import { settingsErrors } from "../../../practice/settings/settings_form.ts";

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
