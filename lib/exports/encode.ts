import type { ExportFormat, ExportTable } from "@/lib/exports/definition";
import { csv, excelCsv, jsonLines } from "@/lib/exports/text";
import { workbook } from "@/lib/exports/xlsx/workbook";

/** A table as the bytes of a file, made page by page while it is read; memory holds one page. */
export function encodeExport<Row>(
  format: ExportFormat,
  table: ExportTable<Row>,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Uint8Array> {
  switch (format) {
    case "csv":
      return csv(table, pages);
    case "csv-excel":
      return excelCsv(table, pages);
    case "xlsx":
      return workbook(table, pages);
    case "jsonl":
      return jsonLines(table, pages);
  }
}
