import type { Pool } from "pg";
import type { Attempt } from "@/lib/domain/fallback/attempt";
import { isCharged } from "@/lib/domain/fallback/attempt";
import { type FallbackCounters, NO_FALLBACK, sumFallbacks } from "@/lib/domain/fallback/people";
import { statusOfCycle } from "@/lib/domain/flow/cycle";

type Row = Pick<Attempt, "state" | "why"> & {
  readonly message: string;
  readonly campaign: number;
  readonly channel: number;
  readonly left: Date | null;
  readonly micros: number;
  readonly position: number;
  readonly cycle: number;
  readonly cause: string;
  readonly status: number | null;
  readonly whatsapp: Date | null;
};

/** For tests: the counters of a campaign, worked out from the ledger and the messages one by one. */
export async function recountPeople(pool: Pool, campaignId: number): Promise<FallbackCounters> {
  const { rows } = await pool.query<Row>(
    `SELECT a.state, a.why, a.message_id::text AS message, a.campaign_id AS campaign, a.channel::int, a.dispatched_at AS left,
       coalesce(a.price_micros, a.estimate_micros, 0)::float8 AS micros, a.position::int, a.cycle::int, a.cause, m.status::int,
       least(m.delivered_at, m.read_at) AS whatsapp
     FROM fallback_attempt a JOIN message m ON m.workspace_id = a.workspace_id AND m.id = a.message_id
     WHERE a.workspace_id = 1 ORDER BY a.message_id, a.cycle, a.position`,
  );
  const people = new Map<string, Row[]>();
  for (const row of rows) people.set(row.message, [...(people.get(row.message) ?? []), row]);
  return sumFallbacks(
    [...people.values()].filter(([first]) => first?.campaign === campaignId).map(outcomeOf),
  );
}

/** What has no time comes last, as in Postgres. */
const timeOf = ({ left }: Row): number => left?.getTime() ?? Number.MAX_SAFE_INTEGER;

/** A flow's send to somebody who has the message: no fallback was called for. */
const isAside = ({ cause, cycle }: Row): boolean =>
  cause === "flow" && ["delivered", "read"].includes(statusOfCycle(cycle));

const costOf = (attempts: readonly Row[]): number =>
  attempts.filter(isCharged).reduce((sum, { micros }) => sum + micros, 0);

function outcomeOf(attempts: readonly Row[]): FallbackCounters {
  const { status, whatsapp } = attempts[0] as Row;
  const fallbacks = attempts.filter((attempt) => !isAside(attempt));
  const spentMicros = costOf(attempts);
  if (fallbacks.length === 0) return { ...NO_FALLBACK, spentMicros };
  const hit = fallbacks
    .filter(({ state }) => state === "delivered")
    .toSorted((a, b) => timeOf(a) - timeOf(b) || a.channel - b.channel)[0];
  const isLate = hit !== undefined && whatsapp !== null && hit.left !== null && whatsapp > hit.left;
  const isRecovered = hit !== undefined && (whatsapp === null || isLate);
  const by = (channel: number, is: boolean): number => Number(is && hit?.channel === channel);
  const isHeld = attempts.some((a) => a.cycle === 0 && a.position === 0 && a.why === "held_out");
  return {
    ...NO_FALLBACK,
    triggered: 1,
    calledForElse: Number(status !== 5),
    heldOut: Number(isHeld),
    sentTo: Number(fallbacks.some(isCharged)),
    recoveredBySms: by(1, isRecovered),
    recoveredByCall: by(2, isRecovered),
    doubleTouchedBySms: by(1, isLate),
    doubleTouchedByCall: by(2, isLate),
    spentMicros,
    doubleTouchedMicros: isLate ? costOf(fallbacks) : 0,
  };
}
