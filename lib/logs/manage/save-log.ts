import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { pool } from "@/lib/db/client";
import { transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { type FoundSpreadsheet, findSpreadsheet } from "@/lib/logs/accounts/spreadsheets";
import type { ChangeLogInput, CreateLogInput, LogView } from "@/lib/logs/contract";
import { getLog } from "@/lib/logs/manage/list-logs";
import { insertLog, lockLog, setReady, updateLog } from "@/lib/logs/manage/store";
import { requireLog } from "@/lib/logs/manage/view";
import { type SheetSettings, sheetSettings, webhookSettings } from "@/lib/logs/settings";
import { endStuck } from "@/lib/logs/stuck-alert";

/** A sheet's spreadsheet is opened once, so that a wrong one is known at once. @throws AppError invalid_input */
export async function createLog(ctx: Context, input: CreateLogInput): Promise<LogView> {
  requireRole(ctx, "admin");
  const settings = await settingsOf(ctx, input);
  const row = await transaction(async (db) => {
    const made = await insertLog(db, ctx.workspaceId, { name: input.name, kind: input.kind, settings });
    await audit(ctx, "log.created", input.name, { kind: input.kind }, db);
    return made;
  });
  return getLog(ctx, { id: row.id });
}

async function settingsOf(ctx: Context, input: CreateLogInput): Promise<object> {
  const format = {
    columns: input.columns,
    timeZone: input.timeZone ?? ctx.timeZone,
    timeFormat: input.timeFormat,
    locale: input.locale ?? ctx.locale,
  };
  if (input.kind === "webhook") return { endpointId: input.endpointId ?? 0, ...format };
  const accountId = input.accountId ?? 0;
  const address = input.spreadsheet ?? "";
  const found = await findSpreadsheet(ctx, { id: accountId, address }, "spreadsheet");
  return {
    accountId,
    ...chosen(found),
    tabName: input.tabName,
    split: input.split,
    ...format,
  } satisfies SheetSettings;
}

const chosen = ({ spreadsheetId, title, url, spareSheetId }: FoundSpreadsheet) => ({
  spreadsheetId,
  spreadsheetTitle: title,
  spreadsheetUrl: url,
  spareSheetId,
});

/** Rows that wait are written in the new way. Another account or spreadsheet lets a held log go on. */
export async function changeLog(
  ctx: Context,
  { id, name, spreadsheet, endpointId, accountId, tabName, split, ...format }: ChangeLogInput,
): Promise<LogView> {
  requireRole(ctx, "admin");
  const before = await getLog(ctx, { id });
  const wrong = before.kind === "webhook" ? [spreadsheet, accountId, tabName, split] : [endpointId];
  if (wrong.some((value) => value !== undefined))
    throw new AppError("invalid_input", `A log of the kind ${before.kind} has no such setting.`);
  const moves = spreadsheet !== undefined || accountId !== undefined;
  const found = moves
    ? await findSpreadsheet(
        ctx,
        {
          id: accountId ?? Number(before.account?.id ?? 0),
          address: spreadsheet ?? before.spreadsheet?.spreadsheetId ?? "",
        },
        spreadsheet === undefined ? "accountId" : "spreadsheet",
      )
    : null;
  await transaction(async (db) => {
    const log = requireLog(await lockLog(db, ctx.workspaceId, id));
    const stored =
      log.kind === "webhook" ? webhookSettings.parse(log.settings) : sheetSettings.parse(log.settings);
    // The same spreadsheet with another account stays the one that was chosen, with all that was written.
    const target = found && spreadsheet !== undefined ? chosen(found) : {};
    const given = Object.entries({ ...format, tabName, split, accountId, endpointId, ...target });
    const settings = { ...stored, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
    await updateLog(db, ctx.workspaceId, id, { ...(name === undefined ? {} : { name }), settings });
    if (moves || endpointId !== undefined) await setReady(db, ctx.workspaceId, id);
    await audit(ctx, "log.changed", name ?? log.name, undefined, db);
  });
  if (moves || endpointId !== undefined) await endStuck(pool(), ctx.workspaceId, id);
  return getLog(ctx, { id });
}
