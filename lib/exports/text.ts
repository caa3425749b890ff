import { guardCell, guardExcelCell } from "@/lib/exports/cell";
import type { ExportTable } from "@/lib/exports/definition";
import { remembered } from "@/lib/exports/remembered";

type Pages<Row> = AsyncIterable<readonly Row[]>;

/** Rows of which the text is put together before it becomes bytes; longer texts outlive the young generation. */
const PIECE = 100;

const BYTE_ORDER_MARK = "\ufeff";

export type CsvFlavour = {
  readonly format: "csv" | "csv-excel";
  /** What stands before the header. */
  readonly mark: string;
  readonly cell: (text: string) => string;
};

/** RFC 4180: commas, CRLF, quotes only where they are needed. */
export const CSV: CsvFlavour = {
  format: "csv",
  mark: "",
  cell: (text) => quoteWhereNeeded(guardCell(text)),
};

/** With a byte order mark, without which Excel takes UTF-8 for the machine's own code page; all cells quoted. */
export const EXCEL_CSV: CsvFlavour = {
  format: "csv-excel",
  mark: BYTE_ORDER_MARK,
  cell: (text) => quote(guardExcelCell(text)),
};

export const csvHeader = <Row>({ columns }: ExportTable<Row>, { mark, cell }: CsvFlavour): Buffer =>
  Buffer.from(`${mark}${columns.map(({ header }) => cell(header)).join(",")}\r\n`);

/**
 * One JSON object a line, values exactly as they are: programs that read JSON don't calculate, and a guard
 * would change the data.
 */
export async function* jsonLines<Row>(
  table: ExportTable<Row>,
  pages: Pages<Row>,
): AsyncGenerator<Uint8Array> {
  const keys = table.columns.map(({ header }) => JSON.stringify(header));
  for await (const rows of pages) {
    let text = "";
    for (const row of rows) {
      const fields = table.columns.map(({ value }, at) => `${keys[at]}:${JSON.stringify(value(row))}`);
      text += `{${fields.join(",")}}\n`;
    }
    yield Buffer.from(text);
  }
}

export async function* csvLines<Row>(
  table: ExportTable<Row>,
  pages: Pages<Row>,
  flavour: CsvFlavour,
): AsyncGenerator<Uint8Array> {
  yield csvHeader(table, flavour);
  const written = table.columns.map(({ value }) => ({ value, cell: remembered(flavour.cell) }));
  for await (const rows of pages) {
    const pieces: Buffer[] = [];
    for (let from = 0; from < rows.length; from += PIECE) {
      let text = "";
      for (const row of rows.slice(from, from + PIECE)) {
        let separator = "";
        for (const { value, cell } of written) {
          text += separator + cell(value(row) ?? "");
          separator = ",";
        }
        text += "\r\n";
      }
      pieces.push(Buffer.from(text));
    }
    yield Buffer.concat(pieces);
  }
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const quoteWhereNeeded = (text: string): string => (/[",\r\n]/.test(text) ? quote(text) : text);
