/** A column of a log: its header, and a template of what stands in it. */
export type LogColumn = { readonly name: string; readonly value: string };

/** What a log's columns can show of every status; `{{name}}` of a message's own variables works as well. */
export const LOG_FIELDS = [
  "time",
  "message_from",
  "message_to",
  "status",
  "description",
  "campaign",
  "reason_code",
  "reason_class",
  "country",
  "template",
  "channel",
  "connection",
  "message_id",
  "provider_text",
  "time_utc",
  "local_time",
  "local_date",
  "time_zone",
  "utc_offset",
] as const;
export type LogField = (typeof LOG_FIELDS)[number];

export const TIME_FORMATS = ["local", "iso", "us", "eu"] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

export const DEFAULT_COLUMNS: readonly LogColumn[] = [
  { name: "Time", value: "{{time}}" },
  { name: "Message_From", value: "{{message_from}}" },
  { name: "Message_To", value: "{{message_to}}" },
  { name: "Status", value: "{{status}}" },
  { name: "Description", value: "{{description}}" },
];

/** When a further tab begins, beside when one is full. */
export const TAB_SPLITS = ["none", "campaign", "month"] as const;
export type TabSplit = (typeof TAB_SPLITS)[number];

/** Name of a spreadsheet that is made here. */
export const SPREADSHEET_TITLE = "WhatsApp Campaign Reporting";
/** Google keeps at most so many characters in a cell. */
export const MAX_CELL = 50_000;
