import type { ExportTable } from "@/lib/exports/definition";
import { remembered } from "@/lib/exports/remembered";
import { escapeXml, fixedParts, HEADER_STYLE, MAIN, TEXT_STYLE } from "@/lib/exports/xlsx/parts";
import { type ZipEntry, zip } from "@/lib/exports/xlsx/zip";

/** Excel's limit, the header row included. */
const MAX_ROWS = 1_048_576;
/** Unpacked bytes after which the next sheet begins, so that no part of the archive comes near 4 GiB. */
const MAX_SHEET_BYTES = 3_500_000_000;

/**
 * An Excel workbook as a stream. Every cell is an inline string with the format "text": numbers keep their
 * digits and plus signs, and nothing is ever a formula. Rows beyond a sheet's limit go on in the next sheet.
 */
export function workbook<Row>(
  table: ExportTable<Row>,
  pages: AsyncIterable<readonly Row[]>,
  maxRows = MAX_ROWS,
): AsyncGenerator<Uint8Array> {
  return zip(parts(table, pages, maxRows));
}

async function* parts<Row>(
  table: ExportTable<Row>,
  pages: AsyncIterable<readonly Row[]>,
  maxRows: number,
): AsyncGenerator<ZipEntry> {
  const rows = new RowSource(pages);
  let sheets = 0;
  try {
    do {
      sheets++;
      yield { name: `xl/worksheets/sheet${sheets}.xml`, content: sheet(table, rows, maxRows - 1) };
    } while (await rows.more());
    for (const [name, xml] of fixedParts(table.name, sheets)) yield { name, content: once(xml) };
  } finally {
    await rows.close();
  }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function* sheet<Row>(
  { columns }: ExportTable<Row>,
  rows: RowSource<Row>,
  maxRows: number,
): AsyncGenerator<Uint8Array> {
  const letters = columns.map((_, at) => columnName(at));
  const escaped = columns.map(() => remembered(escapeXml));
  const widths = columns.map(
    ({ width = 20 }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const line = (number: number, style: number, cells: readonly (string | null)[]): string => {
    let xml = `<row r="${number}">`;
    for (let at = 0; at < cells.length; at++) {
      const text = cells[at];
      if (text == null || text === "") continue;
      xml += `<c r="${letters[at]}${number}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped[at]?.(text)}</t></is></c>`;
    }
    return `${xml}</row>`;
  };
  yield Buffer.from(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData>${line(
      1,
      HEADER_STYLE,
      columns.map(({ header }) => header),
    )}`,
  );
  let bytes = 0;
  for (let written = 0; written < maxRows && bytes < MAX_SHEET_BYTES && (await rows.more()); ) {
    const page = rows.take(maxRows - written);
    let xml = "";
    for (const row of page)
      xml += line(
        ++written + 1,
        TEXT_STYLE,
        columns.map(({ value }) => value(row)),
      );
    const chunk = Buffer.from(xml);
    bytes += chunk.length;
    yield chunk;
  }
  yield Buffer.from("</sheetData></worksheet>");
}

/** Pages that can be taken in parts, so that a sheet may end in the middle of one. */
class RowSource<Row> {
  private readonly pages: AsyncIterator<readonly Row[]>;
  private page: readonly Row[] = [];

  constructor(pages: AsyncIterable<readonly Row[]>) {
    this.pages = pages[Symbol.asyncIterator]();
  }

  async more(): Promise<boolean> {
    while (this.page.length === 0) {
      const next = await this.pages.next();
      if (next.done) return false;
      this.page = next.value;
    }
    return true;
  }

  take(most: number): readonly Row[] {
    const taken = this.page.slice(0, most);
    this.page = this.page.slice(most);
    return taken;
  }

  async close(): Promise<void> {
    await this.pages.return?.();
  }
}

/** 0 is A, 25 is Z, 26 is AA. */
function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}
