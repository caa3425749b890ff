/** One column of a row: its value for an item, `nth` counted from 1. */
export type Column<Item> = (item: Item, nth: number) => number | string | null | undefined;

/**
 * A PostgreSQL literal of an array of rows, `columns` in the order of the composite type. Built by joining: the
 * driver's own conversion costs several times as much, and this is the ingest's hottest code next to the signature.
 */
export function rowArray<Item>(items: readonly Item[], columns: readonly Column<Item>[]): string {
  let literal = "{";
  for (let i = 0; i < items.length; i++) {
    literal += i > 0 ? ',"(' : '"(';
    for (let k = 0; k < columns.length; k++) {
      if (k > 0) literal += ",";
      const value = (columns[k] as Column<Item>)(items[i] as Item, i + 1);
      if (typeof value === "string") literal += textLiteral(value);
      else if (value !== null && value !== undefined) literal += value; // nothing at all is NULL
    }
    literal += ')"';
  }
  return `${literal}}`;
}

/** What the syntax of rows or of arrays gives a meaning; without it a text may stand as it is. */
const SPECIAL = /["\\(),\0]/;

/** An empty text; nothing at all would be NULL. */
const EMPTY = '\\"\\"';

/** Quoted for the row, and that quoted again for the array. NUL can't be in a PostgreSQL text: removed. */
function textLiteral(text: string): string {
  if (text === "") return EMPTY;
  if (!SPECIAL.test(text)) return text;
  const inRow = text.replaceAll("\0", "").replace(/["\\]/g, "\\$&");
  return `\\"${inRow.replace(/["\\]/g, "\\$&")}\\"`;
}
