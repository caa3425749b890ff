import "server-only";
import { audit } from "@/lib/audit/audit";
import { type Context, mayAct } from "@/lib/auth/context";
import { pool } from "@/lib/db/client";
import { reportPool } from "@/lib/db/replica";
import { AppError } from "@/lib/errors";
import type { ExportTable } from "@/lib/exports/definition";
import type { Export } from "@/lib/exports/respond";
import { DEFAULT_COLUMNS, type LogColumn } from "@/lib/logs/columns";
import type { ExportLogInput } from "@/lib/logs/contract";
import { formatRow, type RowFormat } from "@/lib/logs/format-row";
import { ownCells } from "@/lib/logs/history/own-columns";
import { findSteps, type Steps } from "@/lib/logs/history/steps";
import { findLogged, type Logged } from "@/lib/logs/history/store";
import type { StepOfVersion } from "@/lib/logs/log-steps";
import { findLogFormat } from "@/lib/logs/store";
import { wordsOf } from "@/lib/logs/words";

/** Messages in one statement. */
const PAGE = 2000;

type Row = { readonly cells: readonly string[] };

/**
 * What log steps wrote, from the event log: complete whatever became of a sheet, and also for steps without one.
 * By message, then by time. The columns are those of the step's last version, else of the log that it writes to.
 */
export async function exportLog(ctx: Context, { format, ...which }: ExportLogInput): Promise<Export<Row>> {
  if (!mayAct(ctx.role, "operator"))
    throw new AppError(
      "forbidden",
      "Downloads hold full numbers, which viewers may not see. Ask an operator for the file, or an admin for the role.",
    );
  const steps = await findSteps(reportPool(), ctx.workspaceId, which);
  const { flowId, stepId, campaignId } = which;
  await audit(ctx, "log.exported", undefined, {
    format,
    ...(flowId === undefined ? {} : { flowId }),
    ...(stepId === undefined ? {} : { stepId }),
    ...(campaignId === undefined ? {} : { campaignId }),
  });
  const shape = await shapeOf(ctx, stepId === undefined ? null : steps.last);
  return { table: tableOf(shape.format.columns), pages: pagesOf(ctx, steps, shape, which), total: null };
}

/** Columns, and whether they are a step's own. */
type Shape = { readonly format: RowFormat; readonly own: boolean };

async function shapeOf(
  { workspaceId, timeZone, locale }: Context,
  step: StepOfVersion | null,
): Promise<Shape> {
  const usual = { columns: DEFAULT_COLUMNS, timeZone, timeFormat: "local", locale } as const;
  if (step?.columns) return { format: { ...usual, columns: step.columns }, own: true };
  const log = step?.logId ? await findLogFormat(pool(), workspaceId, step.logId) : null;
  return { format: log ?? usual, own: false };
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
  { workspaceId }: Context,
  steps: Steps,
  { format, own }: Shape,
  { campaignId, from, until }: Omit<ExportLogInput, "format">,
): AsyncGenerator<readonly Row[]> {
  const filter = {
    ...steps.filter,
    campaignId: campaignId ?? null,
    from: from ?? null,
    until: until ?? null,
  };
  if (filter.pathIds.length === 0 && filter.stepIds.length === 0) return;
  const cellsOf = (row: Logged): readonly string[] =>
    own ? ownCells(format.columns, row) : formatRow(row, wordsOf(row, format.locale), format).cells;
  let after: string | null = "0";
  while (after !== null) {
    const { rows, last }: Awaited<ReturnType<typeof findLogged>> = await findLogged(
      reportPool(),
      workspaceId,
      filter,
      after,
      PAGE,
    );
    after = last;
    const page = rows.flatMap((row) => steps.stepsOf(row).map(() => ({ cells: cellsOf(row) })));
    if (page.length > 0) yield page;
  }
}
