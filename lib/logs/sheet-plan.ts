import type { FormattedRow } from "@/lib/logs/format-row";

/** A tab that is written to; `rows` without the header. */
export type Tab = { readonly sheetId: number; readonly title: string; readonly rows: number };

/** Tabs by what belongs into them, see `tabKey`. */
export type Tabs = Readonly<Record<string, Tab>>;

export type PlannedRow = FormattedRow & {
  /** Rows of one group stand in one tab, whatever its name has become. */
  readonly group: string;
  /** What a new tab is called; further ones of the same name get a number. */
  readonly tab: string;
};

export type Spare = { readonly sheetId: number; readonly title: string; readonly header: readonly string[] };

/** What is known of the spreadsheet before a batch. */
export type Ground = {
  readonly tabs: Tabs;
  /** A tab with nothing but a header. */
  readonly spare: Spare | null;
  /** Tabs that an earlier try of the same batch meant to make: their ids stay, so that only one can be made. */
  readonly meant: Tabs;
  readonly titles: readonly string[];
  readonly mark: { readonly id: number; readonly value: string; readonly drop: string | null };
};

export type Plan = {
  readonly requests: readonly object[];
  readonly tabs: Tabs;
  readonly usesSpare: boolean;
  /** By which the spreadsheet grows at most. */
  readonly cells: number;
};

/** Google allows more; but a tab of this size is slow to open. */
export const ROWS_IN_TAB = 500_000;
/** Spreadsheet-wide limit of Google's is 10,000,000; people add cells, too. */
export const CELLS_IN_SPREADSHEET = 9_500_000;

/** Marks stand at the spreadsheet, not at a tab, which people may delete. */
export const MARK_KEY = "reachback";

/** Rows under different headers never share a tab. */
const tabKey = ({ group, header }: PlannedRow): string => JSON.stringify([group, ...header]);

/**
 * The rows, and the tabs that they need, as requests that Google applies all or none of, together with a mark
 * whose id can be used once. So a repetition of the whole is refused, however late the first one is carried out,
 * and reading the marks tells whether it was: rows that people add, sort or delete do not matter.
 * @param newSheetId - ids for tabs, positive 31-bit numbers
 */
export function planBatch(rows: readonly PlannedRow[], ground: Ground, newSheetId: () => number): Plan {
  const requests: object[] = [];
  const tabs: Record<string, Tab> = { ...ground.tabs };
  const titles = new Set(ground.titles.map((title) => title.toLowerCase()));
  let usesSpare = false;
  let cells = 0;
  for (const [key, group] of groupsOf(rows)) {
    const { tab: name, header } = group[0] as PlannedRow;
    let tab = tabs[key];
    if (!tab || tab.rows + group.length > ROWS_IN_TAB) {
      const spare = usesSpare ? null : ground.spare;
      const meant = ground.meant[key];
      // A full tab's successor: the one that was meant is another than the full one.
      const again = meant && meant.sheetId !== tab?.sheetId ? meant.sheetId : null;
      const sheetId = spare?.sheetId ?? again ?? newSheetId();
      if (spare) titles.delete(spare.title.toLowerCase());
      const title = freeTitle(name, titles);
      titles.add(title.toLowerCase());
      requests.push(...(spare ? takeSpare(spare, title, header) : newTab(sheetId, title, header)));
      if (spare) usesSpare = true;
      else cells += 2 * header.length;
      tab = { sheetId, title, rows: 0 };
    }
    requests.push(appendRows(tab.sheetId, group));
    cells += group.length * header.length;
    tabs[key] = { ...tab, rows: tab.rows + group.length };
  }
  return { requests: [...requests, ...markRequests(ground.mark)], tabs, usesSpare, cells };
}

function groupsOf(rows: readonly PlannedRow[]): Map<string, PlannedRow[]> {
  const groups = new Map<string, PlannedRow[]>();
  for (const row of rows) {
    const key = tabKey(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const sameHeader = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, at) => name === other[at]);

/** Titles are unique without regard to case, and at most 100 characters. */
function freeTitle(name: string, taken: ReadonlySet<string>): string {
  const base = name.slice(0, 90);
  for (let n = 1; ; n++) {
    const title = n === 1 ? base : `${base} (${n})`;
    if (!taken.has(title.toLowerCase())) return title;
  }
}

/** Text whatever it looks like: no number is rounded, no formula runs. As RAW does for values. */
const cell = (text: string): object => ({ userEnteredValue: { stringValue: text } });

const headerRow = (header: readonly string[]): object => ({
  values: header.map((name) => ({ ...cell(name), userEnteredFormat: { textFormat: { bold: true } } })),
});

/** No wider than its columns: empty cells count towards the limit, too. One row more than the frozen header. */
const gridOf = (header: readonly string[]) => ({
  rowCount: 2,
  columnCount: Math.max(1, header.length),
  frozenRowCount: 1,
});

/** The first tab of a spreadsheet that is made here. */
export const firstTab = (sheetId: number, title: string, header: readonly string[]): object => ({
  properties: { sheetId, title, gridProperties: gridOf(header) },
  data: [{ startRow: 0, startColumn: 0, rowData: [headerRow(header)] }],
});

const writeHeader = (sheetId: number, header: readonly string[]): object => ({
  updateCells: {
    start: { sheetId, rowIndex: 0, columnIndex: 0 },
    rows: [headerRow(header)],
    fields: "userEnteredValue,userEnteredFormat.textFormat.bold",
  },
});

const newTab = (sheetId: number, title: string, header: readonly string[]): object[] => [
  { addSheet: { properties: { sheetId, title, gridProperties: gridOf(header) } } },
  writeHeader(sheetId, header),
];

const takeSpare = (spare: Spare, title: string, header: readonly string[]): object[] => {
  const { sheetId } = spare;
  if (sameHeader(spare.header, header))
    return [{ updateSheetProperties: { properties: { sheetId, title }, fields: "title" } }];
  return [
    {
      updateSheetProperties: {
        properties: { sheetId, title, gridProperties: gridOf(header) },
        fields: "title,gridProperties(rowCount,columnCount,frozenRowCount)",
      },
    },
    writeHeader(sheetId, header),
  ];
};

const appendRows = (sheetId: number, rows: readonly PlannedRow[]): object => ({
  appendCells: {
    sheetId,
    rows: rows.map(({ cells }) => ({ values: cells.map(cell) })),
    fields: "userEnteredValue",
  },
});

const markRequests = ({ id, value, drop }: Ground["mark"]): object[] => [
  {
    createDeveloperMetadata: {
      developerMetadata: {
        metadataId: id,
        metadataKey: MARK_KEY,
        metadataValue: value,
        location: { spreadsheet: true },
        visibility: "DOCUMENT",
      },
    },
  },
  ...(drop === null
    ? []
    : [
        {
          deleteDeveloperMetadata: {
            dataFilter: { developerMetadataLookup: { metadataKey: MARK_KEY, metadataValue: drop } },
          },
        },
      ]),
];
