/**
 * The two statements of a batch about messages; what the roll-ups get follows from the first one's answer.
 *
 * Why not one statement for all: its plan has some thirty nodes that PostgreSQL sets up anew for each batch,
 * which cost more than the work itself. Times travel as seconds since the epoch.
 */

/** Whether the incoming campaign outranks the kept one: by source, of two with the same source the older. */
const BETTER_CAMPAIGN = `(excluded.campaign_source > t.campaign_source
  OR (excluded.campaign_source = t.campaign_source AND excluded.campaign_id < t.campaign_id))`;

/** The columns of a message that come in, with the type of their parameter. */
export const MESSAGE_COLUMNS = {
  workspace_id: "int",
  connection_id: "int",
  channel: "smallint",
  campaign_source: "smallint",
  sender: "text",
  part: "text",
  recipient_user_id: "text",
  time_zone_source: "smallint",
  template: "text",
  accepted_at: "float8",
  rejected_at: "float8",
  error_code: "text",
  error_text: "text",
  provider_message_id: "text",
  campaign_id: "int",
  seen_at: "float8",
  sent_at: "float8",
  delivered_at: "float8",
  read_at: "float8",
  recipient: "text",
  country: "text",
  time_zone: "text",
  unknown_words: "text",
} as const;
export type MessageColumn = keyof typeof MESSAGE_COLUMNS;

/**
 * Columns that mostly have one value in a whole batch; such a group goes in as plain values, since PostgreSQL
 * handles every array as a table of its own. Groups and not single columns, to keep the statements few.
 */
export const OFTEN_EQUAL: readonly (readonly MessageColumn[])[] = [
  ["workspace_id", "connection_id", "channel", "campaign_source", "sender"],
  ["part", "recipient_user_id", "time_zone_source", "template"],
  ["accepted_at", "rejected_at", "error_code", "error_text"],
];

/** Separates several unknown words of one message inside one value; no provider's word holds it. */
export const WORD_SEPARATOR = "\x1f";

function inserted(column: MessageColumn, source: string): string {
  if (column === "unknown_words") return `coalesce(string_to_array(${source}, E'\\x1f'), '{}')`;
  return column.endsWith("_at") ? `to_timestamp(${source})` : source;
}

function inputOf(columns: readonly MessageColumn[], equal: ReadonlySet<MessageColumn>): string {
  const parameter = (column: MessageColumn, suffix: string) =>
    `$${columns.indexOf(column) + 1}::${MESSAGE_COLUMNS[column]}${suffix}`;
  const arrays = columns.filter((column) => !equal.has(column));
  const values = columns.map((column) =>
    inserted(column, equal.has(column) ? parameter(column, "") : `m.${column}`),
  );
  return `INSERT INTO message AS t (${columns.join(", ")})
SELECT ${values.join(", ")}
FROM unnest(${arrays.map((column) => parameter(column, "[]")).join(", ")}) AS m (${arrays.join(", ")})`;
}

/**
 * Merges the messages of a batch by the fold. Returns those that changed, as they are now and as they were:
 * PostgreSQL 18's RETURNING old/new tells the real transition also when another process changed the same row
 * meanwhile (ON CONFLICT waits for it). Repeats write nothing and return nothing. What was as it is now
 * comes back as NULL.
 *
 * The rows must come in key order, so that two processes with the same messages can't lock each other.
 * Of two rejections the earlier gives the code, of two at once the first in code order (as `foldStatuses`).
 * @param columns - all of `MESSAGE_COLUMNS`; without `unknown_words` when the batch has none.
 * @param equal - those that come as one value, the others come as arrays.
 */
export const mergeStatement = (
  columns: readonly MessageColumn[],
  equal: ReadonlySet<MessageColumn>,
): string => {
  const words = columns.includes("unknown_words");
  return `${inputOf(columns, equal)}
ON CONFLICT (workspace_id, connection_id, provider_message_id, part) DO UPDATE SET
  campaign_id = CASE WHEN ${BETTER_CAMPAIGN} THEN excluded.campaign_id ELSE t.campaign_id END,
  campaign_source = greatest(t.campaign_source, excluded.campaign_source),
  seen_at = least(t.seen_at, excluded.seen_at),
  accepted_at = least(t.accepted_at, excluded.accepted_at),
  sent_at = least(t.sent_at, excluded.sent_at),
  delivered_at = least(t.delivered_at, excluded.delivered_at),
  read_at = least(t.read_at, excluded.read_at),
  error_code = CASE WHEN excluded.rejected_at < coalesce(t.rejected_at, 'infinity') THEN excluded.error_code
    WHEN excluded.rejected_at = t.rejected_at THEN least(t.error_code, excluded.error_code) ELSE t.error_code END,
  error_text = CASE WHEN excluded.rejected_at < coalesce(t.rejected_at, 'infinity') THEN excluded.error_text
    WHEN excluded.rejected_at = t.rejected_at THEN least(t.error_text, excluded.error_text) ELSE t.error_text END,
  rejected_at = least(t.rejected_at, excluded.rejected_at),
  recipient = coalesce(t.recipient, excluded.recipient),
  recipient_user_id = coalesce(t.recipient_user_id, excluded.recipient_user_id),
  sender = coalesce(t.sender, excluded.sender),
  country = coalesce(t.country, excluded.country),
  time_zone = CASE WHEN excluded.time_zone_source > t.time_zone_source THEN excluded.time_zone
    ELSE coalesce(t.time_zone, excluded.time_zone) END,
  time_zone_source = greatest(t.time_zone_source, excluded.time_zone_source),
  template = coalesce(t.template, excluded.template)${words ? MERGE_WORDS : ""}
WHERE excluded.sent_at < coalesce(t.sent_at, 'infinity')
  OR excluded.delivered_at < coalesce(t.delivered_at, 'infinity')
  OR excluded.read_at < coalesce(t.read_at, 'infinity')
  OR excluded.accepted_at < coalesce(t.accepted_at, 'infinity')
  OR excluded.rejected_at < coalesce(t.rejected_at, 'infinity')
  OR excluded.seen_at < t.seen_at
  OR ${BETTER_CAMPAIGN}
  OR (excluded.rejected_at = t.rejected_at AND excluded.error_code < coalesce(t.error_code, E'\\U0010FFFF'))
  OR excluded.time_zone_source > t.time_zone_source
  OR (t.recipient IS NULL AND excluded.recipient IS NOT NULL)
  OR (t.recipient_user_id IS NULL AND excluded.recipient_user_id IS NOT NULL)
  OR (t.sender IS NULL AND excluded.sender IS NOT NULL)
  OR (t.template IS NULL AND excluded.template IS NOT NULL)${words ? NEW_WORDS : ""}
${RETURNING}`;
};

const MERGE_WORDS = `,
  unknown_words = CASE WHEN t.unknown_words @> excluded.unknown_words THEN t.unknown_words
    ELSE (SELECT array_agg(DISTINCT word ORDER BY word) FROM unnest(t.unknown_words || excluded.unknown_words) AS word) END`;
const NEW_WORDS = `
  OR NOT t.unknown_words @> excluded.unknown_words`;

const seconds = (row: "old" | "new", stages: readonly string[]) =>
  stages.map((stage) => `date_part('epoch', ${row}.${stage}_at)`).join(", ");
const STAGES = ["accepted", "sent", "delivered", "read", "rejected"];
const TEXTS = ["country", "time_zone", "template", "error_code"];

/** In the order of `ReturnedRow`. */
const RETURNING = `RETURNING new.workspace_id, new.connection_id, new.provider_message_id, new.part, new.id, new.channel,
  CASE WHEN new.unknown_words <> '{}' THEN old.unknown_words END, old.id IS NULL,
  new.campaign_id, ${seconds("new", ["seen", ...STAGES])}, ${TEXTS.map((name) => `new.${name}`).join(", ")},
  nullif(old.campaign_id, new.campaign_id), date_part('epoch', nullif(old.seen_at, new.seen_at)), ${seconds("old", STAGES)},
  ${TEXTS.map((name) => `nullif(coalesce(old.${name}, ''), coalesce(new.${name}, ''))`).join(", ")}`;

/** First occurrences, from $`first` on. */
export const logEvents = (first: number): string => `
INSERT INTO status_event (workspace_id, message_id, received_at, occurred_at, status, raw_status, error_code, error_text)
SELECT ws, message, to_timestamp(received), to_timestamp(occurred), status, raw, code, error
FROM unnest(${["int", "bigint", "float8", "float8", "smallint", "text", "text", "text"].map((type, i) => `$${first + i}::${type}[]`).join(", ")})
  AS e (ws, message, received, occurred, status, raw, code, error)`;
