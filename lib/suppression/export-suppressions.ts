import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { reportPool } from "@/lib/db/replica";
import type { ExportFormat, ExportTable } from "@/lib/exports/definition";
import type { Export } from "@/lib/exports/respond";
import type { SuppressionFilter, SuppressionItem } from "@/lib/suppression/definition";
import { itemOf, whereOf } from "@/lib/suppression/list-suppressions";
import { countSuppressions, findSuppressions, type SuppressionWhere } from "@/lib/suppression/store";

/** Rows a statement. */
const PAGE = 4000;

/** The list as a table, with full numbers; it can be imported again as it is. @throws AppError forbidden */
export async function exportSuppressions(
  ctx: Context,
  filter: SuppressionFilter,
  format: ExportFormat,
): Promise<Export<SuppressionItem>> {
  requireRole(ctx, "operator");
  const where = whereOf(ctx, filter);
  const total = await countSuppressions(ctx.workspaceId, where);
  await audit(ctx, "suppression.exported", undefined, { format, rows: total, state: filter.state });
  return { table: TABLE, pages: pagesOf(ctx, where), total };
}

const TABLE: ExportTable<SuppressionItem> = {
  name: "suppression",
  columns: [
    { header: "Recipient", width: 20, value: (item) => item.recipient },
    { header: "Reason", width: 14, value: (item) => item.reason },
    { header: "Note", width: 40, value: (item) => item.note },
    { header: "Added_By", width: 28, value: (item) => item.createdBy },
    { header: "Added_UTC", width: 26, value: (item) => item.createdAt },
    { header: "Expires_UTC", width: 26, value: (item) => item.expiresAt },
    { header: "Reason_Code", width: 14, value: (item) => item.rejection?.code ?? null },
    { header: "Campaign", width: 28, value: (item) => item.rejection?.campaign ?? null },
  ],
};

async function* pagesOf(ctx: Context, where: SuppressionWhere): AsyncGenerator<readonly SuppressionItem[]> {
  let after: number | null = null;
  for (;;) {
    const rows = await findSuppressions(ctx.workspaceId, where, after, PAGE, "older", reportPool());
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => itemOf(ctx, row));
    if (rows.length < PAGE) return;
    after = last.id;
  }
}
