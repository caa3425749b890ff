import type { Locale } from "@/lib/auth/context";
import { parseTemplate, type Template } from "@/lib/domain/fallback/template";
import type { LogColumn, LogField, TimeFormat } from "@/lib/logs/columns";
import { MAX_CELL } from "@/lib/logs/columns";
import type { LogSource } from "@/lib/logs/row";
import { isKnownZone, localTime } from "@/lib/rejected/local-time";

export type RowFormat = {
  readonly columns: readonly LogColumn[];
  readonly timeZone: string;
  readonly timeFormat: TimeFormat;
  readonly locale: Locale;
};

/** What needs the dictionary of reasons, which is too large to travel to a browser. */
export type RowWords = {
  readonly status: string;
  readonly description: string;
  readonly reasonClass: string;
};

/** Header and cells of one row. All cells are text: numbers of people and providers lose digits as numbers. */
export type FormattedRow = { readonly header: readonly string[]; readonly cells: readonly string[] };

/** Total: a variable without a value leaves its place empty, because a log must not miss a row. */
export function formatRow(source: LogSource, words: RowWords, format: RowFormat): FormattedRow {
  if (source.cells)
    return {
      header: source.cells.map(([name]) => name),
      cells: source.cells.map(([, value]) => fitting(value)),
    };
  const values = valuesOf(source, words, format);
  return {
    header: format.columns.map(({ name }) => name),
    cells: format.columns.map(({ value }) => fitting(fill(value, values))),
  };
}

/** What `{{…}}` of a column stands for. A message's own variables can't replace the fields of the log. */
export function valuesOf(
  source: LogSource,
  words: RowWords,
  { timeZone, timeFormat }: Pick<RowFormat, "timeZone" | "timeFormat">,
): ReadonlyMap<string, string> {
  const fields: Record<LogField, string | null> = {
    time: formatTime(source.occurredAt, timeZone, timeFormat),
    message_from: source.sender,
    message_to: source.recipient ?? source.recipientUserId,
    status: words.status,
    description: words.description,
    campaign: source.campaignName,
    reason_code: source.errorCode,
    reason_class: source.status === "rejected" ? words.reasonClass : null,
    country: source.country,
    template: source.template,
    channel: source.channel,
    connection: source.connectionName,
    message_id: source.providerMessageId,
    provider_text: source.errorText,
    time_utc: new Date(source.occurredAt).toISOString(),
    ...localFields(source, timeFormat),
    time_zone: source.timeZone,
  };
  return new Map([
    ...Object.entries(source.variables),
    ...Object.entries(fields).map(([name, value]) => [name, value ?? ""] as const),
  ]);
}

/** On the recipient's clocks; without a zone that is known, nothing. */
function localFields({ timeZone, occurredAt }: LogSource, timeFormat: TimeFormat) {
  if (timeZone === null || !isKnownZone(timeZone))
    return { local_time: null, local_date: null, utc_offset: null };
  const local = localTime(occurredAt, timeZone);
  const ahead = offset(occurredAt, local);
  return {
    local_time: formatTime(occurredAt, timeZone, timeFormat),
    local_date: local.slice(0, 10),
    utc_offset: ahead === "Z" ? "+00:00" : ahead,
  };
}

/** "2026-11-22 14:05:09" and the like on the clocks of the zone. */
export function formatTime(at: number, zone: string, format: TimeFormat): string {
  const local = localTime(at, zone);
  const [day = "", time = ""] = local.split(" ");
  const [year, month, date] = day.split("-");
  switch (format) {
    case "local":
      return local;
    case "iso":
      return `${day}T${time}${offset(at, local)}`;
    case "eu":
      return `${date}/${month}/${year} ${time}`;
    case "us": {
      const hour = Number(time.slice(0, 2));
      return `${month}/${date}/${year} ${hour % 12 || 12}${time.slice(2)} ${hour < 12 ? "AM" : "PM"}`;
    }
  }
}

/** "+01:00" by which the local time is ahead of UTC. */
function offset(at: number, local: string): string {
  const minutes = Math.round(
    (Date.parse(`${local.replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000) / 60_000,
  );
  if (minutes === 0) return "Z";
  const two = (n: number) => String(n).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const templates = new Map<string, Template>();

/** A text that is no good template stands as it is. */
function templateOf(source: string): Template {
  let template = templates.get(source);
  if (!template) {
    const parsed = parseTemplate(source);
    template = parsed.ok ? parsed.template : { parts: [source] };
    if (templates.size >= 1000) templates.clear();
    templates.set(source, template);
  }
  return template;
}

const fill = (source: string, values: ReadonlyMap<string, string>): string =>
  templateOf(source)
    .parts.map((part) => (typeof part === "string" ? part : values.get(part.name) || (part.fallback ?? "")))
    .join("");

const fitting = (text: string): string => (text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text);
