import { percentile, round } from "../reports/statistics";
import type { Told } from "./watch-page";

/** Compressed bytes of JavaScript on a first load. */
export const BUDGET_BYTES = 250_000;

export type PageFigures = {
  readonly firstPaintMs: number;
  readonly dataMs: number;
  /** The longest of all visits; null where nothing was done. */
  readonly interactionMs: number | null;
  readonly layoutShift: number;
  readonly scriptKb: number;
  /** Share of the budget. */
  readonly ofBudget: number;
};

/** The middle of several visits; of what nobody should meet even once, the worst. */
export function figures(visits: readonly Told[]): PageFigures {
  const middle = (of: (told: Told) => number): number => round(percentile(visits.map(of), 0.5));
  const interactions = visits.flatMap((told) => told.interactions);
  const scriptBytes = Math.max(...visits.map((told) => told.scriptBytes));
  return {
    firstPaintMs: middle((told) => told.firstPaint),
    dataMs: middle((told) => told.shown),
    interactionMs: interactions.length > 0 ? round(Math.max(...interactions)) : null,
    layoutShift: Number(Math.max(...visits.map((told) => told.layoutShift)).toFixed(4)),
    scriptKb: Math.round(scriptBytes / 1000),
    ofBudget: Number((scriptBytes / BUDGET_BYTES).toFixed(2)),
  };
}

/** What is worse than it may be, as sentences. */
export function shortfalls(pages: Readonly<Record<string, PageFigures>>): string[] {
  return Object.entries(pages).flatMap(([name, { layoutShift, scriptKb }]) => [
    ...(layoutShift > 0 ? [`${name} shifts its layout by ${layoutShift}; nothing may move.`] : []),
    ...(scriptKb * 1000 > BUDGET_BYTES
      ? [`${name} sends ${scriptKb} kB of JavaScript; the budget is ${BUDGET_BYTES / 1000} kB.`]
      : []),
  ]);
}
