import { SHOWN_HOURS } from "@/lib/reports/stage-hours/stages";
import type { StageHours } from "./definition";
import type { StageHourRow, StageHoursRow } from "./query";

const EMPTY = { sent: 0, delivered: 0, read: 0, rejected: 0 };

export function shapeStageHours({ asOf, launchedAt, hours }: StageHoursRow): StageHours {
  const byHour = new Map(hours.map((row) => [row.hour, row]));
  const last = Math.max(-1, ...hours.map(({ hour }) => hour).filter((hour) => hour < SHOWN_HOURS));
  return {
    asOf: asOf.toISOString(),
    launchedAt: launchedAt?.toISOString() ?? null,
    hours: Array.from({ length: last + 1 }, (_, hour) => ({ hour, ...counts(byHour.get(hour)) })),
    later: byHour.has(SHOWN_HOURS) ? counts(byHour.get(SHOWN_HOURS)) : null,
  };
}

function counts(row: StageHourRow | undefined): typeof EMPTY {
  if (!row) return EMPTY;
  const { sent, delivered, read, rejected } = row;
  return { sent, delivered, read, rejected };
}
