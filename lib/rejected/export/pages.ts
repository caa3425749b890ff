import "server-only";
import type { Context } from "@/lib/auth/context";
import { type ReasonCells, reasonCells } from "@/lib/rejected/export/reason-cells";
import { type Names, type ReadRow, readNames, readRejected } from "@/lib/rejected/export/store";
import type { Key, RejectedWhere } from "@/lib/rejected/store";

/** Rows a statement: short enough for no lock or snapshot to last, long enough to hide the round trip. */
const READ = 4000;
/** Rows that are handed on at once: what is on its way to a slow reader stays small. */
const PASSED_ON = 1000;

export type ExportedRow = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly recipientUserId: string | null;
  readonly providerMessageId: string;
  readonly text: string | null;
  readonly country: string | null;
  readonly timeZone: string | null;
  readonly campaignName: string;
  readonly connectionName: string;
  readonly reason: ReasonCells;
};

/** Every rejection of a filter, newest first. The database reads a page while the one before is written. */
export async function* exportedPages(
  { workspaceId, locale }: Pick<Context, "workspaceId" | "locale">,
  where: RejectedWhere,
): AsyncGenerator<readonly ExportedRow[]> {
  const read = (after: Key | null): Promise<ReadRow[]> => {
    const page = readRejected(workspaceId, where, after, READ);
    page.catch(() => {}); // it is awaited below, perhaps after it has failed, or never
    return page;
  };
  const reasonOf = reasonCells(locale);
  let names = await readNames(workspaceId);
  let next: Promise<ReadRow[]> | null = read(null);
  while (next) {
    const rows: ReadRow[] = await next;
    const last = rows.at(-1);
    if (!last) return;
    next = rows.length < READ ? null : read({ rejectedAt: new Date(timeOf(last)), id: last[0] });
    // What was made since the file was begun.
    if (rows.some((row) => !isNamed(row, names))) names = await readNames(workspaceId);
    for (let from = 0; from < rows.length; from += PASSED_ON)
      yield rows.slice(from, from + PASSED_ON).map((row) => exportedRow(row, names, reasonOf));
  }
}

const timeOf = (row: ReadRow): number => Math.round(Number(row[1]));

const isNamed = (row: ReadRow, { campaigns, connections }: Names): boolean =>
  campaigns.has(row[11]) && connections.has(row[12]);

function exportedRow(row: ReadRow, names: Names, reasonOf: ReturnType<typeof reasonCells>): ExportedRow {
  const connection = names.connections.get(row[12]);
  return {
    at: timeOf(row),
    sender: row[2],
    recipient: row[3],
    recipientUserId: row[4],
    providerMessageId: row[5],
    text: row[8],
    country: row[9],
    timeZone: row[10],
    campaignName: names.campaigns.get(row[11]) ?? "",
    connectionName: connection?.name ?? "",
    reason: reasonOf(connection?.provider ?? "", Number(row[6]), row[7]),
  };
}
