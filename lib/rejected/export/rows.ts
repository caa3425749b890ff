import "server-only";
import type { Context } from "@/lib/auth/context";
import { type Alike, Lines } from "@/lib/rejected/export/lines";
import { exportedRow, isNamed } from "@/lib/rejected/export/pages";
import { reasonCells } from "@/lib/rejected/export/reason-cells";
import type { Records } from "@/lib/rejected/export/records";
import { type Names, readNames, recordPages } from "@/lib/rejected/export/store";
import type { RejectedWhere } from "@/lib/rejected/store";

export type Reader = Pick<Context, "workspaceId" | "locale" | "timeZone">;

/**
 * The list from the database's bytes, row by row: the same cells as the table's rows have, for a fraction of
 * the work, since no text is made of what is only passed on.
 */
export class RejectedRows {
  private readonly workspaceId: Reader["workspaceId"];
  private readonly reasonOf: ReturnType<typeof reasonCells>;
  private readonly lines: Lines;
  private readonly pages: AsyncGenerator<Records>;
  private names: Names = { campaigns: new Map(), connections: new Map() };
  private page: Records | null = null;
  /** What the row at hand says that others say, too; undefined when none is at hand. */
  private alike: Alike | undefined;

  constructor(
    { workspaceId, locale, timeZone }: Reader,
    where: RejectedWhere,
    cell: (text: string) => string,
  ) {
    this.workspaceId = workspaceId;
    this.reasonOf = reasonCells(locale);
    this.lines = new Lines(cell, timeZone);
    this.pages = recordPages(workspaceId, where);
  }

  /** Whether there is a row to write; a promise only where that must be waited for. */
  more(): boolean | Promise<boolean> {
    if (this.alike) return true;
    if (!this.page?.next()) return this.read();
    this.alike = this.lines.find(this.page);
    return this.alike !== undefined || this.learn(this.page);
  }

  /** Writes the cells of the row that is at hand. */
  write(out: Parameters<Lines["write"]>[0]): void {
    this.lines.write(out, this.page as Records, this.alike as Alike);
    this.alike = undefined;
  }

  async close(): Promise<void> {
    await this.pages.return(undefined);
  }

  private async read(): Promise<boolean> {
    const { done, value } = await this.pages.next();
    if (done) return false;
    this.page = value;
    return this.more();
  }

  private async learn(record: Records): Promise<boolean> {
    // Also what was made since the file was begun.
    if (!isNamed(record, this.names)) this.names = await readNames(this.workspaceId);
    this.alike = this.lines.learn(record, exportedRow(record, this.names, this.reasonOf));
    return true;
  }
}
