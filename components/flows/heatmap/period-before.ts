import { addDays, localDay, type Period } from "@/lib/reports/period";

const DAY = 86_400_000;
const DAYS = { today: 1, "7d": 7, "30d": 30, "90d": 90 } as const;

/** As many days, right before; null where nothing can be before. @param now - milliseconds since the epoch */
export function periodBefore(period: Period, timeZone: string, now: number): Period | null {
  if (period.period === "all") return null;
  if (period.period === "custom") {
    const days = Math.round((Date.parse(period.to) - Date.parse(period.from)) / DAY) + 1;
    return { period: "custom", from: addDays(period.from, -days), to: addDays(period.from, -1) };
  }
  const days = DAYS[period.period];
  const today = localDay(now, timeZone);
  return { period: "custom", from: addDays(today, 1 - 2 * days), to: addDays(today, -days) };
}
