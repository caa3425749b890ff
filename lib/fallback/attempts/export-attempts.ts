import "server-only";
import { audit } from "@/lib/audit/audit";
import { type Context, mayAct } from "@/lib/auth/context";
import { formatMicros } from "@/lib/domain/fallback/price";
import { CHANNELS } from "@/lib/domain/message/status";
import { refusal } from "@/lib/errors";
import type { ExportFormat, ExportTable } from "@/lib/exports/definition";
import type { Export } from "@/lib/exports/respond";
import type { ExportAttemptsInput } from "@/lib/fallback/attempts/contract";
import {
  type AttemptFilter,
  type AttemptKey,
  type AttemptRow,
  findAttempts,
} from "@/lib/fallback/attempts/store";
import { searchFor } from "@/lib/fallback/attempts/view";
import { localTime } from "@/lib/rejected/local-time";

/** Rows a statement: short enough for no lock or snapshot to last, long enough to hide the round trip. */
const PAGE = 4000;

/** All attempts of a filter as a table, newest first. The headers stay in English in every language. */
export async function exportAttempts(
  ctx: Context,
  { channel, search, ...exact }: Omit<ExportAttemptsInput, "format">,
  format: ExportFormat,
): Promise<Export<AttemptRow>> {
  if (!mayAct(ctx.role, "operator")) {
    throw refusal(
      "forbidden",
      "download_full_numbers",
      "Downloads hold full numbers, which viewers may not see. Ask an operator for the file, or an admin for the role.",
    );
  }
  const whose = search === undefined ? {} : searchFor(ctx, search);
  const filter = { ...exact, ...whose, channel: channel && CHANNELS.indexOf(channel) };
  // The log outlives the attempt; it must not keep the number that someone looked for.
  const { from, to, ...fields } = exact;
  await audit(ctx, "fallback.exported", undefined, {
    format,
    ...fields,
    ...(from ? { from: from.toISOString() } : {}),
    ...(to ? { to: to.toISOString() } : {}),
    ...(search === undefined ? {} : { search: true }),
  });
  return {
    table: tableFor(ctx.timeZone),
    pages: whose === null ? nothing() : pagesOf(ctx, filter),
    total: null,
  };
}

async function* nothing(): AsyncGenerator<readonly AttemptRow[]> {}

async function* pagesOf(
  { workspaceId }: Context,
  filter: AttemptFilter,
): AsyncGenerator<readonly AttemptRow[]> {
  let after: AttemptKey | null = null;
  for (;;) {
    const rows: AttemptRow[] = await findAttempts(workspaceId, filter, after, PAGE);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    if (rows.length < PAGE) return;
    after = { plannedAt: last.plannedAt, id: last.id };
  }
}

const money = (micros: number | null): string | null => (micros === null ? null : formatMicros(micros));
const utc = (at: Date | null): string | null => at?.toISOString() ?? null;
const number = (value: number | null): string | null => (value === null ? null : String(value));

function tableFor(zone: string): ExportTable<AttemptRow> {
  const text = (header: string, width: number, value: (row: AttemptRow) => string | null) => ({
    header,
    width,
    value,
  });
  return {
    name: "fallback-attempts",
    columns: [
      text("Time", 20, (row) => localTime((row.dispatchedAt ?? row.plannedAt).getTime(), zone)),
      text("Message_To", 18, (row) => row.recipient),
      text("Channel", 9, (row) => CHANNELS[row.channel] ?? null),
      text("State", 12, (row) => row.state),
      text("Why", 24, (row) => row.why),
      text("Campaign", 24, (row) => row.campaignName),
      text("Cause", 12, (row) => row.cause),
      text("Rule", 24, (row) => row.ruleName),
      text("Rule_Version", 8, (row) => String(row.ruleVersion)),
      text("Step", 6, (row) => String(row.position + 1)),
      text("Connection", 20, (row) => row.connectionName),
      text("Country", 9, (row) => row.country),
      text("Segments", 9, (row) => number(row.segments)),
      text("Price", 10, (row) => money(row.priceMicros)),
      text("Estimate", 10, (row) => money(row.estimateMicros)),
      text("Currency", 9, (row) => row.currency),
      text("Answered_By", 12, (row) => row.answeredBy),
      text("Confirmed", 10, (row) => (row.confirmed ? "yes" : null)),
      text("Error_Code", 14, (row) => row.errorCode),
      text("Error_Text", 40, (row) => row.errorText),
      text("Provider_Message_Id", 40, (row) => row.providerMessageId),
      text("Attempt_Id", 38, (row) => row.id),
      text("Message_Id", 14, (row) => row.messageId),
      text("Planned_By", 24, (row) => row.plannedBy),
      text("Triggered_UTC", 26, (row) => utc(row.triggeredAt)),
      text("Planned_UTC", 26, (row) => utc(row.plannedAt)),
      text("Sent_UTC", 26, (row) => utc(row.dispatchedAt)),
      text("Ended_UTC", 26, (row) => utc(row.endedAt)),
    ],
  };
}
