import { guardCell, guardExcelCell } from "@/lib/exports/cell";
import type { ExportTable } from "@/lib/exports/definition";

type Pages<Row> = AsyncIterable<readonly Row[]>;

const BYTE_ORDER_MARK = "\ufeff";

/** RFC 4180: commas, CRLF, quotes only where they are needed. */
export function csv<Row>(table: ExportTable<Row>, pages: Pages<Row>): AsyncGenerator<Uint8Array> {
  return csvLines(table, pages, "", (text) => quoteWhereNeeded(guardCell(text)));
}

/** With a byte order mark, without which Excel takes UTF-8 for the machine's own code page; all cells quoted. */
export function excelCsv<Row>(table: ExportTable<Row>, pages: Pages<Row>): AsyncGenerator<Uint8Array> {
  return csvLines(table, pages, BYTE_ORDER_MARK, (text) => quote(guardExcelCell(text)));
}

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

async function* csvLines<Row>(
  { columns }: ExportTable<Row>,
  pages: Pages<Row>,
  prefix: string,
  cell: (text: string) => string,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${prefix}${columns.map(({ header }) => cell(header)).join(",")}\r\n`);
  for await (const rows of pages) {
    let text = "";
    for (const row of rows) {
      for (let at = 0; at < columns.length; at++) {
        text += `${at === 0 ? "" : ","}${cell(columns[at]?.value(row) ?? "")}`;
      }
      text += "\r\n";
    }
    yield Buffer.from(text);
  }
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const quoteWhereNeeded = (text: string): string => (/[",\r\n]/.test(text) ? quote(text) : text);
