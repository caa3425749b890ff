import { percentile, round } from "../reports/statistics";
import type { Script, Told } from "./watch-page";

/** Compressed bytes of JavaScript on a first load. */
export const BUDGET_BYTES = 250_000;

export type PageFigures = {
  readonly firstPaintMs: number;
  readonly dataMs: number;
  /** The longest of all visits; null where nothing was done. */
  readonly interactionMs: number | null;
  readonly layoutShift: number;
  /** JavaScript that the page's document names. */
  readonly firstLoadKb: number;
  /** Share of the budget. */
  readonly ofBudget: number;
  /** JavaScript that the page then loads by itself: a canvas, a chart that is in sight. */
  readonly laterKb: number;
};

const sum = (scripts: readonly Script[]): number =>
  scripts.reduce((bytes, { compressedBytes }) => bytes + compressedBytes, 0);

/** The middle of several visits; of what nobody should meet even once, the worst. */
export function figures(visits: readonly Told[]): PageFigures {
  const middle = (of: (told: Told) => number): number => round(percentile(visits.map(of), 0.5));
  const interactions = visits.flatMap((told) => told.interactions);
  const bytes = (isFirstLoad: boolean): number =>
    Math.max(...visits.map(({ scripts }) => sum(scripts.filter((each) => each.isFirstLoad === isFirstLoad))));
  const firstLoad = bytes(true);
  return {
    firstPaintMs: middle((told) => told.firstPaint),
    dataMs: middle((told) => told.shown),
    interactionMs: interactions.length > 0 ? round(Math.max(...interactions)) : null,
    layoutShift: Number(Math.max(...visits.map((told) => told.layoutShift)).toFixed(4)),
    firstLoadKb: Math.round(firstLoad / 1000),
    ofBudget: Number((firstLoad / BUDGET_BYTES).toFixed(2)),
    laterKb: Math.round(bytes(false) / 1000),
  };
}

/** What is worse than it may be, as sentences. */
export function shortfalls(pages: Readonly<Record<string, PageFigures>>): string[] {
  return Object.entries(pages).flatMap(([name, { layoutShift, firstLoadKb }]) => [
    ...(layoutShift > 0 ? [`${name} shifts its layout by ${layoutShift}; nothing may move.`] : []),
    ...(firstLoadKb * 1000 > BUDGET_BYTES
      ? [
          `${name} sends ${firstLoadKb} kB of JavaScript on its first load; the budget is ${BUDGET_BYTES / 1000} kB.`,
        ]
      : []),
  ]);
}
