/** ISO 8601 in UTC of milliseconds since the epoch. */
export const iso = (instant: number): string => new Date(instant).toISOString();

export const isoOrNull = (instant: number | null): string | null => (instant === null ? null : iso(instant));
