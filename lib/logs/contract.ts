import { z } from "zod";
import { LOCALES } from "@/lib/auth/context";
import { id, idInput, pathId } from "@/lib/contracts/ids";
import { instant, instantInput, name, text } from "@/lib/contracts/text";
import { parseTemplate } from "@/lib/domain/fallback/template";
import { EXPORT_FORMATS } from "@/lib/exports/definition";
import { DEFAULT_COLUMNS, TAB_SPLITS, TIME_FORMATS } from "@/lib/logs/columns";
import { HELD_CODES } from "@/lib/logs/held";
import { isTimeZone } from "@/lib/messages/time-zone";

// ------------------------------------------------------------------------------------------ Google accounts

export const addServiceAccountInput = z.strictObject({
  key: z
    .string()
    .max(20_000, "This is longer than a key file is.")
    .describe(
      "The JSON key file of a service account, as Google's console saves it. It never comes out again.",
    ),
});

export const accountIdInput = z.strictObject({ id: pathId });
export const noInput = z.strictObject({});

export const googleAccount = z.strictObject({
  id,
  kind: z.enum(["oauth", "service_account"]),
  email: z.string().describe("Share spreadsheets with this address when it is a service account's."),
  createdAt: instant,
  createdBy: z.string(),
  logs: z.int().describe("Logs that write with this account."),
});
export const googleAccountList = z.strictObject({ items: z.array(googleAccount) });
export type GoogleAccountView = z.output<typeof googleAccount>;

export const checkSpreadsheetInput = z.strictObject({
  id: pathId,
  address: text(2000).describe("A spreadsheet's address, or its id."),
});

export const createSpreadsheetInput = z.strictObject({
  id: pathId,
  title: name(200),
  shareWith: z
    .email("Enter an e-mail address.")
    .optional()
    .describe("Who may edit it. Nobody else sees what a service account makes."),
});

export const spreadsheetView = z.strictObject({
  spreadsheetId: z.string(),
  title: z.string(),
  url: z.string(),
});
export type SpreadsheetView = z.output<typeof spreadsheetView>;

// ----------------------------------------------------------------------------------------------------- logs

const column = z.strictObject({
  name: name(100).describe("The header."),
  value: text(500)
    .refine((source) => parseTemplate(source).ok, "Write variables as {{name}}, and something at all.")
    .describe("A text with variables: {{time}}, {{status}}, or a variable of the message."),
});

const columns = z
  .array(column)
  .min(1, "A log needs a column.")
  .max(50, "Use at most 50 columns.")
  .refine(
    (list) => new Set(list.map((one) => one.name.toLowerCase())).size === list.length,
    "Two columns have the same name.",
  );

const format = {
  columns: columns
    .default(() => [...DEFAULT_COLUMNS])
    .describe("In their order. Other columns begin a new tab."),
  timeZone: z.string().refine(isTimeZone, "Use a name like Europe/Rome.").optional(),
  timeFormat: z.enum(TIME_FORMATS).default("local"),
  locale: z.enum(LOCALES).optional().describe("Of the descriptions. Left out: the workspace's."),
};

export const createLogInput = z
  .strictObject({
    kind: z.enum(["sheet", "webhook"]),
    name: name(100),
    accountId: idInput.optional().describe("Of a sheet: the Google account."),
    spreadsheet: text(2000)
      .optional()
      .describe("Of a sheet: its address or id. The account must be allowed to edit it."),
    endpointId: idInput.optional().describe("Of a webhook: an outgoing webhook of the workspace."),
    tabName: name(80).default("Statuses"),
    split: z.enum(TAB_SPLITS).default("none").describe("When a further tab begins, beside when one is full."),
    ...format,
  })
  .superRefine(({ kind, accountId, spreadsheet, endpointId }, ctx) => {
    const needs = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    if (kind === "sheet" && accountId === undefined) needs("accountId", "Choose a Google account.");
    if (kind === "sheet" && !spreadsheet) needs("spreadsheet", "Choose or make a spreadsheet.");
    if (kind === "webhook" && endpointId === undefined) needs("endpointId", "Choose an outgoing webhook.");
  });

export const changeLogInput = z.strictObject({
  id: pathId,
  name: name(100).optional(),
  accountId: idInput.optional(),
  spreadsheet: text(2000).optional(),
  endpointId: idInput.optional(),
  tabName: name(80).optional(),
  split: z.enum(TAB_SPLITS).optional(),
  columns: columns.optional(),
  timeZone: z.string().refine(isTimeZone, "Use a name like Europe/Rome.").optional(),
  timeFormat: z.enum(TIME_FORMATS).optional(),
  locale: z.enum(LOCALES).optional(),
});

export const previewLogInput = z.strictObject({
  columns,
  timeZone: z.string().refine(isTimeZone, "Use a name like Europe/Rome."),
  timeFormat: z.enum(TIME_FORMATS),
  locale: z.enum(LOCALES),
});
export const logPreview = z.strictObject({ rows: z.array(z.array(z.string())) });

export const logIdInput = z.strictObject({ id: pathId });

export const rewriteLogInput = z.strictObject({ id: pathId, from: instantInput, until: instantInput });

const viewFormat = {
  columns: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  timeZone: z.string(),
  timeFormat: z.enum(TIME_FORMATS),
  locale: z.enum(LOCALES),
};

export const logView = z.strictObject({
  id,
  name: z.string(),
  kind: z.enum(["sheet", "webhook"]),
  state: z.enum(["ready", "held"]),
  heldWhy: z.enum(HELD_CODES).nullable().describe("Why rows wait; null while they are written."),
  heldAt: instant.nullable(),
  waiting: z.int().describe("Rows that are not written yet; counted up to 100,000."),
  lastWrittenAt: instant.nullable(),
  createdAt: instant,
  account: z.strictObject({ id, email: z.string() }).nullable(),
  spreadsheet: spreadsheetView.nullable().describe("The one that is written now."),
  endpointId: id.nullable(),
  tabName: z.string().nullable(),
  split: z.enum(TAB_SPLITS).nullable(),
  rewriting: z.boolean().describe("A period is being written again."),
  lastRewrite: z
    .strictObject({ from: instant, until: instant, rows: z.int(), endedAt: instant })
    .nullable()
    .describe("The last period that was written again, with how many rows it had; null while one is."),
  ...viewFormat,
});
export const logList = z.strictObject({
  items: z.array(logView),
  variables: z
    .array(z.string())
    .describe("What HTTP steps of the workspace's flows find; columns may name it."),
});
export type LogList = z.output<typeof logList>;

export const exportLogInput = z.strictObject({
  format: z.enum(EXPORT_FORMATS).default("csv"),
  flowId: idInput.optional().describe("Of a log step."),
  stepId: text(64).optional().describe("The log step. Left out: all log steps."),
  campaignId: idInput.optional(),
  from: instantInput.optional(),
  until: instantInput.optional(),
});

export type CreateLogInput = z.output<typeof createLogInput>;
export type ChangeLogInput = z.output<typeof changeLogInput>;
export type LogView = z.output<typeof logView>;
export type ExportLogInput = z.output<typeof exportLogInput>;

/** What Google adds to the way back; it adds more than is needed. */
export const consentAnswer = z.object({
  code: z.string().max(2000).optional(),
  state: z.string().max(200).optional(),
  error: z.string().max(200).optional(),
});
