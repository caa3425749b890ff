import "server-only";
import type { Context } from "@/lib/auth/context";
import { CsvBytes } from "@/lib/exports/csv-bytes";
import { type CsvFlavour, csvHeader } from "@/lib/exports/text";
import { CsvLines } from "@/lib/rejected/export/csv-lines";
import { exportedRow, isNamed } from "@/lib/rejected/export/pages";
import { reasonCells } from "@/lib/rejected/export/reason-cells";
import { readNames, recordPages } from "@/lib/rejected/export/store";
import { rejectedTable } from "@/lib/rejected/export/table";
import type { RejectedWhere } from "@/lib/rejected/store";

/** Bytes that are handed on at once: few enough for others to get their turn, many enough to hide the handing. */
const PIECE = 128 * 1024;
/** Bytes by which the last line mostly makes a piece longer. */
const LINE = 4096;

/**
 * The list as CSV from the database's bytes: the same file as the table's rows make, for a fraction of the
 * work, since no text is made of what is only passed on.
 */
export async function* rejectedCsv(
  { workspaceId, locale, timeZone }: Pick<Context, "workspaceId" | "locale" | "timeZone">,
  where: RejectedWhere,
  flavour: CsvFlavour,
): AsyncGenerator<Uint8Array> {
  yield csvHeader(rejectedTable(timeZone), flavour);
  const out = new CsvBytes(flavour, PIECE + LINE);
  const lines = new CsvLines(out, flavour, timeZone);
  const reasonOf = reasonCells(locale);
  let names = await readNames(workspaceId);
  for await (const records of recordPages(workspaceId, where)) {
    while (records.next()) {
      let alike = lines.find(records);
      if (!alike) {
        // What was made since the file was begun.
        if (!isNamed(records, names)) names = await readNames(workspaceId);
        alike = lines.learn(records, exportedRow(records, names, reasonOf));
      }
      lines.write(records, alike);
      if (out.length >= PIECE) yield out.take();
    }
  }
  if (out.length > 0) yield out.take();
}
