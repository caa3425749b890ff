import { rateOf, type Share } from "../fallback/proportion";

/** Past campaigns without which nothing can be called usual. */
const MIN_CAMPAIGNS = 8;
/** Messages without which a share of the running campaign says little. */
const MIN_MESSAGES = 50;
/** Of normally spread shares fewer than one in a thousand lies further out on this side. */
const SPREADS = 3.5;
/** Turns a median absolute deviation into a standard deviation, for a normal distribution. */
const TO_DEVIATION = 1.4826;
/** However alike the past campaigns were, a share this near to them is no news. */
const MIN_MARGIN = 0.03;

/** The usual range of a share, from past campaigns. */
export type Band = {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly campaigns: number;
};

/**
 * Median ± 3.5 spreads of the shares, where the spread is the median distance from the median: a few bad
 * campaigns of the past can't widen it, as they would a mean and its deviation. Null with too little history.
 * @param shares - one for each past campaign, in [0, 1]
 */
export function usualBand(shares: readonly number[]): Band | null {
  if (shares.length < MIN_CAMPAIGNS) return null;
  const median = medianOf(shares);
  const spread = TO_DEVIATION * medianOf(shares.map((share) => Math.abs(share - median)));
  const margin = Math.max(SPREADS * spread, MIN_MARGIN);
  return {
    median,
    low: Math.max(0, median - margin),
    high: Math.min(1, median + margin),
    campaigns: shares.length,
  };
}

/**
 * Whether a running campaign's share is surely above the band: so far above that chance does not explain it
 * (the low end of its 95 % interval is out as well). A share below the band is good news and no alert.
 */
export function isAboveBand(share: Share, band: Band): boolean {
  if (share.total < MIN_MESSAGES) return false;
  const rate = rateOf(share);
  return rate !== null && rate.low > band.high;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
