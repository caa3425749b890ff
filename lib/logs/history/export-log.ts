import "server-only";
import { audit } from "@/lib/audit/audit";
import { type Context, mayAct } from "@/lib/auth/context";
import { pool } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { ExportTable } from "@/lib/exports/definition";
import type { Export } from "@/lib/exports/respond";
import { DEFAULT_COLUMNS, type LogColumn } from "@/lib/logs/columns";
import type { ExportLogInput } from "@/lib/logs/contract";
import { formatRow } from "@/lib/logs/format-row";
import { findSteps, type Steps } from "@/lib/logs/history/steps";
import { findLogged } from "@/lib/logs/history/store";
import { wordsOf } from "@/lib/logs/words";

/** Messages in one statement. */
const PAGE = 2000;

type Row = { readonly cells: readonly string[] };

/**
 * What log steps wrote, from the event log: complete whatever became of a sheet, and also for steps without one.
 * By message, then by time. The columns are those of the step's last version.
 */
export async function exportLog(ctx: Context, { format, ...which }: ExportLogInput): Promise<Export<Row>> {
  if (!mayAct(ctx.role, "operator"))
    throw new AppError(
      "forbidden",
      "Downloads hold full numbers, which viewers may not see. Ask an operator for the file, or an admin for the role.",
    );
  const steps = await findSteps(pool(), ctx.workspaceId, which);
  const { flowId, stepId, campaignId } = which;
  await audit(ctx, "log.exported", undefined, {
    format,
    ...(flowId === undefined ? {} : { flowId }),
    ...(stepId === undefined ? {} : { stepId }),
    ...(campaignId === undefined ? {} : { campaignId }),
  });
  const columns = stepId === undefined ? DEFAULT_COLUMNS : (steps.columns ?? DEFAULT_COLUMNS);
  return { table: tableOf(columns), pages: pagesOf(ctx, steps, columns, which), total: null };
}

const tableOf = (columns: readonly LogColumn[]): ExportTable<Row> => ({
  name: "log",
  columns: columns.map(({ name }, at) => ({
    header: name,
    width: name === "Description" ? 60 : 20,
    value: ({ cells }) => cells[at] ?? null,
  })),
});

async function* pagesOf(
  { workspaceId, timeZone, locale }: Context,
  steps: Steps,
  columns: readonly LogColumn[],
  { campaignId, from, until }: Omit<ExportLogInput, "format">,
): AsyncGenerator<readonly Row[]> {
  const filter = {
    ...steps.filter,
    campaignId: campaignId ?? null,
    from: from ?? null,
    until: until ?? null,
  };
  if (filter.pathIds.length === 0 && filter.stepIds.length === 0) return;
  const format = { columns, timeZone, timeFormat: "local", locale } as const;
  let after: string | null = "0";
  while (after !== null) {
    const { rows, last }: Awaited<ReturnType<typeof findLogged>> = await findLogged(
      pool(),
      workspaceId,
      filter,
      after,
      PAGE,
    );
    after = last;
    const page = rows.flatMap((row) =>
      steps.stepsOf(row).map(() => formatRow(row, wordsOf(row, locale), format)),
    );
    if (page.length > 0) yield page;
  }
}
