import assert from "node:assert/strict";
import { decodeBase64Url } from "../../../e2ee/bytes.ts";
import { makeConsultationKey } from "../../../e2ee/consultation_key.ts";
import { parseInviteFragment } from "../../../e2ee/links.ts";
import { de } from "../../../i18n/de/mod.ts";
import { en } from "../../../i18n/en/mod.ts";
import {
  emptyMailLink,
  invitationCalendar,
  invitationText,
  invitationValues,
  mailLink,
  smsLink,
} from "../../../practice/invitation/invitation_text.ts";
import { RECORD } from "../consultations/one_record.ts";

Deno.test("invitationText fills every place once, in both languages, also for a name that looks like a place", () => {
  const values = {
    name: "{link} $& {code}",
    practice: "Praxis",
    start: "morgen",
    code: "1234 5678 9012",
    link: "https://example.org/r/x#y",
    origin: "https://example.org",
    phone: "089 1",
  };
  for (const { practice: { invitation } } of [de, en]) {
    const { subject, body, sms } = invitationText(invitation, values);
    assert.ok(body.includes(values.name) && body.includes(values.phone) && body.includes(values.start));
    assert.equal(body.split(values.link).length, 2);
    assert.ok(sms.includes(values.link) && sms.includes(values.code));
    assert.ok(subject.includes("Praxis"));
    assert.doesNotMatch(sms + subject + body.replace(values.name, ""), /[{}]/);
    const short = invitationText(invitation, { ...values, phone: "" }).body;
    assert.ok(!/[:,]\s*$/.test(short) && !short.includes("089"));
  }
});

Deno.test("an invitation carries the consultation key's fingerprint in mail, text message and calendar", async () => {
  const consultationKey = await makeConsultationKey();
  const fingerprint = decodeBase64Url(consultationKey.fingerprint);
  const origin = "https://praxis.example";
  for (const { practice: { invitation } } of [de, en]) {
    const record = { ...RECORD, name: "Dr. Ottilie Krämer-O’Brien", consultationKey };
    const values = invitationValues(record, { practice: "Praxis", origin });
    const { subject, body, sms } = invitationText(invitation, values);
    const event = { ...invitation.calendar, phoneLine: invitation.phoneLine };
    const calendar = invitationCalendar(record, event, values, 0).replace(/\r\n[ \t]/g, "");
    const mail = new URL(mailLink(subject, body)!).searchParams.get("body")!;
    for (const text of [mail, new URL(smsLink(sms)).searchParams.get("body")!, calendar]) {
      const [link] = /https:\/\/praxis\.example\/r\/[\w.#-]+/.exec(text) ?? [];
      assert.deepEqual(parseInviteFragment(new URL(link!).hash).fingerprint, fingerprint, text);
    }
  }
});

Deno.test("an invitation names the practice's address as people write it, and links as machines do", () => {
  const origin = "https://xn--praxis-mller-klb.de";
  for (const { practice: { invitation } } of [de, en]) {
    const values = invitationValues(RECORD, { practice: "Praxis", origin });
    const { body, sms } = invitationText(invitation, values);
    for (const text of [body, sms]) {
      assert.match(text, /https:\/\/xn--praxis-mller-klb\.de\/r\//);
      assert.match(text, /https:\/\/praxis-müller\.de(?!\/)/);
    }
  }
});

Deno.test("mailLink and smsLink carry the text through", () => {
  const mail = new URL(mailLink("Ä & B", "1\n2#3")!);
  assert.equal(mail.searchParams.get("subject"), "Ä & B");
  assert.equal(mail.searchParams.get("body"), "1\r\n2#3");
  assert.equal(new URL(smsLink("a+b & c#d")).searchParams.get("body"), "a+b & c#d");
  assert.ok(mailLink("S", "a".repeat(1_900)));
  assert.equal(mailLink("S", "ä".repeat(1_000)), undefined, "too long for Windows");
  assert.equal(new URL(emptyMailLink("Ä & B")).searchParams.get("subject"), "Ä & B");
});
