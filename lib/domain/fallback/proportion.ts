/** Two-sided 95 %. */
const Z = 1.959963984540054;

/** So many of a group, for instance reached of those who were triggered. */
export type Share = { readonly hits: number; readonly total: number };

/** An estimate with its 95 % confidence interval, as fractions. */
export type Estimate = { readonly value: number; readonly low: number; readonly high: number };

/**
 * A rate with Wilson's score interval, which holds for few people and for rates near 0 and 1, where the usual
 * ± would leave them. Null for an empty group.
 * @throws RangeError when the counts are no whole numbers with 0 ≤ hits ≤ total.
 * Source: Newcombe, Statistics in Medicine 17 (1998) 857–872, method 3.
 */
export function rateOf({ hits, total }: Share): Estimate | null {
  if (!Number.isInteger(hits) || !Number.isInteger(total) || hits < 0 || hits > total)
    throw new RangeError(`${hits} of ${total} is no share`);
  if (total === 0) return null;
  const value = hits / total;
  const middle = (2 * hits + Z * Z) / (2 * (total + Z * Z));
  const half = (Z * Math.sqrt(Z * Z + 4 * hits * (1 - value))) / (2 * (total + Z * Z));
  // Rounding may push the ends past the rate itself when it is 0 or 1.
  return {
    value,
    low: Math.max(0, Math.min(value, middle - half)),
    high: Math.min(1, Math.max(value, middle + half)),
  };
}

/**
 * By how much the first rate is above the second, with Newcombe's hybrid score interval. Null when a group is
 * empty. The groups differ (at 95 %) when the interval leaves out 0.
 * Source: Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10.
 */
export function differenceOf(first: Share, second: Share): Estimate | null {
  const one = rateOf(first);
  const two = rateOf(second);
  if (one === null || two === null) return null;
  const value = one.value - two.value;
  return {
    value,
    low: value - Math.hypot(one.value - one.low, two.high - two.value),
    high: value + Math.hypot(one.high - one.value, two.value - two.low),
  };
}
