const DAY = 86_400_000; // ms

/** When a suppression ends; null for never. */
export const expiryOf = (days: number | null, now: Date): Date | null =>
  days === null ? null : new Date(now.getTime() + days * DAY);
