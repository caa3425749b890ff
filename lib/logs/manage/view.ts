import "server-only";
import { AppError } from "@/lib/errors";
import type { LogView } from "@/lib/logs/contract";
import type { HeldCode } from "@/lib/logs/held";
import type { LastRewrite, LogRecord } from "@/lib/logs/manage/store";
import { currentSpreadsheet, sheetSettings, webhookSettings } from "@/lib/logs/settings";

/** @throws AppError not_found, also for another workspace's log */
export function requireLog<Row>(row: Row | null): Row {
  if (row) return row;
  throw new AppError("not_found", "There is no such log in this workspace.");
}

type Beside = {
  readonly waiting: number;
  readonly rewrite: LastRewrite | null;
  /** Of the accounts that are still there. */
  readonly emails: ReadonlyMap<number, string>;
};

export function viewLog(log: LogRecord, { waiting, rewrite, emails }: Beside): LogView {
  return {
    id: String(log.id),
    name: log.name,
    state: log.state === "held" ? "held" : "ready",
    heldWhy: log.heldWhy as HeldCode | null,
    heldAt: log.heldAt?.toISOString() ?? null,
    waiting,
    lastWrittenAt: log.lastWrittenAt?.toISOString() ?? null,
    createdAt: log.createdAt.toISOString(),
    rewriting: rewrite !== null && rewrite.endedAt === null,
    lastRewrite: rewrite?.endedAt ? viewRewrite(rewrite, rewrite.endedAt) : null,
    ...targetOf(log, emails),
  };
}

const viewRewrite = ({ from, until, rows }: LastRewrite, endedAt: Date) => ({
  from: from.toISOString(),
  until: until.toISOString(),
  rows,
  endedAt: endedAt.toISOString(),
});

function targetOf({ kind, settings, progress }: LogRecord, emails: Beside["emails"]) {
  if (kind === "webhook") {
    const { endpointId, columns, timeZone, timeFormat, locale } = webhookSettings.parse(settings);
    return {
      kind: "webhook" as const,
      endpointId: String(endpointId),
      account: null,
      spreadsheet: null,
      tabName: null,
      split: null,
      ...{ columns, timeZone, timeFormat, locale },
    };
  }
  const sheet = sheetSettings.parse(settings);
  const email = emails.get(sheet.accountId);
  const now = currentSpreadsheet(progress, sheet.spreadsheetId);
  return {
    kind: "sheet" as const,
    endpointId: null,
    account: email === undefined ? null : { id: String(sheet.accountId), email },
    spreadsheet: {
      spreadsheetId: now?.spreadsheetId ?? sheet.spreadsheetId,
      title: now?.title ?? sheet.spreadsheetTitle,
      url: now?.url ?? sheet.spreadsheetUrl,
    },
    tabName: sheet.tabName,
    split: sheet.split,
    columns: sheet.columns,
    timeZone: sheet.timeZone,
    timeFormat: sheet.timeFormat,
    locale: sheet.locale,
  };
}
