import type { Locale } from "@/lib/auth/context";
import {
  DEFAULT_COLUMNS,
  LOG_FIELDS,
  SPREADSHEET_TITLE,
  type TabSplit,
  type TimeFormat,
} from "@/lib/logs/columns";
import type { LogView } from "@/lib/logs/contract";

/** A column as it is edited; the key outlives its moves. */
export type DraftColumn = { readonly key: string; readonly name: string; readonly value: string };

export type LogDraft = {
  readonly name: string;
  readonly kind: "sheet" | "webhook";
  readonly accountId: string;
  readonly choice: "make" | "use";
  readonly address: string;
  readonly sheetTitle: string;
  readonly shareWith: string;
  readonly endpointId: string;
  readonly tabName: string;
  readonly split: TabSplit;
  readonly columns: readonly DraftColumn[];
  readonly timeZone: string;
  readonly timeFormat: TimeFormat;
  readonly locale: Locale;
};

let keys = 0;
export const newColumn = (name: string, value: string): DraftColumn => ({ key: String(++keys), name, value });

type Beginning = {
  readonly accountId: string;
  readonly endpointId: string;
  readonly timeZone: string;
  readonly locale: Locale;
};

/** What the form begins with: the log as it is, or what most people want. */
export function draftOf(log: LogView | null, beginning: Beginning): LogDraft {
  const columns = (log?.columns ?? DEFAULT_COLUMNS).map(({ name, value }) => newColumn(name, value));
  return {
    name: log?.name ?? "",
    kind: log?.kind ?? "sheet",
    accountId: log?.account?.id ?? beginning.accountId,
    choice: log ? "use" : "make",
    address: log?.spreadsheet?.url ?? "",
    sheetTitle: log?.name ?? SPREADSHEET_TITLE,
    shareWith: "",
    endpointId: log?.endpointId ?? beginning.endpointId,
    tabName: log?.tabName ?? "Statuses",
    split: log?.split ?? "none",
    columns,
    timeZone: log?.timeZone ?? beginning.timeZone,
    timeFormat: log?.timeFormat ?? "local",
    locale: log?.locale ?? beginning.locale,
  };
}

/** The field that a column shows by itself; null for a text of its own. */
export const fieldOf = (value: string): (typeof LOG_FIELDS)[number] | null =>
  LOG_FIELDS.find((field) => value === `{{${field}}}`) ?? null;

export function moved(columns: readonly DraftColumn[], at: number, by: -1 | 1): DraftColumn[] {
  const next = [...columns];
  const [column] = next.splice(at, 1);
  if (column) next.splice(at + by, 0, column);
  return next;
}
