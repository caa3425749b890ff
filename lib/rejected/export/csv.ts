import "server-only";
import { CsvBytes } from "@/lib/exports/csv-bytes";
import { type CsvFlavour, csvHeader } from "@/lib/exports/text";
import { type Reader, RejectedRows } from "@/lib/rejected/export/rows";
import { rejectedTable } from "@/lib/rejected/export/table";
import type { RejectedWhere } from "@/lib/rejected/store";

/** Bytes that are handed on at once: few enough for others to get their turn, many enough to hide the handing. */
const PIECE = 128 * 1024;
/** Bytes by which the last line mostly makes a piece longer. */
const LINE = 4096;

/** The list as CSV: the same file as the table's rows make. */
export async function* rejectedCsv(
  reader: Reader,
  where: RejectedWhere,
  flavour: CsvFlavour,
): AsyncGenerator<Uint8Array> {
  yield csvHeader(rejectedTable(reader.timeZone), flavour);
  const out = new CsvBytes(flavour, PIECE + LINE);
  const rows = new RejectedRows(reader, where, (text) => `${flavour.cell(text)},`);
  try {
    for (;;) {
      const more = rows.more();
      if (more !== true && !(await more)) break;
      rows.write(out);
      out.endLine();
      if (out.length >= PIECE) yield out.take();
    }
    if (out.length > 0) yield out.take();
  } finally {
    await rows.close();
  }
}
