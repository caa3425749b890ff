import type { WorkspaceId } from "@/lib/domain/ids";

/** Digits of a key of the indexes over `number_parts`; fewer can't be searched for. */
const PART = 4;

/**
 * A condition for numbers with these digits somewhere inside, and its values added to `values`: the parts find
 * rows by the index, the pattern leaves out numbers that have the parts in another order.
 * @param row - the name that the table has in the query
 * @param digits - four and more
 */
export function numberHolds(
  row: string,
  workspaceId: WorkspaceId,
  digits: string,
  values: unknown[],
): string {
  const parts = Array.from(
    { length: digits.length - PART + 1 },
    (_, i) => `${workspaceId}:${digits.slice(i, i + PART)}`,
  );
  values.push([...new Set(parts)], digits);
  const [keys, pattern] = [`$${values.length - 1}::text[]`, `$${values.length}`];
  return `${row}.recipient IS NOT NULL AND number_parts(${row}.workspace_id, ${row}.recipient) @> ${keys}
    AND ${row}.recipient LIKE '%' || ${pattern} || '%'`;
}
