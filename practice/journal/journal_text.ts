import { fillKnown } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import type { ReadEntry } from "./journal.ts";

interface JournalTexts {
  t: Catalogue["practice"]["journal"];
  roles: Readonly<Record<string, string>>;
  /** Instead of a device that does not say what it is. */
  unknownDevice: string;
}

/** An entry as a sentence; `names` are those of the members, by id. */
export function entryText(
  { event }: Pick<ReadEntry, "event">,
  names: ReadonlyMap<string, string>,
  { t, roles, unknownDevice }: JournalTexts,
): string {
  if (!event) return t.unreadable;
  const name = names.get("by" in event ? event.by : event.memberId);
  const { role = "", ...rest } = event as typeof event & { role?: string };
  const places = {
    ...Object.fromEntries(Object.entries(rest).map(([place, value]) => [place, String(value)])),
    who: name ?? t.somebody,
    other: name ?? t.somebodyElse,
    role: roles[role] ?? role,
    device: "device" in event && event.device ? event.device : unknownDevice,
  };
  const sentences: Readonly<Record<string, string>> = t.kinds;
  const sentence = Object.hasOwn(sentences, event.kind) ? sentences[event.kind]! : t.unknownKind;
  return fillKnown(sentence, places);
}
