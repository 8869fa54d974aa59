import assert from "node:assert/strict";
import { COUNT_KEPT_MS } from "../../call/database.ts";
import { de } from "../../i18n/de/mod.ts";
import { en } from "../../i18n/en/mod.ts";
import { JOURNAL_LIMITS, LIMITS, MEMBER_LIMITS, RATE_LIMITS } from "../../wire/limits.ts";

const HOUR = 3_600_000;

Deno.test("privacy page: the times it names are those of server and browser", () => {
  const textOf = (t: typeof de | typeof en) => JSON.stringify(t.legal.privacy.sections);
  assert.equal(LIMITS.codeLifeMs, 24 * HOUR);
  assert.match(textOf(de), /24 Stunden nach dem geplanten Beginn/);
  assert.match(textOf(en), /24 hours after the planned start/);
  assert.equal(MEMBER_LIMITS.sessionMs, 12 * HOUR);
  assert.match(textOf(de), /Nach zwölf Stunden oder mit dem Abmelden/);
  assert.match(textOf(en), /after twelve hours, or when somebody signs out/);
  assert.equal(COUNT_KEPT_MS, 400 * 24 * HOUR);
  assert.match(textOf(de), /Praxis wiedererkennt.* Beides bleibt 400 Tage/);
  assert.match(textOf(en), /recognizes the practice.* Both stay for 400 days/);
  assert.equal(JOURNAL_LIMITS.keepMs, 90 * 24 * HOUR);
  assert.match(textOf(de), /Sicherheitsprotokoll einer Praxis, höchstens 90 Tage lang/);
  assert.match(textOf(en), /security record of a practice, for 90 days at most/);
  const windows = Object.entries(RATE_LIMITS).map(([name, { windowMs }]) => [name, windowMs] as const);
  assert.ok(windows.length >= 8);
  for (const [name, windowMs] of windows) assert.ok(windowMs <= HOUR, `${name}: an hour at most`);
  assert.match(textOf(de), /Zahl der Versuche, höchstens eine Stunde lang/);
  assert.match(textOf(en), /number of tries, for an hour at most/);
});
