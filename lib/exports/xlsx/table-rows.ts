import type { ExportTable } from "@/lib/exports/definition";
import { remembered } from "@/lib/exports/remembered";
import { cellXml, type SheetBytes } from "@/lib/exports/xlsx/sheet-bytes";
import type { SheetRows } from "@/lib/exports/xlsx/workbook";

/** The rows of any table's pages. */
export class TableRows<Row> implements SheetRows {
  private readonly pages: AsyncIterator<readonly Row[]>;
  private readonly cells: readonly ((row: Row) => Uint8Array)[];
  private page: readonly Row[] = [];
  private at = 0;

  constructor({ columns }: ExportTable<Row>, pages: AsyncIterable<readonly Row[]>) {
    this.pages = pages[Symbol.asyncIterator]();
    this.cells = columns.map(({ value }) => {
      const cell = remembered((text) => Buffer.from(cellXml(text)));
      return (row) => cell(value(row) ?? "");
    });
  }

  more(): boolean | Promise<boolean> {
    return this.at < this.page.length || this.read();
  }

  write(out: SheetBytes): void {
    const row = this.page[this.at++] as Row;
    for (const cell of this.cells) out.raw(cell(row));
  }

  async close(): Promise<void> {
    await this.pages.return?.();
  }

  private async read(): Promise<boolean> {
    do {
      const next = await this.pages.next();
      if (next.done) return false;
      this.page = next.value;
    } while (this.page.length === 0);
    this.at = 0;
    return true;
  }
}
