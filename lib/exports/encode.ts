import type { ExportFormat, ExportTable } from "@/lib/exports/definition";
import { CSV, csvLines, EXCEL_CSV, jsonLines } from "@/lib/exports/text";
import { TableRows } from "@/lib/exports/xlsx/table-rows";
import { workbook } from "@/lib/exports/xlsx/workbook";

/** A table as the bytes of a file, made page by page while it is read; memory holds one page. */
export function encodeExport<Row>(
  format: ExportFormat,
  table: ExportTable<Row>,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Uint8Array> {
  switch (format) {
    case "csv":
      return csvLines(table, pages, CSV);
    case "csv-excel":
      return csvLines(table, pages, EXCEL_CSV);
    case "xlsx":
      return workbook(table, new TableRows(table, pages));
    case "jsonl":
      return jsonLines(table, pages);
  }
}
