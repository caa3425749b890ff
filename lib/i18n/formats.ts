/** Named formats, the same for server and client: `format.dateTime(date, "moment")`. */
export const formats = {
  dateTime: {
    /** 22 Nov 2026, 14:05 */
    moment: {
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    },
    /** With seconds, for timelines. */
    exact: {
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    },
    day: { year: "numeric", month: "short", day: "numeric" },
    time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  },
  number: {
    count: { maximumFractionDigits: 0 },
    /** Takes a ratio: 0.123 becomes 12.3 %. */
    percent: { style: "percent", maximumFractionDigits: 1 },
    compact: { notation: "compact", maximumFractionDigits: 1 },
  },
} as const;
