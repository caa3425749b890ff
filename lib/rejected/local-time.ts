import { primaryTimeZone, timeZonesOf } from "@/lib/phone/time-zones";

const QUARTER = 900_000; // ms; every zone in use changes its offset at a whole quarter of an hour
const MAX_CACHED = 20_000;

const formatters = new Map<string, Intl.DateTimeFormat | null>();
const offsets = new Map<string, number>();

/** Null for a name that this runtime does not know: senders may register any text as a zone. */
function formatterOf(zone: string): Intl.DateTimeFormat | null {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    try {
      formatter = new Intl.DateTimeFormat("en-u-ca-iso8601-hc-h23", {
        timeZone: zone,
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
      });
    } catch {
      formatter = null;
    }
    formatters.set(zone, formatter);
  }
  return formatter;
}

export const isKnownZone = (zone: string): boolean => formatterOf(zone) !== null;

/** Milliseconds by which the zone's clocks are ahead of UTC; cached, because asking Intl is slow. */
function offsetOf(at: number, zone: string): number {
  const key = `${zone} ${Math.floor(at / QUARTER)}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    if (offsets.size >= MAX_CACHED) offsets.clear();
    const parts = Object.fromEntries(
      (formatterOf(zone)?.formatToParts(at) ?? []).map(({ type, value }) => [type, Number(value)]),
    ) as Record<Intl.DateTimeFormatPartTypes, number>;
    const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
    offset = local - Math.floor(at / 1000) * 1000;
    offsets.set(key, offset);
  }
  return offset;
}

/** By zone, the minute that was asked for last; lists are sorted by time, so that the next is mostly in it. */
const minutes = new Map<string, { readonly minute: number; readonly text: string }>();
const padded = (n: number, length: number): string[] =>
  Array.from({ length: n }, (_, each) => String(each).padStart(length, "0"));
const SECONDS = padded(60, 2);
const MILLISECONDS = padded(1000, 3);

/** "2026-11-22 14:05:09" on the zone's clocks; spreadsheets sort it and read it as a date. */
export function localTime(at: number, zone: string): string {
  const minute = Math.floor(at / 60_000);
  let last = minutes.get(zone);
  if (last?.minute !== minute) {
    const iso = new Date(at + offsetOf(at, zone)).toISOString();
    last = { minute, text: `${iso.slice(0, 10)} ${iso.slice(11, 17)}` };
    minutes.set(zone, last);
  }
  return last.text + SECONDS[Math.floor(at / 1000) - minute * 60];
}

let utc = { minute: Number.NaN, text: "" };

/** As `toISOString`, for lists that are sorted by time. */
export function utcTime(at: number): string {
  const minute = Math.floor(at / 60_000);
  if (utc.minute !== minute) utc = { minute, text: new Date(at).toISOString().slice(0, 17) };
  const rest = at - minute * 60_000;
  return `${utc.text}${SECONDS[Math.floor(rest / 1000)]}.${MILLISECONDS[rest % 1000]}Z`;
}

/** The moment at which a day ("2026-11-22") begins in the zone. */
export function startOfDay(day: string, zone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`);
  // The second look corrects days on which the clocks change.
  const guess = wall - offsetOf(wall, zone);
  return new Date(wall - offsetOf(guess, zone));
}

/** The day after, for intervals that end with a day. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Where the recipient probably is: the registered zone, else the likeliest of the number. */
export function recipientZone(registered: string | null, recipient: string | null): string | null {
  if (registered !== null && isKnownZone(registered)) return registered;
  return recipient === null ? null : primaryTimeZone(timeZonesOf(recipient));
}
