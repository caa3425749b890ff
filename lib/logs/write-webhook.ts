import "server-only";
import type { Pool } from "pg";
import { formatRow } from "@/lib/logs/format-row";
import { webhookSettings } from "@/lib/logs/settings";
import { type Claimed, findRows, settleRows } from "@/lib/logs/store";
import { TargetError } from "@/lib/logs/target-error";
import { wordsOf } from "@/lib/logs/words";
import { enqueueToEndpoint } from "@/lib/webhooks-out/enqueue";

const MAX_ROWS = 500;

/** Name of the event in the body that the endpoint gets. */
export const LOG_ROW_EVENT = "log.row";

/**
 * Hands rows to the outgoing webhook in the transaction that removes them: each exactly once.
 * @returns rows that were handed over
 * @throws TargetError held, when the endpoint is gone
 */
export async function writeToEndpoint(pool: Pool, log: Claimed): Promise<number> {
  const settings = webhookSettings.parse(log.settings);
  const rows = await findRows(pool, log, { first: MAX_ROWS });
  const ids = rows.map(({ id }) => id);
  const settled = await settleRows(pool, log, {}, ids, async (client) => {
    for (const row of rows) {
      const { header, cells } = formatRow(row, wordsOf(row, settings.locale), settings);
      const told = await enqueueToEndpoint(client, {
        workspaceId: log.workspaceId,
        endpointId: settings.endpointId,
        eventId: `log ${log.id} row ${row.id}`,
        type: LOG_ROW_EVENT,
        occurred: row.occurredAt,
        data: {
          log: { id: String(log.id), name: log.name },
          messageId: row.messageId,
          campaignId: String(row.campaignId),
          columns: header.map((name, at) => ({ name, value: cells[at] ?? "" })),
        },
      });
      if (told === null)
        throw new TargetError({ kind: "held", code: "endpoint_gone" }, "The outgoing webhook is gone.");
    }
  });
  return settled ? rows.length : 0;
}
