import type { LocalHours } from "./definition";
import type { LocalHoursRow } from "./query";

export function shapeLocalHours({ asOf, cells }: LocalHoursRow): LocalHours {
  const unknown = cells.find(({ isoWeekday }) => isoWeekday === null);
  return {
    asOf: asOf.toISOString(),
    cells: cells.flatMap(({ isoWeekday, hour, ...counts }) =>
      isoWeekday === null || hour === null ? [] : [{ isoWeekday, hour, ...counts }],
    ),
    unplaced: {
      sent: unknown?.sent ?? 0,
      delivered: unknown?.delivered ?? 0,
      read: unknown?.read ?? 0,
      rejected: unknown?.rejected ?? 0,
    },
  };
}
