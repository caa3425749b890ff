import { ANY, estimate, type Price, type PricedChannel, priceOf } from "@/lib/domain/fallback/price";

export type PersonPrice = {
  /** Millionths, over the countries of the price table. */
  readonly from: number;
  readonly to: number;
  /** False where people of some country would be skipped for want of a price. */
  readonly everywhere: boolean;
};

/** What one person costs, from the cheapest country of the table to the dearest; null without any price. */
export function personPrice(
  prices: readonly Price[],
  currency: string,
  query: { readonly channel: PricedChannel; readonly provider: string; readonly at: number },
  units: number,
): PersonPrice | null {
  const own = prices.filter((price) => price.currency === currency);
  const countries = [...new Set(own.map(({ country }) => (country === ANY ? null : country)))];
  const costs = [null, ...countries].map((country) => {
    const price = priceOf(own, { ...query, country });
    return price && estimate(price, units).micros;
  });
  const known = costs.filter((cost) => cost !== null);
  if (known.length === 0) return null;
  return { from: Math.min(...known), to: Math.max(...known), everywhere: costs[0] !== null };
}
