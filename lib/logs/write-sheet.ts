import "server-only";
import { randomInt } from "node:crypto";
import type { Pool } from "pg";
import { formatRow, formatTime } from "@/lib/logs/format-row";
import {
  cellsOf,
  createSpreadsheet,
  readSpreadsheet,
  type Spreadsheet,
  updateSpreadsheet,
} from "@/lib/logs/google/sheets";
import type { AsAccount } from "@/lib/logs/google/with-account";
import type { WaitingRow } from "@/lib/logs/row";
import { progressOf, type SheetProgress, type SheetSettings } from "@/lib/logs/settings";
import {
  CELLS_IN_SPREADSHEET,
  firstTab,
  MARK_KEY,
  type Plan,
  type PlannedRow,
  planBatch,
} from "@/lib/logs/sheet-plan";
import { type Claimed, findRows, keepProgress, settleRows } from "@/lib/logs/store";
import { TargetError } from "@/lib/logs/target-error";
import { wordsOf } from "@/lib/logs/words";

/** Rows and bytes of a batch: Google advises at most 2 MB a request. */
export const MAX_ROWS = 3000;
const MAX_BYTES = 1_500_000;
/** Around the text of a cell in a request. */
const CELL_BYTES = 45;
/** Marks that stay: at one batch in two seconds, a request that is carried out minutes late is still refused. */
const MARKS = 100;

export const newId = (): number => randomInt(1, 2 ** 31 - 1);

export type SheetTask = {
  readonly pool: Pool;
  readonly log: Claimed;
  readonly settings: SheetSettings;
  readonly asAccount: AsAccount["call"];
  readonly leaseMs: number;
  readonly maxRows: number;
  /** Named moments, at which a test ends the process. */
  readonly reach: (moment: "planned" | "answered" | "settled") => void;
};

/**
 * Writes one batch. What was perhaps written before is looked for first, so that nothing is doubled.
 * @returns rows that were written; 0 when nothing waited, or another writer has the log
 * @throws TargetError; the log's progress then holds the batch, which the next call looks for
 */
export async function writeBatch(task: SheetTask): Promise<number> {
  const { pool, log } = task;
  let progress = progressOf(log.progress, task.settings);
  if (progress.chosen !== task.settings.spreadsheetId) {
    if (await wasWritten(task, progress)) return settle(task, progress, null);
    progress = progressOf({}, task.settings);
  }
  if (progress.batch !== null || progress.cells === null) {
    const found = await look(task, progress);
    if (progress.batch !== null && hasMark(found, progress.batch.value)) return settle(task, progress, null);
    progress = afterLook(progress, found);
  }
  const taken = await takeRows(task, progress);
  if (taken.rows.length === 0) {
    await settleRows(pool, log, { ...progress, batch: null }, taken.gone);
    return 0;
  }
  return send(task, progress, taken);
}

/** Whether the batch under way reached the spreadsheet that people have replaced by another since. */
async function wasWritten(task: SheetTask, progress: SheetProgress): Promise<boolean> {
  try {
    return progress.batch !== null && hasMark(await look(task, progress), progress.batch.value);
  } catch (error) {
    // What can't be seen any more is no copy that anybody has.
    if (error instanceof TargetError && error.fault.kind === "held") return false;
    throw error;
  }
}

const hasMark = ({ developerMetadata }: Spreadsheet, value: string): boolean =>
  developerMetadata.some((mark) => mark.metadataKey === MARK_KEY && mark.metadataValue === value);

const look = ({ asAccount }: SheetTask, { spreadsheetId }: SheetProgress): Promise<Spreadsheet> =>
  asAccount((token) => readSpreadsheet(token, spreadsheetId));

/** What the look told, and what it means. @throws TargetError when a tab is gone and nobody said to go on */
function afterLook(progress: SheetProgress, found: Spreadsheet): SheetProgress {
  const there = new Set(found.sheets.map(({ properties }) => properties.sheetId));
  const tabs = Object.entries(progress.tabs);
  const kept = tabs.filter(([, tab]) => there.has(tab.sheetId));
  if (kept.length < tabs.length && !progress.renew)
    throw new TargetError({ kind: "held", code: "tab_deleted" }, "A tab that this log writes to is gone.");
  const gone = new Set(tabs.filter(([, tab]) => !there.has(tab.sheetId)).map(([, tab]) => tab.sheetId));
  const meant = Object.entries(progress.batch?.tabs ?? {}).filter(([, tab]) => !gone.has(tab.sheetId));
  return {
    ...progress,
    renew: false,
    tabs: Object.fromEntries(kept),
    batch: progress.batch && { ...progress.batch, tabs: Object.fromEntries(meant) },
    spare: progress.spare && there.has(progress.spare.sheetId) ? progress.spare : null,
    cells: cellsOf(found),
    titles: titlesOf(found),
    title: found.properties?.title ?? progress.title,
    url: found.spreadsheetUrl ?? progress.url,
  };
}

const titlesOf = ({ sheets }: Spreadsheet): string[] => sheets.map(({ properties }) => properties.title);

type Taken = {
  readonly rows: readonly PlannedRow[];
  readonly ids: readonly string[];
  /** Of a batch under way: rows that were removed meanwhile. */
  readonly gone: readonly string[];
};

/** A batch under way keeps its rows: its mark stands for exactly them. */
async function takeRows(
  { pool, log, settings, maxRows }: SheetTask,
  { batch }: SheetProgress,
): Promise<Taken> {
  const waiting = await findRows(pool, log, batch ? { ids: batch.ids } : { first: maxRows });
  const rows: PlannedRow[] = [];
  const ids: string[] = [];
  let bytes = 0;
  for (const row of waiting) {
    const planned = plannedRow(row, settings);
    bytes += planned.cells.reduce((sum, text) => sum + CELL_BYTES + Buffer.byteLength(text), 0);
    if (batch === null && rows.length > 0 && bytes > MAX_BYTES) break;
    rows.push(planned);
    ids.push(row.id);
  }
  return { rows, ids: batch ? batch.ids : ids, gone: batch?.ids ?? [] };
}

export function plannedRow(row: WaitingRow, settings: SheetSettings): PlannedRow {
  const { header, cells } = formatRow(row, wordsOf(row, settings.locale), settings);
  const month = formatTime(row.occurredAt, settings.timeZone, "local").slice(0, 7);
  const [group, tab] =
    row.rewrite !== null
      ? [`r${row.rewrite}`, `${settings.tabName} #${row.rewrite}`]
      : settings.split === "campaign"
        ? [`c${row.campaignId}`, row.campaignName || settings.tabName]
        : settings.split === "month"
          ? [`m${month}`, month]
          : ["", settings.tabName];
  return { header, cells, group, tab };
}

async function send(task: SheetTask, before: SheetProgress, { rows, ids }: Taken): Promise<number> {
  const { pool, log, asAccount, leaseMs, reach } = task;
  let progress = before;
  let plan = planFor(progress, rows, log);
  if (progress.batch === null && (progress.cells ?? 0) + plan.plan.cells > CELLS_IN_SPREADSHEET) {
    progress = await successor(task, progress, rows[0]?.header ?? []);
    plan = planFor(progress, rows, log);
  }
  const batch = {
    ...plan.mark,
    ids: [...ids],
    tabs: { ...plan.plan.tabs },
    usesSpare: plan.plan.usesSpare,
  };
  progress = { ...progress, batch };
  if (!(await keepProgress(pool, log, progress, leaseMs))) return 0;
  reach("planned");
  const cells = await asAccount((token) =>
    updateSpreadsheet(token, progress.spreadsheetId, plan.plan.requests),
  );
  reach("answered");
  return settle(task, progress, cells ?? (progress.cells ?? 0) + plan.plan.cells);
}

/** An id of a mark is never used for other rows; a new try of the same rows has the same. */
function planFor(
  progress: SheetProgress,
  rows: readonly PlannedRow[],
  log: Claimed,
): { plan: Plan; mark: { markId: number; value: string } } {
  const number = progress.batches + 1;
  const markOf = (n: number) => `${log.workspaceId}.${log.id}.${n}`;
  const markId = progress.batch?.markId ?? newId();
  const plan = planBatch(
    rows,
    {
      tabs: progress.tabs,
      spare: progress.spare,
      meant: progress.batch?.tabs ?? {},
      titles: progress.titles,
      mark: { id: markId, value: markOf(number), drop: number > MARKS ? markOf(number - MARKS) : null },
    },
    newId,
  );
  return { plan, mark: { markId, value: markOf(number) } };
}

/** @param cells - null where the next batch has to look again */
async function settle(
  { pool, log, reach }: SheetTask,
  progress: SheetProgress,
  cells: number | null,
): Promise<number> {
  const { batch } = progress;
  if (!batch) return 0;
  const titles = new Set([...progress.titles, ...Object.values(batch.tabs).map(({ title }) => title)]);
  const after: SheetProgress = {
    ...progress,
    tabs: batch.tabs,
    spare: batch.usesSpare ? null : progress.spare,
    batches: progress.batches + 1,
    cells,
    titles: [...titles],
    batch: null,
    tries: 0,
  };
  const settled = await settleRows(pool, log, after, batch.ids);
  reach("settled");
  return settled ? batch.ids.length : 0;
}

/** A further spreadsheet beside a full one. An answer that is lost leaves an empty one behind, and no row. */
async function successor(
  { asAccount, settings }: SheetTask,
  progress: SheetProgress,
  header: readonly string[],
): Promise<SheetProgress> {
  const number = progress.successors + 2;
  const title = `${settings.spreadsheetTitle} (${number})`;
  const sheetId = newId();
  try {
    const made = await asAccount((token) =>
      createSpreadsheet(token, title, firstTab(sheetId, settings.tabName, header)),
    );
    return {
      ...progress,
      spreadsheetId: made.spreadsheetId,
      title,
      url: made.spreadsheetUrl ?? `https://docs.google.com/spreadsheets/d/${made.spreadsheetId}/edit`,
      successors: progress.successors + 1,
      tabs: {},
      spare: { sheetId, title: settings.tabName, header: [...header] },
      batches: 0,
      cells: 0,
      titles: [],
      batch: null,
    };
  } catch (error) {
    if (error instanceof TargetError && (error.fault.kind === "refused" || isRight(error)))
      throw new TargetError({ kind: "held", code: "sheet_full" }, error.message, { cause: error });
    throw error;
  }
}

const isRight = ({ fault }: TargetError): boolean => fault.kind === "held" && fault.code === "no_right";
