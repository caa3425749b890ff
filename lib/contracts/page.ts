import { z } from "zod";
import { isBigId } from "@/lib/contracts/ids";

const START = "id:";

/** Lists page by key: the cursor is the last row's id, wrapped so that nobody builds on its form. */
export const cursorOf = (lastId: bigint | number): string => btoa(`${START}${lastId}`).replace(/=+$/, "");

function idOfCursor(cursor: string): bigint | null {
  try {
    const opened = atob(cursor);
    const rest = opened.slice(START.length);
    return opened.startsWith(START) && isBigId(rest) ? BigInt(rest) : null;
  } catch {
    return null; // not base64
  }
}

const cursor = z
  .string()
  .max(100)
  .transform((given, ctx) => {
    const before = idOfCursor(given);
    if (before !== null) return before;
    ctx.addIssue({ code: "custom", message: "Take `nextCursor` of the previous answer as it is." });
    return z.NEVER;
  });

const limit = z
  .string()
  .regex(/^\d{1,3}$/, "Use a number from 1 to 200.")
  .transform(Number)
  .refine((n) => n >= 1 && n <= 200, "Use a number from 1 to 200.");

/** Query parameters of every list. */
export const pageInput = {
  cursor: cursor.optional().describe("`nextCursor` of the previous answer; left out for the first page."),
  limit: limit.default(50).describe("Items a page, 1 to 200."),
};

/** One page of a list; `nextCursor` is null on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

/** Cuts the one row more that was read to see whether there is a next page. */
export function toPage<Row extends { id: bigint | number }, Item>(
  rows: readonly Row[],
  size: number,
  view: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { items: shown.map(view), nextCursor: last && rows.length > size ? cursorOf(last.id) : null };
}
