import { CHANNELS, STATUS_CODE } from "@/lib/domain/message/status";
import { numberArray, textArray, withoutNul } from "@/lib/ingest/array-literal";
import type { Change } from "@/lib/ingest/change";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import {
  logEvents,
  MESSAGE_COLUMNS,
  type MessageColumn,
  mergeStatement,
  OFTEN_EQUAL,
  WORD_SEPARATOR,
} from "@/lib/ingest/statement";
import { textOnce, type Write } from "@/lib/ingest/write";

/** One message of a batch: its events folded, since a statement may touch a row only once. */
export type Row = {
  readonly first: IncomingStatus;
  campaignId: number;
  campaignSource: number;
  seen: number;
  /** By status code 1..5. */
  readonly at: (number | null)[];
  recipient: string | null;
  recipientUserId: string | null;
  sender: string | null;
  country: string | null;
  timeZone: string | null;
  /** 0 from the number, 1 registered: a registered zone wins. */
  zoneSource: number;
  template: string | null;
  code: string | null;
  error: string | null;
  words: string[];
  /** The event that gave each stage its time, by status code 1..5. */
  readonly events: (IncomingStatus | null)[];
  readonly unknown: IncomingStatus[];
};

function newRow(event: IncomingStatus): Row {
  return {
    first: event,
    campaignId: event.campaignId,
    campaignSource: event.campaignSource,
    seen: Number.POSITIVE_INFINITY,
    at: [null, null, null, null, null, null],
    recipient: null,
    recipientUserId: null,
    sender: null,
    country: null,
    timeZone: null,
    zoneSource: 0,
    template: null,
    code: null,
    error: null,
    words: [],
    events: [null, null, null, null, null, null],
    unknown: [],
  };
}

const timeOf = (event: IncomingStatus): number => event.occurredAt ?? event.receivedAt;

/** Adds an event to its message's row; the same rules as `foldStatuses` and the statement. */
function addTo(row: Row, event: IncomingStatus): void {
  const at = timeOf(event);
  if (at < row.seen) row.seen = at;
  if (
    event.campaignSource > row.campaignSource ||
    (event.campaignSource === row.campaignSource && event.campaignId < row.campaignId)
  ) {
    row.campaignId = event.campaignId;
    row.campaignSource = event.campaignSource;
  }
  row.recipient ??= event.recipient ?? null;
  row.recipientUserId ??= event.recipientUserId ?? null;
  row.sender ??= event.sender ?? null;
  row.country ??= event.country;
  const zoneSource = event.timeZoneRegistered ? 1 : 0;
  if (zoneSource > row.zoneSource) row.timeZone = event.timeZone;
  else row.timeZone ??= event.timeZone;
  row.zoneSource = Math.max(row.zoneSource, zoneSource);
  row.template ??= event.template ?? null;
  if (event.status === "unknown") {
    addWord(row, event);
    return;
  }
  const stage = STATUS_CODE[event.status];
  const known = row.at[stage] ?? null;
  if (event.status === "rejected") addCode(row, event, known, at);
  if (known !== null && at >= known) return;
  row.at[stage] = at;
  row.events[stage] = event;
}

function addWord(row: Row, event: IncomingStatus): void {
  if (row.words.includes(event.rawStatus)) return;
  row.words.push(event.rawStatus);
  row.unknown.push(event);
}

function addCode(row: Row, event: IncomingStatus, known: number | null, at: number): void {
  const code = event.errorCode ?? null;
  const error = event.errorText ?? null;
  if (known === null || at < known) {
    row.code = code;
    row.error = error;
  } else if (at === known) {
    row.code = smaller(row.code, code);
    row.error = smaller(row.error, error);
  }
}

const smaller = (a: string | null, b: string | null): string | null =>
  a === null ? b : b === null || a <= b ? a : b;

/** What makes a message one: the same parts as the table's unique key. */
const keyOf = (workspaceId: number, connectionId: number, id: string, part: string): string =>
  `${workspaceId}|${connectionId}|${withoutNul(part)}|${withoutNul(id)}`;

/** The messages of a batch, each once, in an order that is the same in every process. */
export class Batch {
  readonly rows: readonly Row[];
  private readonly byKey = new Map<string, Row>();

  constructor(events: readonly IncomingStatus[]) {
    for (const event of events) {
      const key = keyOf(event.workspaceId, event.connectionId, event.providerMessageId, event.part ?? "");
      let row = this.byKey.get(key);
      if (!row) {
        row = newRow(event);
        this.byKey.set(key, row);
      }
      addTo(row, event);
    }
    this.rows = [...this.byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  /** The statement that merges the messages into the table, and its parameters. */
  merge(): { name: string; text: string; values: (string | number | null)[] } {
    const { rows } = this;
    const words = rows.some((row) => row.words.length > 0);
    const columns = COLUMNS.filter((column) => words || column !== "unknown_words");
    const first = rows[0] as Row;
    const isEqual = (column: MessageColumn) =>
      rows.every((row) => VALUE_OF[column](row) === VALUE_OF[column](first));
    const groups = OFTEN_EQUAL.map((group) => group.every(isEqual));
    const equal = new Set(OFTEN_EQUAL.filter((_, i) => groups[i]).flat());
    const name = `merge_messages_${groups.map(Number).join("")}${Number(words)}`;
    return {
      name,
      text: textOnce(name, () => mergeStatement(columns, equal)),
      values: columns.map((column) => {
        if (equal.has(column)) return VALUE_OF[column](first);
        const values = rows.map(VALUE_OF[column]);
        return MESSAGE_COLUMNS[column] === "text"
          ? textArray(values as (string | null)[])
          : numberArray(values);
      }),
    };
  }

  /** What the event log gets: the events that `changes` shows as first occurrences. */
  log(changes: readonly Change[]): Write[] {
    const logged = changes.flatMap((change) =>
      this.firstOccurrences(change).map((event) => ({ event, message: change.id })),
    );
    if (logged.length === 0) return [];
    const values = [
      numberArray(logged.map(({ event }) => event.workspaceId)),
      numberArray(logged.map(({ message }) => message)),
      numberArray(logged.map(({ event }) => event.receivedAt / 1000)),
      numberArray(logged.map(({ event }) => timeOf(event) / 1000)),
      numberArray(logged.map(({ event }) => STATUS_CODE[event.status])),
      textArray(logged.map(({ event }) => event.rawStatus)),
      textArray(logged.map(({ event }) => event.errorCode ?? null)),
      textArray(logged.map(({ event }) => event.errorText ?? null)),
    ];
    return [{ name: "log", statement: logEvents, values }];
  }

  /** An earlier time that arrives later corrects the message row, not the log. */
  private firstOccurrences({ key, before, wordsBefore }: Change): IncomingStatus[] {
    const row = this.byKey.get(keyOf(...key));
    if (!row) throw new Error("the database returned a message that was not in the batch");
    const found: IncomingStatus[] = [];
    for (const [stage, event] of row.events.entries()) {
      if (event && (before?.at[stage] ?? null) === null) found.push(event);
    }
    for (const event of row.unknown) {
      if (!wordsBefore.includes(withoutNul(event.rawStatus))) found.push(event);
    }
    return found;
  }
}

const seconds = (milliseconds: number | null | undefined): number | null =>
  milliseconds === null || milliseconds === undefined ? null : milliseconds / 1000;

const COLUMNS = Object.keys(MESSAGE_COLUMNS) as MessageColumn[];

const VALUE_OF: Readonly<Record<MessageColumn, (row: Row) => string | number | null>> = {
  workspace_id: (row) => row.first.workspaceId,
  connection_id: (row) => row.first.connectionId,
  channel: (row) => CHANNELS.indexOf(row.first.channel),
  campaign_source: (row) => row.campaignSource,
  sender: (row) => row.sender,
  part: (row) => row.first.part ?? "",
  recipient_user_id: (row) => row.recipientUserId,
  time_zone_source: (row) => row.zoneSource,
  template: (row) => row.template,
  accepted_at: (row) => seconds(row.at[STATUS_CODE.accepted]),
  rejected_at: (row) => seconds(row.at[STATUS_CODE.rejected]),
  error_code: (row) => row.code,
  error_text: (row) => row.error,
  provider_message_id: (row) => row.first.providerMessageId,
  campaign_id: (row) => row.campaignId,
  seen_at: (row) => row.seen / 1000,
  sent_at: (row) => seconds(row.at[STATUS_CODE.sent]),
  delivered_at: (row) => seconds(row.at[STATUS_CODE.delivered]),
  read_at: (row) => seconds(row.at[STATUS_CODE.read]),
  recipient: (row) => row.recipient,
  country: (row) => row.country,
  time_zone: (row) => row.timeZone,
  unknown_words: (row) => (row.words.length > 0 ? row.words.join(WORD_SEPARATOR) : null),
};
