/** First attempts that rejections call for; `f_row` is the index of the message, from 1. */
export const FIRST_ATTEMPTS = `
f AS MATERIALIZED (
  SELECT * FROM unnest(:f::attempt_input[])
),
fb AS (
  INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id,
    rule_version, cause, state, why, recipient, country, triggered_at, due_at, ended_at)
  SELECT up.ws, up.id, up.campaign, 0, 0, f.channel, f.conn, f.rule, f.version, 'rejected',
    CASE WHEN f.held THEN 'skipped' ELSE 'planned' END, CASE WHEN f.held THEN 'held_out' END, up.to_number, up.country,
    now(), 'epoch'::timestamptz + f.due * interval '1 ms', CASE WHEN f.held THEN now() END
  FROM f JOIN fe ON fe.e_row = f.f_row AND fe.status = 5 JOIN up ON up.ws = fe.ws AND up.id = fe.id
  WHERE fe.fits AND up.status = 5 AND up.o_status IS DISTINCT FROM 5 AND up.campaign = f.campaign
  ON CONFLICT (workspace_id, message_id, cycle, position) DO NOTHING
)`;

/**
 * What is planned for a person who has the message now does not leave. What is meant for people who don't read
 * (a rule's, or a flow's run that began by "delivered", by its cycle: lib/domain/flow/cycle.ts) waits for the reading.
 */
export const CANCELLED_ATTEMPTS = `
fc AS (
  UPDATE fallback_attempt AS a SET state = 'cancelled', why = 'delivered_on_whatsapp', ended_at = now(), next_at = NULL
  FROM up WHERE a.workspace_id = up.ws AND a.message_id = up.id AND a.state = 'planned' AND up.status IN (3, 4)
    AND up.status IS DISTINCT FROM up.o_status
    AND (up.status = 4 OR NOT (a.cause = 'unread' OR (a.cause = 'flow' AND (a.cycle - 100) % 10 = 3)))
)`;

/**
 * Runs that go on beyond the batch: at the step that waits or goes out, or from the start (flow 0, no step)
 * where the message turned out to belong to a campaign whose flow was not walked.
 */
export const FLOW_RUNS = `
fr AS (
  INSERT INTO flow_run (workspace_id, flow_id, version, campaign_id, message_id, status, word, started_at, path_id, step_id, wake_at)
  SELECT ws, CASE WHEN fits THEN flow ELSE 0 END, CASE WHEN fits THEN version ELSE 0 END, campaign, id, status,
    CASE WHEN status = 0 THEN raw ELSE '' END, received, path, CASE WHEN fits THEN stop ELSE '' END, now()
  FROM fe WHERE stop IS NOT NULL OR NOT fits
  ON CONFLICT (workspace_id, message_id, status, word) DO NOTHING
)`;

/** A run that waits for a status looks again when its message has changed. */
export const WOKEN_RUNS = `
fw AS (
  UPDATE flow_run AS r SET wake_at = now()
  FROM up WHERE r.workspace_id = up.ws AND r.message_id = up.id AND r.state = 'waiting' AND r.ended_at IS NULL
)`;

/** Rows for the logs behind log steps; `event` is the index of the event, from 1. */
export const LOG_ROWS = `
l AS MATERIALIZED (
  SELECT * FROM unnest(:l::log_input[])
),
lr AS (
  INSERT INTO log_row (workspace_id, log_id, campaign_id, message_id, status, raw_status, occurred_at, error_code, error_text)
  SELECT fe.ws, l.log, fe.campaign, fe.id, fe.status, fe.raw, fe.occurred, fe.code, fe.error
  FROM l JOIN fe ON fe.nth = l.event JOIN status_log s ON s.workspace_id = fe.ws AND s.id = l.log AND s.archived_at IS NULL
  WHERE fe.fits ORDER BY l.nth
)`;
