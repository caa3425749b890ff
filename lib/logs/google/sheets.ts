import "server-only";
import { z } from "zod";
import { googleRequest, googleUrls } from "@/lib/logs/google/request";

const properties = z.object({
  sheetId: z.int(),
  title: z.string(),
  gridProperties: z
    .object({ rowCount: z.int().default(0), columnCount: z.int().default(0) })
    .default({ rowCount: 0, columnCount: 0 }),
});
const sheets = z.array(z.object({ properties })).default([]);

const spreadsheet = z.object({
  spreadsheetId: z.string(),
  spreadsheetUrl: z.string().optional(),
  properties: z.object({ title: z.string() }).optional(),
  sheets,
  developerMetadata: z
    .array(
      z.object({
        metadataId: z.int(),
        metadataKey: z.string().default(""),
        metadataValue: z.string().default(""),
      }),
    )
    .default([]),
});
export type Spreadsheet = z.output<typeof spreadsheet>;

const FIELDS =
  "spreadsheetId,spreadsheetUrl,properties.title," +
  "sheets.properties(sheetId,title,gridProperties(rowCount,columnCount))," +
  "developerMetadata(metadataId,metadataKey,metadataValue)";

const addressOf = (id: string): string => `${googleUrls().sheets}/${encodeURIComponent(id)}`;

/** Tabs with their sizes, and the marks of what was written; no cell. @throws TargetError */
export const readSpreadsheet = (token: string, id: string): Promise<Spreadsheet> =>
  googleRequest({ method: "GET", url: `${addressOf(id)}?fields=${FIELDS}`, token }, spreadsheet);

const updated = z.object({ updatedSpreadsheet: z.object({ sheets }).optional() });

/**
 * Applies all requests or none of them, as Google promises for batchUpdate.
 * @returns cells of the whole spreadsheet afterwards, as they count towards its limit; null when not told
 * @throws TargetError
 */
export async function updateSpreadsheet(
  token: string,
  id: string,
  requests: readonly object[],
): Promise<number | null> {
  const url = `${addressOf(id)}:batchUpdate?fields=updatedSpreadsheet.sheets.properties(sheetId,title,gridProperties(rowCount,columnCount))`;
  const body = { requests, includeSpreadsheetInResponse: true, responseIncludeGridData: false };
  const answer = await googleRequest({ method: "POST", url, token, body }, updated);
  return answer.updatedSpreadsheet ? cellsOf(answer.updatedSpreadsheet) : null;
}

export const cellsOf = ({ sheets }: Pick<Spreadsheet, "sheets">): number =>
  sheets.reduce(
    (sum, { properties: { gridProperties } }) => sum + gridProperties.rowCount * gridProperties.columnCount,
    0,
  );

/** A spreadsheet with one tab. @throws TargetError */
export const createSpreadsheet = (token: string, title: string, tab: object): Promise<Spreadsheet> =>
  googleRequest(
    {
      method: "POST",
      url: `${googleUrls().sheets}?fields=${FIELDS}`,
      token,
      body: { properties: { title }, sheets: [tab] },
    },
    spreadsheet,
  );

/** Lets a person edit a spreadsheet that a service account made, which nobody else could see. @throws TargetError */
export async function shareSpreadsheet(token: string, id: string, email: string): Promise<void> {
  const url = `${googleUrls().drive}/${encodeURIComponent(id)}/permissions?supportsAllDrives=true`;
  const body = { type: "user", role: "writer", emailAddress: email };
  await googleRequest({ method: "POST", url, token, body }, z.object({ id: z.string() }));
}
