/** What a list can be downloaded as. Free of server code: the download menu reads it, too. */
export const EXPORT_FORMATS = ["csv", "csv-excel", "xlsx", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const FILE_TYPES: Readonly<
  Record<ExportFormat, { readonly extension: string; readonly contentType: string }>
> = {
  csv: { extension: "csv", contentType: "text/csv; charset=utf-8" },
  "csv-excel": { extension: "csv", contentType: "text/csv; charset=utf-8" },
  xlsx: {
    extension: "xlsx",
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  },
  jsonl: { extension: "jsonl", contentType: "application/x-ndjson; charset=utf-8" },
};

/** Rows that will follow, as far as it is known before the first; for progress bars, not for accounts. */
export const TOTAL_ROWS_HEADER = "x-reachback-total-rows";

export type ExportColumn<Row> = {
  readonly header: string;
  /** Null leaves the cell empty. */
  readonly value: (row: Row) => string | null;
  /** Characters, for formats that have column widths. */
  readonly width?: number;
};

/** A list as a table. Every cell is text: numbers of people and providers lose digits as numbers. */
export type ExportTable<Row> = {
  /** Without extension, e.g. "rejected". */
  readonly name: string;
  readonly columns: readonly ExportColumn<Row>[];
};
