import { iso } from "@/lib/reports/instants";
import { addDays, localDay, startOfDay } from "@/lib/reports/period";
import { MAX_POINTS, type Progress } from "./definition";

export type StageCounts = Progress["funnel"];
/** What was added in one interval between neighbouring edges, counted from 0. */
export type IntervalRow = StageCounts & { readonly interval: number };
export type Edges = { readonly unit: Progress["unit"]; readonly at: readonly number[] };

/** Of a campaign in which nothing has happened. */
export const NO_EDGES: Edges = { unit: "quarter", at: [] };

const QUARTER = 900_000;
const HOUR = 4 * QUARTER;
const INTERVALS = MAX_POINTS - 1;
const NOTHING: StageCounts = { sent: 0, delivered: 0, read: 0, rejected: 0 };

/**
 * The instants at which progress is told, in ms since the epoch: from the launch to the end of what came
 * last, by the finest step that stays within MAX_POINTS.
 * @param launched - start of the first quarter of an hour with anything
 * @param latest - start of the last one
 */
export function edgesOf(launched: number, latest: number, timeZone: string): Edges {
  const end = latest + QUARTER;
  if (end - launched <= INTERVALS * QUARTER) return { unit: "quarter", at: evenly(launched, end, QUARTER) };
  if (end - launched <= INTERVALS * HOUR) return { unit: "hour", at: evenly(launched, end, HOUR) };
  return { unit: "day", at: [launched, ...midnights(launched, end, timeZone)] };
}

function evenly(from: number, end: number, step: number): number[] {
  return Array.from({ length: Math.ceil((end - from) / step) + 1 }, (_, index) => from + index * step);
}

/** Local midnights after `from` up to the first that is not before `end`; every n-th where they are too many. */
function midnights(from: number, end: number, timeZone: string): number[] {
  const first = localDay(from, timeZone);
  const days = Math.ceil((end - startOfDay(first, timeZone)) / (24 * HOUR)) + 1;
  const every = Math.ceil(days / INTERVALS);
  const at: number[] = [];
  for (let day = first, last = from; last < end; at.push(last)) {
    day = addDays(day, every);
    last = startOfDay(day, timeZone);
  }
  return at;
}

/** Running totals at each edge; intervals without a row added nothing. */
export function shapeProgress(
  asOf: Date,
  { unit, at }: Edges,
  rows: readonly IntervalRow[],
  funnel: StageCounts,
): Progress {
  const added = new Map(rows.map((row) => [row.interval, row]));
  let total = NOTHING;
  const points = at.map((edge, index) => {
    total = plus(total, added.get(index - 1) ?? NOTHING);
    return { at: iso(edge), ...total };
  });
  return { asOf: asOf.toISOString(), unit, points, funnel };
}

function plus(a: StageCounts, b: StageCounts): StageCounts {
  return {
    sent: a.sent + b.sent,
    delivered: a.delivered + b.delivered,
    read: a.read + b.read,
    rejected: a.rejected + b.rejected,
  };
}
