import { CHANNELS, STATUS_CODE } from "@/lib/domain/message/status";
import type { RejectionPlanner } from "@/lib/fallback/plan/planner";
import { numberArray, textArray } from "@/lib/ingest/array-literal";
import type { IncomingStatus } from "@/lib/ingest/incoming";

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

/** The 35 parameters of the store statement, in its order; with a planner the ledger's eight after them. */
export function parametersOf(
  events: readonly IncomingStatus[],
  slot: number,
  planner?: RejectionPlanner,
): (string | number)[] {
  const rows = foldByMessage(events);
  const parameters = messageParameters(rows, slot);
  return planner ? [...parameters, ...ledgerParameters(rows, planner)] : parameters;
}

/** Attempts for the rows that these events alone make rejected; whether the message is, the statement sees. */
function ledgerParameters(rows: readonly Row[], planner: RejectionPlanner): string[] {
  const planned = rows.flatMap((row, i) => {
    if (row.at[STATUS_CODE.rejected] === null) return [];
    const { workspaceId, connectionId, channel, receivedAt } = row.first;
    const { campaignId, code, recipient } = row;
    const first = planner.plan(
      { workspaceId, campaignId, connectionId, channel, code, recipient },
      receivedAt,
    );
    return first ? [{ ...first, row: i + 1 }] : [];
  });
  return [
    numberArray(planned.map(({ row }) => row)),
    numberArray(planned.map(({ campaignId }) => campaignId)),
    numberArray(planned.map(({ ruleId }) => ruleId)),
    numberArray(planned.map(({ ruleVersion }) => ruleVersion)),
    numberArray(planned.map(({ channel }) => channel)),
    numberArray(planned.map(({ connectionId }) => connectionId)),
    numberArray(planned.map(({ dueAt }) => dueAt)),
    textArray(planned.map(({ heldOut }) => String(heldOut))),
  ];
}

function messageParameters(rows: readonly Row[], slot: number): (string | number)[] {
  const logged = rows.flatMap((row, i) =>
    [...row.events, ...row.unknown].flatMap((event) => (event ? [{ row: i + 1, event }] : [])),
  );
  const numbers = (pick: (row: Row) => number | null | undefined) =>
    numberArray(rows.map((row) => pick(row) ?? null));
  const texts = (pick: (row: Row) => string | null) => textArray(rows.map(pick));
  return [
    numbers((row) => row.first.workspaceId),
    numbers((row) => row.first.connectionId),
    texts((row) => row.first.providerMessageId),
    texts((row) => row.first.part ?? ""),
    numbers((row) => row.campaignId),
    numbers((row) => row.campaignSource),
    numbers((row) => CHANNELS.indexOf(row.first.channel)),
    numbers((row) => row.seen),
    ...[1, 2, 3, 4, 5].map((stage) => numbers((row) => row.at[stage])),
    texts((row) => row.recipient),
    texts((row) => row.recipientUserId),
    texts((row) => row.sender),
    texts((row) => row.country),
    texts((row) => row.timeZone),
    texts((row) => row.template),
    texts((row) => row.code),
    texts((row) => row.error),
    texts((row) => (row.words.length > 0 ? row.words.join(WORD_SEPARATOR) : null)),
    numbers((row) => row.zoneSource),
    numberArray(logged.map(({ row }) => row)),
    numberArray(logged.map(({ event }) => STATUS_CODE[event.status])),
    numberArray(logged.map(({ event }) => timeOf(event))),
    numberArray(logged.map(({ event }) => event.receivedAt)),
    textArray(logged.map(({ event }) => event.rawStatus)),
    textArray(logged.map(({ event }) => event.errorCode ?? null)),
    textArray(logged.map(({ event }) => event.errorText ?? null)),
    numberArray(logged.map(({ event }) => event.workspaceId)),
    numberArray(logged.map(({ event }) => event.connectionId)),
    textArray(logged.map(({ event }) => event.providerMessageId)),
    textArray(logged.map(({ event }) => event.part ?? "")),
    slot,
  ];
}
