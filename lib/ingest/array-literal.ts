/**
 * PostgreSQL array literals, built by joining: the driver's own conversion of arrays costs several times
 * as much, and this is the ingest's hottest code next to the signature. Straight from the items, because
 * an array between for each of forty parameters costs as much as the literal.
 */
export function numberArray<Item>(
  items: readonly Item[],
  pick: (item: Item) => number | null | undefined,
): string {
  let literal = "{";
  for (let i = 0; i < items.length; i++) {
    if (i > 0) literal += ",";
    literal += pick(items[i] as Item) ?? "NULL";
  }
  return `${literal}}`;
}

/** Characters that end or escape a quoted element; anything else may stand as it is. */
const SPECIAL = /["\\]/;
const EACH_SPECIAL = /["\\]/g;

/** NUL can't be in a PostgreSQL text; adapters remove it, and here it is the last line of defence. */
export function textArray<Item>(
  items: readonly Item[],
  pick: (item: Item) => string | null | undefined,
): string {
  let literal = "{";
  for (let i = 0; i < items.length; i++) {
    if (i > 0) literal += ",";
    const value = pick(items[i] as Item);
    if (value === null || value === undefined) literal += "NULL";
    else {
      const clean = value.includes("\0") ? value.replaceAll("\0", "") : value;
      literal += `"${SPECIAL.test(clean) ? clean.replace(EACH_SPECIAL, "\\$&") : clean}"`;
    }
  }
  return `${literal}}`;
}
