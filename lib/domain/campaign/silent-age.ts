const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Upper ends, exclusive, in milliseconds. Short at first: most of what still arrives does so in a day. */
const LIMITS = {
  underHour: HOUR,
  underSixHours: 6 * HOUR,
  underDay: DAY,
  underThreeDays: 3 * DAY,
  underWeek: 7 * DAY,
};

export const SILENT_AGES = [
  "underHour",
  "underSixHours",
  "underDay",
  "underThreeDays",
  "underWeek",
  "older",
] as const;
export type SilentAge = (typeof SILENT_AGES)[number];

/** @param age - milliseconds since the message was first heard of; a clock that lags makes it negative. */
export function silentAgeOf(age: number): SilentAge {
  for (const [name, limit] of Object.entries(LIMITS)) if (age < limit) return name as SilentAge;
  return "older";
}

/** Silent messages by age; the ages in order, also those with none. */
export function silentByAge(
  groups: Iterable<{ readonly since: number; readonly silent: number }>,
  now: number,
): readonly { readonly age: SilentAge; readonly silent: number }[] {
  const totals = new Map<SilentAge, number>();
  for (const { since, silent } of groups) {
    const age = silentAgeOf(now - since);
    totals.set(age, (totals.get(age) ?? 0) + silent);
  }
  return SILENT_AGES.map((age) => ({ age, silent: totals.get(age) ?? 0 }));
}
