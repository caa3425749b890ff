/**
 * PostgreSQL array literals, built by joining: the driver's own conversion of arrays costs several times
 * as much, and this is the ingest's hottest code next to the signature.
 */
export function numberArray(values: readonly (number | null)[]): string {
  let literal = "{";
  for (let i = 0; i < values.length; i++) {
    if (i > 0) literal += ",";
    literal += values[i] ?? "NULL";
  }
  return `${literal}}`;
}

/** Characters that end or escape a quoted element; anything else may stand as it is. */
const SPECIAL = /["\\]/;
const EACH_SPECIAL = /["\\]/g;

/** NUL can't be in a PostgreSQL text; adapters remove it, and here it is the last line of defence. */
export function textArray(values: readonly (string | null)[]): string {
  let literal = "{";
  for (let i = 0; i < values.length; i++) {
    if (i > 0) literal += ",";
    const value = values[i];
    if (value === null || value === undefined) literal += "NULL";
    else {
      const clean = value.includes("\0") ? value.replaceAll("\0", "") : value;
      literal += `"${SPECIAL.test(clean) ? clean.replace(EACH_SPECIAL, "\\$&") : clean}"`;
    }
  }
  return `${literal}}`;
}
