import "server-only";
import type { Context } from "@/lib/auth/context";
import { type ReasonCells, reasonCells } from "@/lib/rejected/export/reason-cells";
import { FIELD, type Records } from "@/lib/rejected/export/records";
import { type Names, readNames, recordPages } from "@/lib/rejected/export/store";
import type { RejectedWhere } from "@/lib/rejected/store";

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

/** Every rejection of a filter, newest first. */
export async function* exportedPages(
  { workspaceId, locale }: Pick<Context, "workspaceId" | "locale">,
  where: RejectedWhere,
): AsyncGenerator<readonly ExportedRow[]> {
  const reasonOf = reasonCells(locale);
  let names = await readNames(workspaceId);
  for await (const records of recordPages(workspaceId, where)) {
    let rows: ExportedRow[] = [];
    while (records.next()) {
      // What was made since the file was begun.
      if (!isNamed(records, names)) names = await readNames(workspaceId);
      rows.push(exportedRow(records, names, reasonOf));
      if (rows.length === PASSED_ON) {
        yield rows;
        rows = [];
      }
    }
    if (rows.length > 0) yield rows;
  }
}

export const isNamed = (record: Records, { campaigns, connections }: Names): boolean =>
  campaigns.has(record.integer(FIELD.campaignId)) && connections.has(record.integer(FIELD.connectionId));

export function exportedRow(
  record: Records,
  { campaigns, connections }: Names,
  reasonOf: ReturnType<typeof reasonCells>,
): ExportedRow {
  const connection = connections.get(record.integer(FIELD.connectionId));
  return {
    at: record.milliseconds(),
    sender: record.text(FIELD.sender),
    recipient: record.text(FIELD.recipient),
    recipientUserId: record.text(FIELD.recipientUserId),
    providerMessageId: record.text(FIELD.providerMessageId) ?? "",
    text: record.text(FIELD.text),
    country: record.text(FIELD.country),
    timeZone: record.text(FIELD.timeZone),
    campaignName: campaigns.get(record.integer(FIELD.campaignId)) ?? "",
    connectionName: connection?.name ?? "",
    reason: reasonOf(connection?.provider ?? "", record.integer(FIELD.channel), record.text(FIELD.code)),
  };
}
