export type HeatRamp = "good" | "bad";

/**
 * Step of a ratio on a ramp.
 * @param ratio - in [0, 1]; values outside are clamped. `null` (undefined rate) has no step.
 * @returns 0..9, equal tenths, 1 falling into the last.
 */
export function heatStep(ratio: number | null): number | null {
  if (ratio === null || Number.isNaN(ratio)) return null;
  return Math.min(9, Math.max(0, Math.floor(ratio * 10)));
}

/** Class that sets a cell's background and the text colour that is legible on it. */
export function heatClass(ramp: HeatRamp, ratio: number | null): string {
  const step = heatStep(ratio);
  return step === null ? "bg-sunken text-ink-muted" : `heat-${ramp}-${step}`;
}
