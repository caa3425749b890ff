import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { AppError, type AppErrorCode } from "@/lib/errors";
import { requireAccount } from "@/lib/logs/accounts/accounts";
import type { SpreadsheetView } from "@/lib/logs/contract";
import {
  createSpreadsheet,
  readSpreadsheet,
  type Spreadsheet,
  shareSpreadsheet,
} from "@/lib/logs/google/sheets";
import { spreadsheetIdOf } from "@/lib/logs/google/spreadsheet-address";
import { findAccount } from "@/lib/logs/google/store";
import { type AsAccount, asAccount } from "@/lib/logs/google/with-account";
import type { HeldCode } from "@/lib/logs/held";
import { FIRST_TAB } from "@/lib/logs/settings";
import { firstTab } from "@/lib/logs/sheet-plan";
import { TargetError } from "@/lib/logs/target-error";
import { newId } from "@/lib/logs/write-sheet";

export type FoundSpreadsheet = SpreadsheetView & {
  /** Its only tab where it was made here and nothing was written yet. */
  readonly spareSheetId: number | null;
};

/**
 * A spreadsheet that the account can open. @throws AppError not_found for an account of another workspace;
 * invalid_input at `path` when Google says no
 */
export async function findSpreadsheet(
  ctx: Context,
  { id, address }: { id: number; address: string },
  path = "address",
): Promise<FoundSpreadsheet> {
  requireRole(ctx, "admin");
  const account = await accountOf(ctx, id);
  const spreadsheetId = spreadsheetIdOf(address);
  if (!spreadsheetId)
    throw problem(
      path,
      "spreadsheet_address",
      "This is no address of a Google spreadsheet. Copy it from the browser.",
    );
  try {
    const found = await account.call((token) => readSpreadsheet(token, spreadsheetId));
    return { ...viewOf(found), spareSheetId: spareOf(found) };
  } catch (error) {
    throw asProblem(error, path);
  }
}

/** @throws AppError as `findSpreadsheet` */
export async function checkSpreadsheet(
  ctx: Context,
  input: { id: number; address: string },
): Promise<SpreadsheetView> {
  const { spreadsheetId, title, url } = await findSpreadsheet(ctx, input);
  return { spreadsheetId, title, url };
}

/** Makes a spreadsheet with the header of the default columns. @throws AppError as `findSpreadsheet` */
export async function makeSpreadsheet(
  ctx: Context,
  { id, title, shareWith }: { id: number; title: string; shareWith?: string | undefined },
): Promise<SpreadsheetView> {
  requireRole(ctx, "admin");
  const account = await accountOf(ctx, id);
  try {
    const made = await account.call((token) =>
      createSpreadsheet(token, title, firstTab(newId(), FIRST_TAB.title, FIRST_TAB.header)),
    );
    if (shareWith !== undefined)
      await account.call((token) => shareSpreadsheet(token, made.spreadsheetId, shareWith));
    return viewOf(made);
  } catch (error) {
    throw asProblem(error, "title");
  }
}

/** Made by `makeSpreadsheet`, and nothing was added but the header's row. */
function spareOf({ sheets, developerMetadata }: Spreadsheet): number | null {
  const [only, ...others] = sheets;
  const fresh =
    only?.properties.title === FIRST_TAB.title &&
    only.properties.gridProperties.rowCount === 2 &&
    only.properties.gridProperties.columnCount === FIRST_TAB.header.length;
  return only && fresh && others.length === 0 && developerMetadata.length === 0
    ? only.properties.sheetId
    : null;
}

const viewOf = ({ spreadsheetId, properties, spreadsheetUrl }: Spreadsheet): SpreadsheetView => ({
  spreadsheetId,
  title: properties?.title ?? "",
  url: spreadsheetUrl ?? `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`,
});

async function accountOf(ctx: Context, id: number): Promise<AsAccount> {
  requireAccount(await findAccount(ctx.workspaceId, id));
  return asAccount(ctx.workspaceId, id);
}

const WORDS: Partial<Record<HeldCode, string>> = {
  revoked: "Google does not let this account in any more. Connect it again.",
  client_changed: "Google does not know this instance's client any more. Ask who runs it.",
  no_right: "This account may not edit the spreadsheet. Share it with the account's address, as an editor.",
  api_disabled: "The Google Sheets API is off in the account's project. Switch it on in Google's console.",
  sheet_deleted:
    "There is no such spreadsheet, or the account may not see it. Share it with the account's address.",
};

/** Google's no, in plain words beside the field. What is no answer of Google's passes. */
function asProblem(error: unknown, path: string): unknown {
  if (!(error instanceof TargetError)) return error;
  const { fault } = error;
  if (fault.kind === "held")
    return problem(path, `google_${fault.code}`, WORDS[fault.code] ?? error.message, error);
  if (fault.kind === "refused")
    return problem(
      path,
      "google_refused",
      "Google refused this. Make the spreadsheet yourself, and share it.",
      error,
    );
  const message = "Google could not be reached just now. Try again in a minute.";
  return new AppError("unavailable", message, {
    problems: [{ path: "", code: "google_unreachable", message }],
    cause: error,
  });
}

function problem(path: string, code: string, message: string, cause?: unknown): AppError {
  const kind: AppErrorCode = "invalid_input";
  return new AppError(kind, message, { problems: [{ path, code, message }], cause });
}
