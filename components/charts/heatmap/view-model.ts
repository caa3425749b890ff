import type { HeatRamp } from "@/components/ui/heat";

export type HeatRow = { readonly key: string; readonly ramp: HeatRamp; readonly values: readonly number[] };

export type HeatCell = {
  readonly value: number;
  /** How strong its colour is, in [0, 1]; null for nothing, which has no colour. */
  readonly strength: number | null;
  /** Of its row's total, in [0, 1]; null where the row is empty. */
  readonly share: number | null;
};

/**
 * Counts as cells. `row`: every row has a scale of its own, so that few rejections do not vanish beside
 * many deliveries. `all`: one scale, for rows that are compared with each other.
 */
export function heatCells(rows: readonly HeatRow[], scale: "row" | "all"): readonly (readonly HeatCell[])[] {
  const highest = Math.max(0, ...rows.flatMap(({ values }) => values));
  return rows.map(({ values }) => {
    const top = scale === "all" ? highest : Math.max(0, ...values);
    const total = values.reduce((sum, value) => sum + value, 0);
    return values.map((value) => ({
      value,
      strength: value <= 0 ? null : value / top,
      share: total === 0 ? null : value / total,
    }));
  });
}
