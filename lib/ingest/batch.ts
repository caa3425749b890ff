import { CHANNELS, STATUS_CODE } from "@/lib/domain/message/status";
import type { FirstAttempt, Rejection, RejectionPlanner } from "@/lib/fallback/plan/planner";
import type { FlowDirectory, FlowWalk } from "@/lib/flows/engine/directory";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { type Column, rowArray } from "@/lib/ingest/row-literal";
import type { Needs } from "@/lib/ingest/statement/store-statement";

/** Separates several unknown words of one message inside one array element; no provider's word holds it. */
const WORD_SEPARATOR = "\x1f";

/** One message of a batch: its events folded, since a statement may touch a row only once. */
type Row = {
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

function foldByMessage(events: readonly IncomingStatus[]): Row[] {
  const rows = new Map<string, Row>();
  for (const event of events) {
    const key = `${event.workspaceId}|${event.connectionId}|${event.part ?? ""}|${event.providerMessageId}`;
    let row = rows.get(key);
    if (!row) {
      row = newRow(event);
      rows.set(key, row);
    }
    addTo(row, event);
  }
  return [...rows.values()].sort(byKey);
}

/** The same order in every process: two with the same messages then never wait for each other in a circle. */
function byKey({ first: a }: Row, { first: b }: Row): number {
  return (
    a.workspaceId - b.workspaceId ||
    a.connectionId - b.connectionId ||
    compare(a.providerMessageId, b.providerMessageId) ||
    compare(a.part ?? "", b.part ?? "")
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What plans beyond the message itself; a batch without them stores messages, events and roll-ups alone. */
export type Consequences = {
  readonly planner?: RejectionPlanner;
  readonly flows?: FlowWalker;
};

export type FlowWalker = Pick<FlowDirectory, "walk" | "meet" | "sameInAllCampaigns" | "waits" | "number">;

export type Batch = {
  readonly needs: Needs;
  /** Parameters of the store statement, by name. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Ways through flows that have no number yet; with them the batch must be made again. */
  readonly unknownWalks: readonly FlowWalk[];
  /** Workspaces in which no flow was found for an event. */
  readonly flowless: readonly number[];
};

/** An event that is logged, if it is the first of its kind; `row` is the index of its message, from 1. */
type Logged = { readonly row: number; readonly event: IncomingStatus; readonly walked: FlowWalk | null };

/** The events that are logged, and what follows from their ways through the flows. */
type Walked = Pick<Batch, "unknownWalks" | "flowless"> & {
  readonly logged: readonly Logged[];
  readonly logs: readonly LogRow[];
};

/** One loop for all: this is the path of every status, and a list made for each costs more than what it holds. */
function walkAll(rows: readonly Row[], flows: FlowWalker | undefined): Walked {
  const logged: Logged[] = [];
  const logs: LogRow[] = [];
  const unknownWalks: FlowWalk[] = [];
  const flowless: number[] = [];
  const log = (event: IncomingStatus, row: number, campaignId: number) => {
    const walked = flows?.walk(event, campaignId) ?? null;
    logged.push({ row, event, walked });
    if (!walked) {
      flowless.push(event.workspaceId);
      return;
    }
    if (walked.pathId === null) unknownWalks.push(walked);
    for (const { logId } of walked.walk.logs) if (logId !== null) logs.push({ event: logged.length, logId });
  };
  for (let i = 0; i < rows.length; i++) {
    const { events, unknown, campaignId } = rows[i] as Row;
    for (const event of events) if (event) log(event, i + 1, campaignId);
    for (const event of unknown) log(event, i + 1, campaignId);
  }
  return { logged, logs, unknownWalks, flowless };
}

/** @param slot - the writer's number. */
export function batchOf(
  events: readonly IncomingStatus[],
  slot: number,
  { planner, flows }: Consequences = {},
): Batch {
  const rows = foldByMessage(events);
  const { logged, logs, unknownWalks, flowless } = walkAll(rows, flows);
  for (const each of logged) if (each.event.status === "rejected") planner?.notice(rejectionOf(rows, each));
  const needs = {
    words: rows.some(({ words }) => words.length > 0),
    ledger: planner?.active() ?? false,
    runs: flows !== undefined && logged.some((each) => leavesBatch(each, flows)),
    wakes: flows?.waits() ?? false,
    logs: logs.length > 0,
  };
  return {
    needs,
    values: {
      slot,
      m: rowArray(rows, MESSAGE_COLUMNS),
      e: rowArray(logged, [...EVENT_COLUMNS, ...(needs.runs && flows ? runColumns(rows, flows) : NO_RUN)]),
      ...(needs.ledger && planner ? { f: rowArray(plannedOf(rows, logged, planner), ATTEMPT_COLUMNS) } : {}),
      ...(needs.logs ? { l: rowArray(logs, LOG_COLUMNS) } : {}),
    },
    unknownWalks,
    flowless,
  };
}

/** It waits or goes out, or may turn out to belong to a campaign with another flow. */
const leavesBatch = ({ event, walked }: Logged, flows: FlowWalker): boolean =>
  walked !== null && (walked.walk.stopsAt !== null || !flows.sameInAllCampaigns(event.workspaceId));

/** The row as a rejection of it is told to the planner. */
function rejectionOf(rows: readonly Row[], { row }: Pick<Logged, "row">): Rejection {
  const { first, campaignId, code, recipient } = rows[row - 1] as Row;
  const { workspaceId, connectionId, channel } = first;
  return { workspaceId, campaignId, connectionId, channel, code, recipient };
}

/**
 * Attempts for the rows that these events alone make rejected, where the flow comes to a fallback step;
 * whether the message is rejected, the statement sees.
 */
function plannedOf(rows: readonly Row[], logged: readonly Logged[], planner: RejectionPlanner): PlannedRow[] {
  return logged.flatMap(({ row: index, event, walked }) => {
    if (event.status !== "rejected") return [];
    const rejection = rejectionOf(rows, { row: index });
    const { receivedAt } = (rows[index - 1] as Row).first;
    // A workspace without a flow was made a moment ago: as its default flow would.
    const steps = walked ? walked.walk.fallbacks : [{ ruleId: null }];
    const attempt = steps.map(({ ruleId }) => planner.plan(rejection, receivedAt, ruleId)).find(Boolean);
    return attempt ? [{ ...attempt, row: index }] : [];
  });
}

type PlannedRow = FirstAttempt & { readonly row: number };

const ATTEMPT_COLUMNS: readonly Column<PlannedRow>[] = [
  ({ row }) => row,
  ({ campaignId }) => campaignId,
  ({ ruleId }) => ruleId,
  ({ ruleVersion }) => ruleVersion,
  ({ channel }) => channel,
  ({ connectionId }) => connectionId,
  ({ dueAt }) => dueAt,
  ({ heldOut }) => String(heldOut),
];

const MESSAGE_COLUMNS: readonly Column<Row>[] = [
  (row) => row.first.workspaceId,
  (row) => row.first.connectionId,
  (row) => row.first.providerMessageId,
  (row) => row.first.part ?? "",
  (row) => row.campaignId,
  (row) => row.campaignSource,
  (row) => CHANNELS.indexOf(row.first.channel),
  (row) => row.seen,
  (row) => row.at[STATUS_CODE.accepted],
  (row) => row.at[STATUS_CODE.sent],
  (row) => row.at[STATUS_CODE.delivered],
  (row) => row.at[STATUS_CODE.read],
  (row) => row.at[STATUS_CODE.rejected],
  (row) => row.recipient,
  (row) => row.recipientUserId,
  (row) => row.sender,
  (row) => row.country,
  (row) => row.timeZone,
  (row) => row.zoneSource,
  (row) => row.template,
  (row) => row.code,
  (row) => row.error,
  (row) => (row.words.length > 0 ? row.words.join(WORD_SEPARATOR) : null),
];

/** All of an event's columns but those of `runColumns`. */
const EVENT_COLUMNS: readonly Column<Logged>[] = [
  (_, nth) => nth,
  ({ row }) => row,
  ({ event }) => STATUS_CODE[event.status],
  ({ event }) => timeOf(event),
  ({ event }) => event.receivedAt,
  ({ event }) => event.rawStatus,
  ({ event }) => event.errorCode,
  ({ event }) => event.errorText,
  ({ event }) => event.workspaceId,
  ({ event }) => event.connectionId,
  ({ event }) => event.providerMessageId,
  ({ event }) => event.part ?? "",
  ({ walked }) => walked?.pathId,
];

/** What the run of an event that leaves the batch needs. */
const runColumns = (rows: readonly Row[], flows: FlowWalker): readonly Column<Logged>[] => [
  ({ event, walked }) => String(!walked || flows.sameInAllCampaigns(event.workspaceId)),
  ({ row }) => (rows[row - 1] as Row).campaignId,
  ({ walked }) => walked?.flowId,
  ({ walked }) => walked?.version,
  ({ walked }) => walked?.walk.stopsAt,
];
const NO_RUN: readonly Column<Logged>[] = [() => null, () => null, () => null, () => null, () => null];

/** A row for a log outside; `event` is the index of the event, from 1. */
type LogRow = { readonly event: number; readonly logId: number };

const LOG_COLUMNS: readonly Column<LogRow>[] = [(_, nth) => nth, ({ event }) => event, ({ logId }) => logId];
