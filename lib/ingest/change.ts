import { STATUS_CODE } from "@/lib/domain/message/status";

/** What the roll-ups count of a message, at one moment. Times in milliseconds since the epoch. */
export type Snapshot = {
  readonly campaignId: number;
  /** Status code 0..5. */
  readonly status: number;
  readonly seenAt: number;
  /** By status code 1..5; the first element is unused. */
  readonly at: readonly (number | null)[];
  readonly country: string;
  readonly timeZone: string;
  readonly template: string;
  readonly errorCode: string;
};

/** A message that a batch made or changed, as it was and as it is now. */
export type Change = {
  /** Workspace, connection, provider's message id, part. */
  readonly key: readonly [number, number, string, string];
  /** 64 bits, hence not a number. */
  readonly id: string;
  readonly channel: number;
  /** null when the batch made it. */
  readonly before: Snapshot | null;
  readonly after: Snapshot;
  readonly wordsBefore: readonly string[];
};

/** A row that the merge returns, as the driver reads it: key, what it is, state now, state before. */
export type ReturnedRow = [
  workspaceId: number,
  connectionId: number,
  providerMessageId: string,
  part: string,
  id: string,
  channel: number,
  wordsBefore: string[] | null,
  made: boolean,
  ...states: (number | string | null)[],
];

/** Columns at which the two states begin. */
const NOW = 8;
const BEFORE = 19;

export function changeOf(row: ReturnedRow): Change {
  const [workspaceId, connectionId, providerMessageId, part, id, channel, wordsBefore, made] = row;
  const after = snapshot(row, NOW, null);
  return {
    key: [workspaceId, connectionId, providerMessageId, part],
    id,
    channel,
    wordsBefore: wordsBefore ?? [],
    after,
    before: made ? null : snapshot(row, BEFORE, after),
  };
}

/** @param same - what stands where the row says NULL for "as now"; stages always say themselves. */
function snapshot(row: ReturnedRow, from: number, same: Snapshot | null): Snapshot {
  const time = (column: number): number | null => {
    const seconds = row[from + column] as number | null;
    return seconds === null ? null : Math.round(seconds * 1000);
  };
  const text = (column: number) => row[from + column] as string | null;
  const at = [null, time(2), time(3), time(4), time(5), time(6)];
  return {
    campaignId: (row[from] as number | null) ?? (same?.campaignId as number),
    status: statusOf(at),
    seenAt: time(1) ?? (same?.seenAt as number),
    at,
    country: text(7) ?? same?.country ?? "",
    timeZone: text(8) ?? same?.timeZone ?? "",
    template: text(9) ?? same?.template ?? "",
    errorCode: text(10) ?? same?.errorCode ?? "",
  };
}

/** The strongest first; as the column's own rule and `foldStatuses`. */
const BY_STRENGTH = [
  STATUS_CODE.read,
  STATUS_CODE.delivered,
  STATUS_CODE.rejected,
  STATUS_CODE.sent,
  STATUS_CODE.accepted,
];

const statusOf = (at: Snapshot["at"]): number =>
  BY_STRENGTH.find((stage) => (at[stage] ?? null) !== null) ?? STATUS_CODE.unknown;
