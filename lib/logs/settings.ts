import { z } from "zod";
import { LOCALES } from "@/lib/auth/context";
import { DEFAULT_COLUMNS, TAB_SPLITS, TIME_FORMATS } from "@/lib/logs/columns";

const format = {
  columns: z.array(z.object({ name: z.string(), value: z.string() })),
  timeZone: z.string(),
  timeFormat: z.enum(TIME_FORMATS),
  locale: z.enum(LOCALES),
};

/** What all kinds have. */
export const formatSettings = z.object(format);

/** Settings of a log as they lie in its row, by kind. */
export const sheetSettings = z.object({
  accountId: z.int(),
  spreadsheetId: z.string(),
  spreadsheetTitle: z.string(),
  spreadsheetUrl: z.string(),
  /** Name of the tab, where there is one for all. */
  tabName: z.string(),
  split: z.enum(TAB_SPLITS),
  /** The tab of a spreadsheet that was made for this log: its first rows go there. */
  spareSheetId: z.int().nullable(),
  ...format,
});
export type SheetSettings = z.output<typeof sheetSettings>;

export const webhookSettings = z.object({ endpointId: z.int(), ...format });

/** The tab of a spreadsheet that is made here. */
export const FIRST_TAB = { title: "Statuses", header: DEFAULT_COLUMNS.map(({ name }) => name) };

const tabs = z.record(z.string(), z.object({ sheetId: z.int(), title: z.string(), rows: z.int() }));

/** How far the writer is. */
const sheetProgress = z.object({
  /** The spreadsheet of the settings, and the one in use: a full one has a successor. */
  chosen: z.string(),
  spreadsheetId: z.string(),
  title: z.string(),
  url: z.string(),
  successors: z.int(),
  tabs,
  spare: z.object({ sheetId: z.int(), title: z.string(), header: z.array(z.string()) }).nullable(),
  /** Batches in this spreadsheet. */
  batches: z.int(),
  /** As they count towards Google's limit; null before the first look. */
  cells: z.int().nullable(),
  titles: z.array(z.string()),
  /** Under way: it was perhaps written. */
  batch: z
    .object({ markId: z.int(), value: z.string(), ids: z.array(z.string()), tabs, usesSpare: z.boolean() })
    .nullable(),
  tries: z.int(),
  /** A person said to go on: tabs that are gone are made anew. */
  renew: z.boolean(),
});
export type SheetProgress = z.output<typeof sheetProgress>;

/** Where a log stands; a new beginning for a log that has not been written to, or got another spreadsheet. */
export function progressOf(stored: unknown, settings: SheetSettings): SheetProgress {
  const parsed = sheetProgress.safeParse(stored);
  if (parsed.success && (parsed.data.chosen === settings.spreadsheetId || parsed.data.batch !== null))
    return parsed.data;
  return {
    chosen: settings.spreadsheetId,
    spreadsheetId: settings.spreadsheetId,
    title: settings.spreadsheetTitle,
    url: settings.spreadsheetUrl,
    successors: 0,
    tabs: {},
    spare: settings.spareSheetId === null ? null : { sheetId: settings.spareSheetId, ...FIRST_TAB },
    batches: 0,
    cells: null,
    titles: [],
    batch: null,
    tries: 0,
    renew: false,
  };
}

/** Where people find what is written now; null before the first batch, and after another was chosen. */
export function currentSpreadsheet(
  stored: unknown,
  chosen: string,
): Pick<SheetProgress, "spreadsheetId" | "title" | "url"> | null {
  const parsed = sheetProgress.safeParse(stored);
  return parsed.success && parsed.data.chosen === chosen ? parsed.data : null;
}
