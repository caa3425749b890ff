import "server-only";
import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import { STATUS_CODE } from "@/lib/domain/message/status";
import { ownCells } from "@/lib/logs/history/own-columns";
import { findSteps } from "@/lib/logs/history/steps";
import { advanceRewrite, findLogged, takeRewrite } from "@/lib/logs/history/store";
import { insertLogRows, type NewLogRow } from "@/lib/logs/store";

/** Messages looked at in one transaction. */
const CHUNK = 2000;
/** Rows that may wait while more are made. */
const WAITING_AT_MOST = 20_000;

/**
 * Makes rows of a part of a period that is to be written again. The place and the rows are committed together, so
 * that a process that dies repeats nothing.
 * @returns false when there was nothing to do
 */
export const rewriteSome = (pool: Pool): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    const rewrite = await takeRewrite(client, WAITING_AT_MOST);
    if (!rewrite) return false;
    const { workspaceId, logId, id, from, until, afterId } = rewrite;
    const steps = await findSteps(client, workspaceId, { logId });
    const filter = { ...steps.filter, campaignId: null, from, until };
    const { rows, last } = await findLogged(client, workspaceId, filter, afterId, CHUNK);
    const made = rows.flatMap((row): NewLogRow[] =>
      steps.stepsOf(row).map(({ columns }) => {
        const own = columns && ownCells(columns, row);
        return {
          workspaceId,
          logId,
          campaignId: row.campaignId,
          messageId: row.messageId,
          status: STATUS_CODE[row.status],
          rawStatus: row.rawStatus,
          occurredAt: new Date(row.occurredAt),
          errorCode: row.errorCode,
          errorText: row.errorText,
          cells: columns?.map(({ name }, at) => [name, own?.[at] ?? ""] as const) ?? null,
          results: own ? null : row.results,
          foundZone: own ? null : row.foundZone,
        };
      }),
    );
    await insertLogRows(client, made, id);
    await advanceRewrite(client, rewrite, last, made.length);
    return true;
  });
