import "server-only";
import { audit } from "@/lib/audit/audit";
import { type Context, mayAct } from "@/lib/auth/context";
import { reportPool } from "@/lib/db/replica";
import { AppError } from "@/lib/errors";
import type { ExportFormat, ExportTable } from "@/lib/exports/definition";
import type { Export } from "@/lib/exports/respond";
import { CSV, EXCEL_CSV } from "@/lib/exports/text";
import { cellXml } from "@/lib/exports/xlsx/sheet-bytes";
import { workbook } from "@/lib/exports/xlsx/workbook";
import { log } from "@/lib/log";
import type { RejectedFilter } from "@/lib/rejected/definition";
import { rejectedCsv } from "@/lib/rejected/export/csv";
import { type ExportedRow, exportedPages } from "@/lib/rejected/export/pages";
import { RejectedRows } from "@/lib/rejected/export/rows";
import { rejectedTable } from "@/lib/rejected/export/table";
import { countReasons, countRejected, type RejectedWhere } from "@/lib/rejected/store";
import { isCoveredByRollups, whereOf } from "@/lib/rejected/where";

/** All rejections of a filter as a table. */
export async function exportRejected(
  ctx: Context,
  filter: RejectedFilter,
  format: ExportFormat,
): Promise<Export<ExportedRow>> {
  if (!mayAct(ctx.role, "operator")) {
    throw new AppError(
      "forbidden",
      "Downloads hold full numbers, which viewers may not see. Ask an operator for the file, or an admin for the role.",
    );
  }
  const where = await whereOf(ctx, filter);
  const total = await expectedRows(ctx, filter, where);
  const set = Object.entries(filter).filter(([key, value]) => key !== "search" && value !== undefined);
  await audit(ctx, "rejected.exported", undefined, {
    format,
    rows: total,
    ...Object.fromEntries(set),
    // The log outlives the message; it must not keep the number that someone looked for.
    ...(filter.search === undefined ? {} : { search: true }),
  });
  const table = rejectedTable(ctx.timeZone);
  return {
    table,
    pages: exportedPages(ctx, where),
    total,
    directly: (wanted) => fromBytes(ctx, where, table, wanted),
  };
}

/** The formats that are made from the database's bytes. */
function fromBytes(
  ctx: Context,
  where: RejectedWhere,
  table: ExportTable<ExportedRow>,
  format: ExportFormat,
): AsyncGenerator<Uint8Array> | null {
  switch (format) {
    case "csv":
      return rejectedCsv(ctx, where, CSV);
    case "csv-excel":
      return rejectedCsv(ctx, where, EXCEL_CSV);
    case "xlsx":
      return workbook(table, new RejectedRows(ctx, where, (text) => cellXml(text)));
    case "jsonl":
      return null;
  }
}

async function expectedRows(
  ctx: Context,
  filter: RejectedFilter,
  where: RejectedWhere,
): Promise<number | null> {
  if (!isCoveredByRollups(filter)) {
    return countRejected(ctx.workspaceId, where).catch((error: unknown) => {
      // Only the progress bar needs it; a list too long to count can still be downloaded.
      log().warn({ err: error }, "could not count an export");
      return null;
    });
  }
  const wanted =
    where.reasons && new Set(where.reasons.map((r) => `${r.connectionId} ${r.channel} ${r.code}`));
  const counts = await countReasons(ctx.workspaceId, filter, reportPool());
  return counts
    .filter((r) => !wanted || wanted.has(`${r.connectionId} ${r.channel} ${r.code}`))
    .reduce((sum, { rejected }) => sum + rejected, 0);
}
