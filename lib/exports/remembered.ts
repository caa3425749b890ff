/** Different values of a column that are kept. */
const KEPT = 1000;
/** Questions after which a column that rarely repeats itself is no longer looked up. */
const TRIAL = 10_000;

/**
 * `write`, asked once for each value of a column that repeats itself, such as a country or a reason; a column
 * in which every value is new, such as an id, is soon written without being looked up.
 */
export function remembered<Written extends string | Uint8Array>(
  write: (text: string) => Written,
): (text: string) => Written {
  const known = new Map<string, Written>();
  let asked = 0;
  let found = 0;
  let repeats = true;
  return (text) => {
    if (!repeats) return write(text);
    const before = known.get(text);
    if (asked++ === TRIAL) repeats = found > TRIAL / 2;
    if (before !== undefined) {
      found++;
      return before;
    }
    const written = write(text);
    if (known.size < KEPT) known.set(text, written);
    return written;
  };
}
