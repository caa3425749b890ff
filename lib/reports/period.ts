/** Periods that people pick; days are the workspace's own. "7d" is today and the six days before it. */
export const PERIODS = ["today", "7d", "30d", "90d", "all"] as const;
export type Preset = (typeof PERIODS)[number];

/** Days are "YYYY-MM-DD", both included. */
export type Period =
  | { readonly period: Preset }
  | { readonly period: "custom"; readonly from: string; readonly to: string };

/** Half-open, in milliseconds since the epoch; null: no end on that side. */
export type Interval = { readonly from: number | null; readonly to: number | null };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DAYS: Readonly<Record<Exclude<Preset, "all">, number>> = { today: 1, "7d": 7, "30d": 30, "90d": 90 };

/**
 * The hours of a period. The roll-ups count by whole hours in UTC, so in zones that are half an hour off
 * a day begins at the full hour before; lists use the same interval and therefore match the numbers.
 */
export function intervalOf(period: Period, timeZone: string, now: number): Interval {
  if (period.period === "all") return { from: null, to: null };
  if (period.period === "custom") {
    return {
      from: wholeHour(startOfDay(period.from, timeZone)),
      to: wholeHour(startOfDay(addDays(period.to, 1), timeZone)),
    };
  }
  const first = addDays(localDay(now, timeZone), 1 - DAYS[period.period]);
  return { from: wholeHour(startOfDay(first, timeZone)), to: null };
}

const wholeHour = (instant: number): number => Math.floor(instant / HOUR) * HOUR;

/** The calendar day, "YYYY-MM-DD", that a place's clocks show at an instant. */
export function localDay(instant: number, timeZone: string): string {
  return wallClock(instant, timeZone).slice(0, 10);
}

/** Calendar arithmetic on "YYYY-MM-DD"; no zone, so no day has more or less than 24 hours. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/**
 * First instant of a local day. Midnight may be missing (clocks jump over it) or come twice; a day starts
 * at the first instant that bears its date.
 */
export function startOfDay(day: string, timeZone: string): number {
  const asUtc = Date.parse(day);
  // The offset before and after any change of clocks near that midnight.
  const candidates = [asUtc - DAY, asUtc + DAY]
    .map((near) => asUtc - offsetAt(near, timeZone))
    .sort((a, b) => a - b);
  const first = candidates.find((instant) => localDay(instant, timeZone) >= day);
  return first ?? candidates[1] ?? asUtc;
}

/** Milliseconds that a zone's clocks are ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const seconds = Math.floor(instant / 1000) * 1000;
  return Date.parse(`${wallClock(seconds, timeZone)}Z`) - seconds;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** "YYYY-MM-DDTHH:mm:ss" as a zone's clocks show it. */
function wallClock(instant: number, timeZone: string): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    // Swedish writes dates as ISO does; making a formatter is slow, so each zone's is kept.
    formatter = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(instant).replace(" ", "T");
}
