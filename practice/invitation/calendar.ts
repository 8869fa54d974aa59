/** An appointment for a calendar file. */
export interface CalendarEvent {
  /** Stays the same when the appointment is moved, so that calendars change their entry instead of adding one. */
  uid: string;
  /** Counts the moves, from 0. */
  sequence: number;
  startsAtMs: number;
  durationMs: number;
  title: string;
  /** May have several lines. */
  text: string;
  url: string;
  /** How long before the start the calendar shows a reminder. */
  reminderMs: number;
}

/** Longest line of a calendar file in octets, without the line break. */
const LINE_OCTETS = 75;

/**
 * The calendar file of one appointment. Times are in UTC: each calendar shows them in its own time zone, and the file needs
 * no time zone definitions. Source: RFC 5545; METHOD and SEQUENCE: RFC 5546, sections 1.4 and 2.1.4.
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
    // deno-lint-ignore no-control-regex -- removes control characters
    .replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, "");
}

/** Folds a line after at most 75 octets, never within a character. Source: RFC 5545, section 3.1. */
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
