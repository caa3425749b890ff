/** Durations in milliseconds. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Every zone in use changes its clocks at a whole quarter of an hour of UTC. */
const QUARTER = 15 * MINUTE;
/** How far ahead an opening is looked for: two nights, since a change of clocks may hide one. */
const HORIZON = 2 * DAY;

/** Local times "HH:MM"; from the first to before the second, over midnight where it is earlier; equal: none. */
export type LocalSpan = { readonly from: string; readonly until: string };

const LOCAL_TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Whether a text is a time as `LocalSpan` wants it, "00:00" to "23:59". */
export const isLocalTime = (text: string): boolean => LOCAL_TIME.test(text);

/**
 * Whether the clocks of any zone show quiet hours. A person with several candidate zones may live in each,
 * so one of them is enough. With no known zone it counts as quiet: nobody can tell that it is day there.
 * @param now - milliseconds since the epoch.
 * @param zones - IANA names; those that the runtime does not know are left out.
 * @throws RangeError when a time is not "HH:MM".
 */
export function isQuiet(now: number, zones: readonly string[], quiet: LocalSpan | null): boolean {
  const span = spanOf(quiet);
  if (span === null) return false;
  const clocks = clocksOf(zones);
  return clocks.length === 0 || clocks.some((clock) => within(span, timeOfDay(clock, now)));
}

/**
 * First instant, from `now` on, at which no candidate zone is quiet; `now` itself where it is open. Null when
 * there is none within 48 hours, as for zones around the whole globe, or when no zone is known.
 * Changes of clocks are followed: an opening that they skip is at the change, an hour that they repeat may be
 * quiet twice.
 */
export function nextOpening(now: number, zones: readonly string[], quiet: LocalSpan | null): number | null {
  const span = spanOf(quiet);
  if (span === null) return now;
  const clocks = clocksOf(zones);
  if (clocks.length === 0) return null;
  let at = now;
  while (at <= now + HORIZON) {
    // Until the last of them opens there is always one that is quiet; after it another may be again.
    const opening = Math.max(...clocks.map((clock) => openingOf(clock, at, span)));
    if (opening === at) return at;
    at = opening;
  }
  return null;
}

/** Milliseconds since local midnight. */
type Span = { readonly from: number; readonly until: number };

function spanOf(quiet: LocalSpan | null): Span | null {
  if (quiet === null || quiet.from === quiet.until) return null;
  return { from: parseTime(quiet.from), until: parseTime(quiet.until) };
}

function parseTime(text: string): number {
  const [, hours, minutes] = LOCAL_TIME.exec(text) ?? [];
  if (hours === undefined) throw new RangeError(`"${text}" is not a time such as "21:00"`);
  return Number(hours) * HOUR + Number(minutes) * MINUTE;
}

const within = ({ from, until }: Span, time: number): boolean =>
  from < until ? time >= from && time < until : time >= from || time < until;

/** Milliseconds from 0 to before a day, also for negative ones. */
const wrap = (milliseconds: number): number => ((milliseconds % DAY) + DAY) % DAY;

/** First instant from `at` on that is not quiet in one zone. */
function openingOf(clock: Clock, at: number, span: Span): number {
  let instant = at;
  while (within(span, timeOfDay(clock, instant))) {
    const opening = instant + wrap(span.until - timeOfDay(clock, instant));
    const change = changeBetween(clock, instant, opening);
    if (change === null) return opening;
    instant = change;
  }
  return instant;
}

/** When a zone's clocks change in (from, to], at most a day apart, which no zone does twice. */
function changeBetween(clock: Clock, from: number, to: number): number | null {
  const before = shiftAt(clock, from);
  if (shiftAt(clock, to) === before) return null;
  let low = Math.floor(from / QUARTER);
  let high = Math.floor(to / QUARTER);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shiftAt(clock, middle * QUARTER) === before) low = middle;
    else high = middle;
  }
  return high * QUARTER;
}

/** By how much a zone's time of day is ahead of UTC's, by days of UTC; null for a day with a change in it. */
type Clock = { readonly format: Intl.DateTimeFormat; readonly days: Map<number, number | null> };

/** Asking a formatter is slow, and simulations ask for months of messages. */
const MAX_DAYS = 1000;

/** Kept, because making a formatter takes far longer than using it; finite, as the names of zones are. */
const clocks = new Map<string, Clock>();

function clocksOf(zones: readonly string[]): readonly Clock[] {
  return zones.map(clockOf).filter((clock) => clock !== null);
}

function clockOf(zone: string): Clock | null {
  const known = clocks.get(zone);
  if (known) return known;
  try {
    const options = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
    const clock = {
      format: new Intl.DateTimeFormat("en-GB", options),
      days: new Map<number, number | null>(),
    };
    clocks.set(zone, clock);
    return clock;
  } catch {
    return null;
  }
}

const timeOfDay = (clock: Clock, instant: number): number => wrap(instant + shiftAt(clock, instant));

/** From 0 to before a day: three hours behind UTC are 21 hours here. */
function shiftAt(clock: Clock, instant: number): number {
  const day = Math.floor(instant / DAY);
  let shift = clock.days.get(day);
  if (shift === undefined) {
    const start = askShift(clock, day * DAY);
    shift = start === askShift(clock, (day + 1) * DAY) ? start : null;
    if (clock.days.size >= MAX_DAYS) clock.days.clear();
    clock.days.set(day, shift);
  }
  return shift ?? askShift(clock, Math.floor(instant / QUARTER) * QUARTER);
}

function askShift({ format }: Clock, quarter: number): number {
  const [hours, minutes] = format.format(quarter).split(":");
  return wrap(Number(hours) * HOUR + Number(minutes) * MINUTE - quarter);
}
