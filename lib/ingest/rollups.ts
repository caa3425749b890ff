import { bucketOf } from "@/lib/domain/campaign/latency";
import { STATUS_CODE } from "@/lib/domain/message/status";
import { numberArray, textArray } from "@/lib/ingest/array-literal";
import type { Change, Snapshot } from "@/lib/ingest/change";
import type { Write } from "@/lib/ingest/write";

const { accepted: ACCEPTED, sent: SENT, delivered: DELIVERED, read: READ, rejected: REJECTED } = STATUS_CODE;

type KeyType = "int" | "smallint" | "text" | "time";
type Key = readonly (number | string)[];

/** A table of counters: its key columns (each writer has rows of its own, told by `slot`) and its sums. */
class Rollup {
  private readonly names: readonly string[];
  private readonly types: readonly KeyType[];

  constructor(
    readonly name: string,
    keys: Readonly<Record<string, KeyType>>,
    readonly sums: readonly string[],
  ) {
    this.names = Object.keys(keys);
    this.types = Object.values(keys);
  }

  statement(first: number): string {
    const { names, types, sums } = this;
    const columns = [...names, ...sums].join(", ");
    const values = names.map((name, i) => (types[i] === "time" ? `to_timestamp(${name})` : name));
    const arrays = [...types.map((type) => (type === "time" ? "float8" : type)), ...sums.map(() => "int")];
    return `INSERT INTO rollup_${this.name} AS r (${columns}, slot)
      SELECT ${[...values, ...sums].join(", ")}, $${first + arrays.length}::smallint
      FROM unnest(${arrays.map((type, i) => `$${first + i}::${type}[]`).join(", ")}) AS d (${columns})
      ON CONFLICT (${names.join(", ")}, slot) DO UPDATE SET ${sums.map((sum) => `${sum} = r.${sum} + excluded.${sum}`).join(", ")}`;
  }

  /** The statement's parameters for rows that are already in key order. */
  parameters(rows: readonly Tallied[], slot: number): (string | number)[] {
    return [
      ...this.types.map((type, i) =>
        type === "text"
          ? textArray(rows.map(({ key }) => key[i] as string))
          : numberArray(rows.map(({ key }) => key[i] as number)),
      ),
      ...this.sums.map((_, i) => numberArray(rows.map(({ sums }) => sums[i] as number))),
      slot,
    ];
  }
}

type Tallied = { readonly key: Key; readonly sums: number[] };

/** The differences for one roll-up, added up by key. */
class Tally {
  private readonly byKey = new Map<string, Tallied>();

  add(key: Key, sums: number[]): void {
    const id = key.join("|");
    const known = this.byKey.get(id);
    if (!known) this.byKey.set(id, { key, sums });
    else
      for (let i = 0; i < sums.length; i++) known.sums[i] = (known.sums[i] as number) + (sums[i] as number);
  }

  /** Those that are not nil, in an order that is the same in every process: writers can't lock each other. */
  rows(): Tallied[] {
    return [...this.byKey]
      .filter(([, { sums }]) => sums.some((sum) => sum !== 0))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, tallied]) => tallied);
  }
}

const COHORT = new Rollup(
  "cohort",
  { workspace_id: "int", campaign_id: "int", hour: "time", country: "text", template: "text" },
  ["attempted", "sent", "delivered", "read", "rejected_before_sent", "rejected_after_sent"],
);
const TIMING = new Rollup(
  "timing",
  { workspace_id: "int", campaign_id: "int", quarter: "time", time_zone: "text" },
  ["sent", "delivered", "read", "rejected"],
);
const LATENCY = new Rollup(
  "latency",
  { workspace_id: "int", campaign_id: "int", kind: "smallint", bucket: "smallint" },
  ["n"],
);
const REASON = new Rollup(
  "reason",
  { workspace_id: "int", campaign_id: "int", connection_id: "int", channel: "smallint", code: "text" },
  ["rejected"],
);

const HOUR = 3600;
const QUARTER = 900;
/** Seconds since the epoch at which the span of `span` seconds begins that holds the time. */
const startOf = (milliseconds: number, span: number): number => Math.floor(milliseconds / 1000 / span) * span;

/** Longer waits than this bucket's all count in it. */
const LAST_BUCKET = 127;

export type RollupWrite = {
  readonly name: string;
  readonly text: string;
  readonly values: (string | number)[];
};

/**
 * What a batch adds to the roll-ups: every changed message counts as it is now (+1) and as it was (-1).
 * Those without a difference are left out.
 */
export function rollupWrites(changes: readonly Change[], slot: number): Write[] {
  const cohort = new Tally();
  const timing = new Tally();
  const latency = new Tally();
  const reason = new Tally();
  for (const change of changes) {
    for (const [sign, now, other] of [
      [1, change.after, change.before],
      [-1, change.before, change.after],
    ] as const) {
      if (!now) continue;
      addCohort(cohort, sign, change, now);
      if (now.status === REJECTED) addReason(reason, sign, change, now);
      addTiming(timing, sign, change, now, other);
      addLatency(latency, sign, change, now, other);
    }
  }
  return [
    [COHORT, cohort] as const,
    [TIMING, timing] as const,
    [LATENCY, latency] as const,
    [REASON, reason] as const,
  ].flatMap(([rollup, tally]) => {
    const rows = tally.rows();
    if (rows.length === 0) return [];
    return [
      {
        name: rollup.name,
        statement: (first) => rollup.statement(first),
        values: rollup.parameters(rows, slot),
      },
    ];
  });
}

function addCohort(tally: Tally, sign: number, { key }: Change, now: Snapshot): void {
  const { status, at } = now;
  const sent = (at[SENT] ?? null) !== null;
  const reached = status === DELIVERED || status === READ;
  tally.add(
    [key[0], now.campaignId, startOf(now.seenAt, HOUR), now.country, now.template],
    [
      sign,
      sent || reached ? sign : 0,
      reached ? sign : 0,
      status === READ ? sign : 0,
      status === REJECTED && !sent ? sign : 0,
      status === REJECTED && sent ? sign : 0,
    ],
  );
}

function addReason(tally: Tally, sign: number, { key, channel }: Change, now: Snapshot): void {
  tally.add([key[0], now.campaignId, key[1], channel, now.errorCode], [sign]);
}

function addTiming(tally: Tally, sign: number, { key }: Change, now: Snapshot, other: Snapshot | null): void {
  const moved = now.campaignId !== other?.campaignId || now.timeZone !== other.timeZone;
  for (const stage of [SENT, DELIVERED, READ, REJECTED]) {
    const at = now.at[stage] ?? null;
    if (at === null || (!moved && at === other.at[stage])) continue;
    tally.add(
      [key[0], now.campaignId, startOf(at, QUARTER), now.timeZone],
      [SENT, DELIVERED, READ, REJECTED].map((each) => (each === stage ? sign : 0)),
    );
  }
}

function addLatency(
  tally: Tally,
  sign: number,
  { key }: Change,
  now: Snapshot,
  other: Snapshot | null,
): void {
  const start = startOfWait(now);
  if (start === null) return;
  const moved = now.campaignId !== other?.campaignId || start !== startOfWait(other);
  for (const [kind, stage] of [
    [1, DELIVERED],
    [2, READ],
  ] as const) {
    const at = now.at[stage] ?? null;
    if (at === null || (!moved && at === other?.at[stage])) continue;
    const bucket = Math.min(LAST_BUCKET, bucketOf((at - start) / 1000));
    tally.add([key[0], now.campaignId, kind, bucket], [sign]);
  }
}

const startOfWait = ({ at }: Snapshot): number | null => at[SENT] ?? at[ACCEPTED] ?? null;
