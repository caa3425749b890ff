import type { ExportTable } from "@/lib/exports/definition";
import { fixedParts, HEADER_STYLE, MAIN } from "@/lib/exports/xlsx/parts";
import { cellXml, SheetBytes } from "@/lib/exports/xlsx/sheet-bytes";
import { type ZipEntry, zip } from "@/lib/exports/xlsx/zip";

/** Excel's limit, the header row included. */
const MAX_ROWS = 1_048_576;
/** Unpacked bytes after which the next sheet begins, so that no part of the archive comes near 4 GiB. */
const MAX_SHEET_BYTES = 3_500_000_000;
/** Bytes that are packed at once: few enough for others to get their turn, many enough to hide the handing. */
const PIECE = 128 * 1024;
/** Bytes by which the last row mostly makes a piece longer. */
const ROW = 4096;

/** What a workbook is made from, row by row. */
export type SheetRows = {
  /** Whether there is a row to write; a promise only where that must be waited for, since rows are many. */
  more(): boolean | Promise<boolean>;
  /** Writes its cells, and is done with it. */
  write(out: SheetBytes): void;
  close(): Promise<void>;
};

type Titles = Pick<ExportTable<never>, "name"> & {
  readonly columns: readonly { readonly header: string; readonly width?: number }[];
};

/**
 * An Excel workbook as a stream. Every cell is an inline string with the format "text": numbers keep their
 * digits and plus signs, and nothing is ever a formula. Rows beyond a sheet's limit go on in the next sheet.
 */
export const workbook = (titles: Titles, rows: SheetRows, maxRows = MAX_ROWS): AsyncGenerator<Uint8Array> =>
  zip(parts(titles, rows, maxRows));

async function* parts(titles: Titles, rows: SheetRows, maxRows: number): AsyncGenerator<ZipEntry> {
  const out = new SheetBytes(titles.columns.length, PIECE + ROW);
  let sheets = 0;
  try {
    do {
      sheets++;
      yield { name: `xl/worksheets/sheet${sheets}.xml`, content: sheet(titles, rows, out, maxRows) };
    } while (await rows.more());
    for (const [name, xml] of fixedParts(titles.name, sheets)) yield { name, content: once(xml) };
  } finally {
    await rows.close();
  }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function* sheet(
  { columns }: Titles,
  rows: SheetRows,
  out: SheetBytes,
  maxRows: number,
): AsyncGenerator<Uint8Array> {
  const widths = columns.map(
    ({ width = 20 }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  out.xml(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData>`,
  );
  out.startRow(1);
  for (const { header } of columns) out.raw(Buffer.from(cellXml(header, HEADER_STYLE)));
  out.endRow();
  let bytes = 0;
  for (let number = 2; number <= maxRows && bytes < MAX_SHEET_BYTES; number++) {
    const more = rows.more();
    if (more !== true && !(await more)) break;
    out.startRow(number);
    rows.write(out);
    out.endRow();
    if (out.length < PIECE) continue;
    bytes += out.length;
    yield out.take();
  }
  out.xml("</sheetData></worksheet>");
  yield out.take();
}
