import { addDays, localDay, startOfDay } from "@/lib/reports/period";
import type { Progress, ProgressPoint } from "@/lib/reports/progress/definition";
import { STAGES, type Stage } from "@/lib/reports/stage-hours/stages";

/** A point with its time in ms since the epoch, as an axis wants it. */
export type DrawnPoint = Omit<ProgressPoint, "at"> & { readonly at: number };

/** The lines differ by dashes as well as by colour; `undefined` is a solid one. */
export const LINES = {
  sent: { colour: "var(--status-sent)", dashes: undefined },
  delivered: { colour: "var(--status-delivered)", dashes: "9 4" },
  read: { colour: "var(--status-read)", dashes: "2 3" },
  rejected: { colour: "var(--status-rejected)", dashes: "9 3 2 3" },
} as const satisfies Record<Stage, object>;

/** The interval that still runs ends now, not in the future. */
export function drawnPoints({ points, asOf }: Pick<Progress, "points" | "asOf">): readonly DrawnPoint[] {
  const now = Date.parse(asOf);
  return points.map(({ at, ...counts }, index) => {
    const time = Date.parse(at);
    const before = Date.parse(points[index - 1]?.at ?? at);
    const runs = index === points.length - 1 && now > before && now < time;
    return { at: runs ? now : time, ...counts };
  });
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CLOCK_STEPS = [1, 2, 5, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE);
const DAY_STEPS = [1, 2, 7, 14, 28, 91, 182];

/** Round times between two instants on the clocks of a zone: at most `most` of them, or one more. */
export function timeTicks(from: number, to: number, timeZone: string, most: number): readonly number[] {
  const fits = (step: number): boolean => (to - from) / step <= most;
  const clockStep = CLOCK_STEPS.find(fits);
  const everyDays = DAY_STEPS.find((days) => fits(days * DAY)) ?? Math.ceil((to - from) / DAY / most);
  const ticks: number[] = [];
  let day = localDay(from, timeZone);
  for (let midnight = startOfDay(day, timeZone); midnight <= to; ) {
    day = addDays(day, clockStep ? 1 : everyDays);
    const next = startOfDay(day, timeZone);
    for (let at = midnight; at < next && at <= to; at += clockStep ?? next - midnight) ticks.push(at);
    midnight = next;
  }
  return ticks.filter((at) => at >= from);
}

/** Whether a place's clocks show the start of a day; such a tick bears the day, others the time. */
export const isMidnight = (at: number, timeZone: string): boolean =>
  startOfDay(localDay(at, timeZone), timeZone) === at;

/** Where the lines end apart from the funnel, and by how many messages; stages that agree are left out. */
export function differences({
  points,
  funnel,
}: Pick<Progress, "points" | "funnel">): readonly { readonly stage: Stage; readonly count: number }[] {
  const end = points.at(-1);
  if (!end) return [];
  return STAGES.map((stage) => ({ stage, count: Math.abs(funnel[stage] - end[stage]) })).filter(
    ({ count }) => count > 0,
  );
}
