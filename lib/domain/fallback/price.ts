/** Millionths of a currency's unit: whole numbers, so that sums of prices are exact. */
export type Micros = number;

const DECIMALS = 6;
const MICROS_PER_UNIT = 10 ** DECIMALS;

/** Any country, or any provider. */
export const ANY = "*";

export const PRICED_CHANNELS = ["sms", "voice"] as const;
export type PricedChannel = (typeof PRICED_CHANNELS)[number];

/** What a segment of an SMS, or a started minute of a call, costs. */
export type Price = {
  readonly channel: PricedChannel;
  /** ISO 3166-1 alpha-2 of the recipient's number, or "*". */
  readonly country: string;
  /** The provider's id, or "*". */
  readonly provider: string;
  /** Decimal, at most six places: "0.0075". */
  readonly unitPrice: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Milliseconds since the epoch. */
  readonly validFrom: number;
};

export type PriceQuery = {
  readonly channel: PricedChannel;
  /** Null where the number belongs to no country; only rows for any country apply then. */
  readonly country: string | null;
  readonly provider: string;
  readonly at: number;
};

/**
 * The price that applies, or null where the table has none. The most specific row wins, country before
 * provider: own country and provider, own country, own provider, neither. Among equals the newest that is
 * already valid; a row of the same time that stands later replaces the earlier one.
 */
export function priceOf(table: readonly Price[], query: PriceQuery): Price | null {
  let best: Price | null = null;
  for (const row of table) {
    if (!applies(row, query)) continue;
    if (best === null || isBetter(row, best)) best = row;
  }
  return best;
}

function applies(row: Price, { channel, country, provider, at }: PriceQuery): boolean {
  return (
    row.channel === channel &&
    row.validFrom <= at &&
    (row.country === ANY || row.country === country) &&
    (row.provider === ANY || row.provider === provider)
  );
}

const specificity = ({ country, provider }: Price): number =>
  (country === ANY ? 0 : 2) + (provider === ANY ? 0 : 1);

function isBetter(row: Price, best: Price): boolean {
  const difference = specificity(row) - specificity(best);
  return difference > 0 || (difference === 0 && row.validFrom >= best.validFrom);
}

export type Cost = { readonly micros: Micros; readonly currency: string };

/**
 * What a number of segments or started minutes costs, exactly.
 * @throws RangeError when the price or the quantity is none, or the sum is too large to be exact.
 */
export function estimate(price: Price, quantity: number): Cost {
  const unit = parseMicros(price.unitPrice);
  if (unit === null) throw new RangeError(`"${price.unitPrice}" is not a price such as "0.0075"`);
  if (!Number.isInteger(quantity) || quantity < 0) throw new RangeError(`${quantity} is no quantity`);
  const micros = unit * quantity;
  if (!Number.isSafeInteger(micros)) throw new RangeError(`${price.unitPrice} × ${quantity} is too large`);
  return { micros, currency: price.currency };
}

/** "0.0075" as 7500. Null for anything but plain decimals of at most six places (zeros after them are fine). */
export function parseMicros(decimal: string): Micros | null {
  const [, whole, places = ""] = /^(\d{1,9})(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === undefined || /[1-9]/.test(places.slice(DECIMALS))) return null;
  return Number(whole) * MICROS_PER_UNIT + Number(places.slice(0, DECIMALS).padEnd(DECIMALS, "0"));
}

/** 7500 as "0.0075", without needless zeros. */
export function formatMicros(micros: Micros): string {
  if (!Number.isSafeInteger(micros)) throw new RangeError(`${micros} is not a whole number of micros`);
  const digits = String(Math.abs(micros)).padStart(DECIMALS + 1, "0");
  const places = digits.slice(-DECIMALS).replace(/0+$/, "");
  return `${micros < 0 ? "-" : ""}${digits.slice(0, -DECIMALS)}${places === "" ? "" : `.${places}`}`;
}

/**
 * What a provider says it charged, rounded up to a micro. Providers differ: a debit may be negative
 * ("-0.00750"), have more places ("0.03330000"), or an exponent when it was a JSON number ("1.5e-7").
 * Null when it is no number, and the estimate stays.
 */
export function reportedMicros(reported: string): Micros | null {
  const match = /^-?(\d{1,9})(?:\.(\d{1,20}))?(?:[eE]([+-]?\d{1,2}))?$/.exec(reported.trim());
  if (!match) return null;
  const [, whole = "", places = "", exponent = "0"] = match;
  // As digits × 10^shift micros, in whole numbers: a float would round 0.0333 up by its own error.
  const digits = BigInt(whole + places);
  const shift = Number(exponent) - places.length + DECIMALS;
  const micros = shift >= 0 ? digits * 10n ** BigInt(shift) : dividedUp(digits, 10n ** BigInt(-shift));
  return micros <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(micros) : null;
}

const dividedUp = (dividend: bigint, divisor: bigint): bigint => (dividend + divisor - 1n) / divisor;
