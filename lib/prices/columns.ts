/** Columns of a price file, in the order in which it is written; read in any order. */
export const PRICE_COLUMNS = [
  "channel",
  "country",
  "provider",
  "unit_price",
  "currency",
  "valid_from",
] as const;
export type PriceColumn = (typeof PRICE_COLUMNS)[number];

/** Most prices of one file; every country with every provider on both channels is half of it. */
export const MAX_PRICES = 10_000;
