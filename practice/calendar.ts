/** An appointment as a calendar takes it. */
export interface CalendarEvent {
  /** Stays the same when the appointment is moved, so that a calendar changes the entry that it has. */
  uid: string;
  /** One more with each move, from 0. */
  sequence: number;
  startsAtMs: number;
  durationMs: number;
  title: string;
  /** May have lines. */
  text: string;
  url: string;
  /** How long before the start the calendar reminds. */
  reminderMs: number;
}

/** Longest line of a calendar file in octets, its end not counted. */
const LINE_OCTETS = 75;

/**
 * The calendar file of one appointment. It names moments in UTC: every calendar shows them in its own zone, across summer
 * time, and the file needs no table of zones. Source: RFC 5545; METHOD and SEQUENCE: RFC 5546, sections 1.4 and 2.1.4.
 */
export function formatCalendar(event: CalendarEvent, nowMs: number): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Vieraugen//Invitation//EN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${textValue(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utcValue(nowMs)}`,
    `DTSTART:${utcValue(event.startsAtMs)}`,
    `DTEND:${utcValue(event.startsAtMs + event.durationMs)}`,
    `SUMMARY:${textValue(event.title)}`,
    `DESCRIPTION:${textValue(event.text)}`,
    `LOCATION:${textValue(event.url)}`,
    `URL:${event.url}`,
    "STATUS:CONFIRMED",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${textValue(event.title)}`,
    `TRIGGER:-PT${Math.round(event.reminderMs / 60_000)}M`,
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

/** "20260329T003000Z". Source: RFC 5545, section 3.3.5, form 2. */
function utcValue(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "");
}

/** Source: RFC 5545, section 3.3.11; of the control characters only the tab is allowed. */
function textValue(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n")
    // deno-lint-ignore no-control-regex -- that is what must not be in there
    .replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, "");
}

/** Breaks a line so that none is longer than 75 octets, and none ends within a character. Source: RFC 5545, section 3.1. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const { length } = encoder.encode(character);
    if (octets + length > LINE_OCTETS) {
      folded += "\r\n ";
      octets = 1; // the space counts
    }
    folded += character;
    octets += length;
  }
  return folded;
}
