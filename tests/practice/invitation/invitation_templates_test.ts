import assert from "node:assert/strict";
import { de } from "../../../i18n/de/mod.ts";
import { templatesOf } from "../../../practice/invitation/invitation_templates.ts";
import { settingsErrors } from "../../../practice/settings/settings_form.ts";

Deno.test("templatesOf: the practice's own texts, and the default ones where it has none; the default ones are valid settings", () => {
  const { invitation } = de.practice;
  const own = templatesOf({ "de.sms": "Kurz: {link}", "en.body": "x" }, "de", invitation);
  assert.deepEqual([own.sms, own.body, own.digits], ["Kurz: {link}", invitation.body, invitation.digits]);
  const { subject, body, sms } = invitation;
  assert.deepEqual(settingsErrors({ name: "P", "de.subject": subject, "de.body": body, "de.sms": sms }), {});
});
