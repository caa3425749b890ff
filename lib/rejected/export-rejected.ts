import "server-only";
import { audit } from "@/lib/audit/audit";
import { type Context, type Locale, mayAct } from "@/lib/auth/context";
import { reportPool } from "@/lib/db/replica";
import { AppError } from "@/lib/errors";
import type { ExportFormat, ExportTable } from "@/lib/exports/definition";
import type { Export } from "@/lib/exports/respond";
import { log } from "@/lib/log";
import type { RejectedFilter, RejectedItem } from "@/lib/rejected/definition";
import { unmaskedItem } from "@/lib/rejected/item";
import { localTime } from "@/lib/rejected/local-time";
import {
  countReasons,
  countRejected,
  findRejected,
  type Key,
  type RejectedWhere,
} from "@/lib/rejected/store";
import { isCoveredByRollups, whereOf } from "@/lib/rejected/where";

/** Rows a statement: short enough for no lock or snapshot to last, long enough to hide the round trip. */
const PAGE = 4000;

/**
 * All rejections of a filter as a table. The headers are a contract with people's spreadsheets and stay in
 * English in every language; the first five are in the order that reporting sheets expect.
 */
export async function exportRejected(
  ctx: Context,
  filter: RejectedFilter,
  format: ExportFormat,
): Promise<Export<RejectedItem>> {
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
  return { table: tableFor(ctx.timeZone), pages: pagesOf(ctx, where, ctx.locale), total };
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

async function* pagesOf(
  ctx: Context,
  where: RejectedWhere,
  locale: Locale,
): AsyncGenerator<readonly RejectedItem[]> {
  let after: Key | null = null;
  for (;;) {
    const rows = await findRejected(ctx.workspaceId, where, after, PAGE, "older", reportPool());
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => unmaskedItem(row, locale));
    if (rows.length < PAGE) return;
    after = { rejectedAt: last.rejectedAt, id: last.id };
  }
}

function tableFor(workspaceZone: string): ExportTable<RejectedItem> {
  const at = (item: RejectedItem): number => Date.parse(item.rejectedAt);
  return {
    name: "rejected",
    columns: [
      { header: "Time", width: 20, value: (item) => localTime(at(item), workspaceZone) },
      { header: "Message_From", width: 18, value: (item) => item.sender },
      { header: "Message_To", width: 18, value: (item) => item.recipient ?? item.recipientUserId },
      { header: "Status", width: 10, value: () => "Rejected" },
      { header: "Description", width: 60, value: ({ reason }) => `${reason.title}: ${reason.sentence}` },
      { header: "Reason_Code", width: 14, value: (item) => item.reason.code },
      { header: "Reason_Class", width: 14, value: (item) => item.reason.class },
      { header: "Campaign", width: 24, value: (item) => item.campaignName },
      { header: "Provider_Message_Id", width: 40, value: (item) => item.providerMessageId },
      { header: "Country", width: 9, value: (item) => item.country },
      {
        header: "Local_Time",
        width: 20,
        value: (item) => item.recipientTimeZone && localTime(at(item), item.recipientTimeZone),
      },
      { header: "Time_Zone", width: 20, value: (item) => item.recipientTimeZone },
      { header: "Time_UTC", width: 26, value: (item) => item.rejectedAt },
      { header: "Connection", width: 20, value: (item) => item.connectionName },
      { header: "Must_Act", width: 16, value: (item) => item.reason.mustActText },
      { header: "Recommended_Action", width: 40, value: (item) => item.reason.actionText },
      { header: "Provider_Text", width: 60, value: (item) => item.reason.text },
    ],
  };
}
