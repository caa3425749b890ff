import "server-only";
import type { ClientBase, Pool } from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import { STATUS_CODE } from "@/lib/domain/message/status";
import { HOUR } from "@/lib/domain/time";
import { planLate } from "@/lib/fallback/plan/plan-late";
import type { Advance, Effect } from "@/lib/flows/engine/run";
import { suppressByFlow } from "@/lib/suppression/suppress-by-flow";
import { enqueueToEndpoint } from "@/lib/webhooks-out/enqueue";

/**
 * Writes how runs went on: their rows, visits, counters and all that they bring about, in one transaction. A run
 * that another worker has by now changes nothing.
 * @param slot - the writer's number; writers with different slots never wait for each other's counters
 * @returns how many runs were written
 */
export function storeAdvances(pool: Pool, advances: readonly Advance[], slot: number): Promise<number> {
  // In the order of ids, so that two workers can't wait for each other.
  const sorted = advances.toSorted((a, b) => (BigInt(a.run.id) < BigInt(b.run.id) ? -1 : 1));
  return inTransaction(pool, async (client) => {
    const own = await moveRuns(client, sorted);
    const written = sorted.filter(({ run }) => own.has(`${run.workspaceId}|${run.id}`));
    if (written.length === 0) return 0;
    await writeVisits(client, written);
    await addCounts(client, written, slot);
    await bringAbout(client, written);
    return written.length;
  });
}

/**
 * A run that was woken since this worker took it (it is due at another time than when the lease ends) looks again
 * at once, whatever was found before: the status or the attempt that woke it may not have been seen.
 */
async function moveRuns(client: ClientBase, advances: readonly Advance[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ key: string }>(
    `UPDATE flow_run r SET step_id = t.step, visit = t.visit, state = t.state, variables = t.variables::jsonb, found_zone = t.zone,
       wake_at = CASE WHEN t.wake IS NOT NULL AND r.wake_at <> r.leased_until THEN least(r.wake_at, to_timestamp(t.wake / 1000))
         ELSE to_timestamp(t.wake / 1000) END, entered_at = to_timestamp(t.entered / 1000), resume_at = to_timestamp(t.resume / 1000),
       attempt_id = t.attempt, error = t.error, ended_at = CASE WHEN t.wake IS NULL THEN now() END, leased_until = NULL, tries = 0
     FROM unnest($1::int[], $2::bigint[], $3::timestamptz[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::float8[],
       $10::float8[], $11::float8[], $12::uuid[], $13::text[])
       AS t (ws, id, lease, step, visit, state, variables, zone, wake, entered, resume, attempt, error)
     WHERE r.workspace_id = t.ws AND r.id = t.id AND r.leased_until = t.lease AND r.ended_at IS NULL
     RETURNING r.workspace_id || '|' || r.id AS key`,
    [
      advances.map(({ run }) => run.workspaceId),
      advances.map(({ run }) => run.id),
      advances.map(({ run }) => run.lease),
      advances.map(({ position }) => position.stepId),
      advances.map(({ position }) => position.visit),
      advances.map(({ position }) => position.state),
      advances.map(({ position }) => JSON.stringify(position.results)),
      advances.map(({ position }) => position.foundZone),
      advances.map(({ position }) => position.wakeAt),
      advances.map(({ position }) => position.enteredAt),
      advances.map(({ position }) => position.resumeAt),
      advances.map(({ position }) => position.attemptId),
      advances.map(({ position }) => position.error),
    ],
  );
  return new Set(rows.map(({ key }) => key));
}

async function writeVisits(client: ClientBase, advances: readonly Advance[]): Promise<void> {
  const rows = advances.flatMap(({ run, visits }) => visits.map((visit) => ({ run, visit })));
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO flow_visit (workspace_id, run_id, visit, step_id, entered_at, left_at, exit, outcome, detail)
     SELECT ws, run, visit, step, to_timestamp(entered / 1000), to_timestamp(gone / 1000), exit, outcome, detail
     FROM unnest($1::int[], $2::bigint[], $3::int[], $4::text[], $5::float8[], $6::float8[], $7::text[], $8::text[], $9::text[])
       AS t (ws, run, visit, step, entered, gone, exit, outcome, detail)
     ON CONFLICT (workspace_id, run_id, visit) DO UPDATE SET left_at = excluded.left_at, exit = excluded.exit,
       outcome = excluded.outcome, detail = excluded.detail`,
    [
      rows.map(({ run }) => run.workspaceId),
      rows.map(({ run }) => run.id),
      rows.map(({ visit }) => visit.visit),
      rows.map(({ visit }) => visit.stepId),
      rows.map(({ visit }) => visit.enteredAt),
      rows.map(({ visit }) => visit.leftAt),
      rows.map(({ visit }) => visit.exit),
      rows.map(({ visit }) => visit.outcome),
      rows.map(({ visit }) => visit.detail),
    ],
  );
}

/** What a run's going on adds to the counters: steps entered, ended and left, and under step "" its own end. */
function countsOf({ visits, position }: Advance): { step: string; exit: string }[] {
  const counts = visits.flatMap(({ stepId, isNew, outcome, exit }) => [
    ...(isNew ? [{ step: stepId, exit: "+" }] : []),
    ...(outcome === null ? [] : [{ step: stepId, exit: `=${outcome}` }]),
    ...(exit === null ? [] : [{ step: stepId, exit }]),
  ]);
  return position.wakeAt === null ? [...counts, { step: "", exit: `=${position.state}` }] : counts;
}

async function addCounts(client: ClientBase, advances: readonly Advance[], slot: number): Promise<void> {
  const rows = advances.flatMap((each) => countsOf(each).map((count) => ({ run: each.run, ...count })));
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO rollup_flow_step AS r (workspace_id, flow_id, version, campaign_id, hour, step_id, exit, slot, n)
     SELECT ws, flow, version, campaign, to_timestamp(hour / 1000), step, exit, $8::smallint, count(*)
     FROM unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::float8[], $6::text[], $7::text[]) AS t (ws, flow, version, campaign, hour, step, exit)
     GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
     ON CONFLICT (workspace_id, flow_id, version, campaign_id, hour, step_id, exit, slot) DO UPDATE SET n = r.n + excluded.n`,
    [
      rows.map(({ run }) => run.workspaceId),
      rows.map(({ run }) => run.flowId),
      rows.map(({ run }) => run.version),
      rows.map(({ run }) => run.campaignId),
      rows.map(({ run }) => Math.floor(run.startedAt / HOUR) * HOUR),
      rows.map(({ step }) => step),
      rows.map(({ exit }) => exit),
      slot,
    ],
  );
}

type EffectOf<Kind extends Effect["kind"]> = Advance & { readonly effect: Extract<Effect, { kind: Kind }> };

const effectsOf = <Kind extends Effect["kind"]>(
  advances: readonly Advance[],
  kind: Kind,
): readonly EffectOf<Kind>[] =>
  advances.flatMap((each) =>
    each.effects.flatMap((effect) => (effect.kind === kind ? [{ ...each, effect } as EffectOf<Kind>] : [])),
  );

async function bringAbout(client: ClientBase, advances: readonly Advance[]): Promise<void> {
  await writeLogRows(client, effectsOf(advances, "log"));
  await planAttempts(client, effectsOf(advances, "attempt"));
  const fallbacks = effectsOf(advances, "fallback");
  await planLate(
    client,
    fallbacks.map(({ run: { workspaceId, messageId }, effect: { ruleId } }) => ({
      workspaceId,
      messageId,
      ruleId,
    })),
  );
  await suppressByFlow(
    client,
    effectsOf(advances, "suppress").flatMap(
      ({ run: { workspaceId, flowId }, effect: { people, days, note } }) =>
        people.map((recipient) => ({ workspaceId, flowId, recipient, days, note })),
    ),
  );
  for (const { run, effect } of effectsOf(advances, "webhook")) {
    const { kind: _, ...told } = effect;
    await enqueueToEndpoint(client, { ...told, workspaceId: run.workspaceId, type: "flow.step" });
  }
}

/** Into logs that are still there; what a log's own columns show is read when the row is written out. */
async function writeLogRows(client: ClientBase, rows: readonly EffectOf<"log">[]): Promise<void> {
  if (rows.length === 0) return;
  const texts = (pick: (message: NonNullable<Advance["run"]["message"]>) => string | null) =>
    rows.map(({ run }) => (run.message ? pick(run.message) : null));
  await client.query(
    `INSERT INTO log_row (workspace_id, log_id, campaign_id, message_id, status, raw_status, occurred_at, error_code, error_text, cells, results, found_zone)
     SELECT t.ws, t.log, t.campaign, t.message, t.status, t.word, to_timestamp(t.occurred / 1000), t.code, t.text, t.cells::jsonb, t.results::jsonb, t.zone
     FROM unnest($1::int[], $2::int[], $3::int[], $4::bigint[], $5::smallint[], $6::text[], $7::float8[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
       AS t (ws, log, campaign, message, status, word, occurred, code, text, cells, results, zone)
     JOIN status_log l ON l.workspace_id = t.ws AND l.id = t.log AND l.archived_at IS NULL`,
    [
      rows.map(({ run }) => run.workspaceId),
      rows.map(({ effect }) => effect.logId),
      rows.map(({ run }) => run.campaignId),
      rows.map(({ run }) => run.messageId),
      rows.map(({ run }) => STATUS_CODE[run.status]),
      rows.map(({ run }) => run.message?.word || run.status),
      rows.map(({ run }) => run.message?.occurredAt ?? run.startedAt),
      texts(({ reasonCode }) => reasonCode),
      texts(({ reasonText }) => reasonText),
      rows.map(({ effect }) => effect.cells && JSON.stringify(effect.cells)),
      rows.map(({ effect: { cells, results } }) =>
        cells || Object.keys(results).length === 0 ? null : JSON.stringify(results),
      ),
      rows.map(({ effect: { cells, foundZone } }) => (cells ? null : foundZone)),
    ],
  );
}

/**
 * Plans the attempts of sending steps; what may leave is decided when it is due, as for any attempt. The cycle
 * (see `cycleOf`) counts the run's former visits of the step, so that a repeat of the same visit is none. A run
 * whose attempt the ledger took for a repeat has nothing to wait for.
 */
async function planAttempts(client: ClientBase, rows: readonly EffectOf<"attempt">[]): Promise<void> {
  if (rows.length === 0) return;
  const { rows: planned } = await client.query<{ id: string }>(
    `INSERT INTO fallback_attempt (id, workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
       cause, recipient, country, triggered_at, due_at, variables)
     SELECT t.id, t.ws, m.id, m.campaign_id, t.first_cycle + 10 * (SELECT count(*) FROM flow_visit v
         WHERE v.workspace_id = t.ws AND v.run_id = t.run AND v.step_id = t.step AND v.visit < t.visit),
       t.position, t.channel, t.conn, t.rule, t.version, 'flow', m.recipient, m.country, now(), now(), t.variables::jsonb
     FROM unnest($1::uuid[], $2::int[], $3::bigint[], $4::bigint[], $5::smallint[], $6::text[], $7::int[], $8::smallint[], $9::smallint[],
       $10::int[], $11::int[], $12::int[], $13::text[])
       AS t (id, ws, message, run, first_cycle, step, visit, position, channel, conn, rule, version, variables)
     JOIN message m ON m.workspace_id = t.ws AND m.id = t.message ORDER BY t.ws, m.id
     ON CONFLICT (workspace_id, message_id, cycle, position) DO NOTHING RETURNING id`,
    [
      rows.map(({ effect }) => effect.id),
      rows.map(({ run }) => run.workspaceId),
      rows.map(({ run }) => run.messageId),
      rows.map(({ run }) => run.id),
      rows.map(({ effect }) => effect.firstCycle),
      rows.map(({ effect }) => effect.stepId),
      rows.map(({ effect }) => effect.visit),
      rows.map(({ effect }) => effect.position),
      rows.map(({ effect }) => effect.channel),
      rows.map(({ effect }) => effect.connectionId),
      rows.map(({ run }) => run.ruleId),
      rows.map(({ run }) => run.version),
      rows.map(({ effect }) => JSON.stringify(effect.variables)),
    ],
  );
  const ids = new Set(planned.map(({ id }) => id));
  const repeats = rows.filter(({ effect }) => !ids.has(effect.id));
  if (repeats.length === 0) return;
  await client.query(
    `UPDATE flow_run r SET wake_at = now() FROM unnest($1::int[], $2::bigint[]) AS t (ws, id)
     WHERE r.workspace_id = t.ws AND r.id = t.id AND r.ended_at IS NULL`,
    [repeats.map(({ run }) => run.workspaceId), repeats.map(({ run }) => run.id)],
  );
}
