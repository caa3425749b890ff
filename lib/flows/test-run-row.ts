import type { Context } from "@/lib/auth/context";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { type FlowFacts, zoneOf } from "@/lib/domain/flow/facts";
import type { LogRowOf } from "@/lib/flows/rehearse";
import { DEFAULT_COLUMNS } from "@/lib/logs/columns";
import { formatRow, type RowFormat } from "@/lib/logs/format-row";
import { listLogs } from "@/lib/logs/manage/list-logs";
import type { LogSource } from "@/lib/logs/row";
import { wordsOf } from "@/lib/logs/words";

/** The rows that log steps without columns of their own would write: as their logs are set, else as the download. */
export async function logRowsOf(
  ctx: Context,
  { steps }: FlowDefinition,
  provider: string,
): Promise<LogRowOf> {
  const asks = steps.some((step) => step.type === "log" && step.logId !== null && step.columns === null);
  const logs = asks ? (await listLogs(ctx)).items : [];
  const usual: RowFormat = {
    columns: DEFAULT_COLUMNS,
    timeZone: ctx.timeZone,
    timeFormat: "local",
    locale: ctx.locale,
  };
  return ({ logId }, facts) => {
    const format = logs.find(({ id }) => id === String(logId)) ?? usual;
    const source = sourceOf(facts, provider);
    const { header, cells } = formatRow(source, wordsOf(source, format.locale), format);
    return header.map((name, i) => ({ name, cell: cells[i] ?? "" }));
  };
}

const sourceOf = (facts: FlowFacts, provider: string): LogSource => ({
  occurredAt: facts.occurredAt,
  status: facts.status,
  rawStatus: facts.word,
  errorCode: facts.reasonCode,
  errorText: facts.reasonText,
  campaignId: facts.campaignId,
  campaignName: facts.campaignName ?? "",
  messageId: facts.messageId,
  providerMessageId: facts.messageId,
  recipient: facts.recipient,
  recipientUserId: null,
  sender: facts.sender,
  country: facts.country,
  timeZone: zoneOf(facts),
  template: facts.template,
  channel: facts.channel,
  provider,
  connectionName: null,
  variables: Object.fromEntries(
    Object.entries(facts.variables ?? {}).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  ),
  cells: null,
});
