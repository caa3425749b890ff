/** Characters of a file; the most prices that one may hold need half of it. */
export const MAX_PRICE_FILE = 2_000_000;

export const IMPORT_MODES = ["replace", "add"] as const;
