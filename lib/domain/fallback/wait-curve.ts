/** What a wait would have meant: how many attempts would have left, and how many of them for nothing. */
export type WaitPoint = {
  readonly waitMinutes: number;
  readonly sends: number;
  /** Of the sends: WhatsApp delivered afterwards. */
  readonly needless: number;
};

/** Minutes that a curve is drawn over; people think in these. */
export const CURVE_WAITS = [0, 1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440, 2880] as const;

/** Of so many late deliveries one may still come after a recommended wait. */
const ONE_OF = 10;

/**
 * The shortest wait after which nine of ten late deliveries had come: waiting longer saves little and
 * reaches people later. 0 where nothing was delivered late.
 * @param curve - ascending waits; the first one's needless sends are all late deliveries
 * @returns null for an empty curve
 */
export function recommendedWait(curve: readonly WaitPoint[]): number | null {
  const first = curve[0];
  if (!first) return null;
  return (curve.find(({ needless }) => needless * ONE_OF <= first.needless) ?? curve.at(-1) ?? first)
    .waitMinutes;
}
