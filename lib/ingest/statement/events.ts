/**
 * The batch's events. `e_row` is the index of the message, from 1; its key stands with every event, which costs
 * less than a join with all messages. `path` is the way through the flow, walked before the batch; where
 * campaigns of a workspace differ in their flows (`apart`), it holds only for the campaign it was walked for,
 * unless `for_any` says otherwise.
 */
export const EVENTS_INPUT = `
e AS MATERIALIZED (SELECT * FROM unnest(:e::event_input[]))`;

const FITS = "(e.for_any OR up.campaign = e.for_campaign)";

/** First occurrences only; an earlier time that arrives later corrects the message row, not the log. */
export const eventLog = (apart: boolean): string => `
fe AS MATERIALIZED (
  SELECT up.ws, up.id, up.campaign, to_timestamp(e.received / 1000) AS received, to_timestamp(e.occurred / 1000) AS occurred,
    e.status, e.raw, e.code, e.error, e.nth, e.e_row, up.zone, coalesce(up.sent, up.accepted) AS start,
    up.moved, ${apart ? `CASE WHEN ${FITS} THEN e.path END AS path, ${FITS} AS fits, flow, version, stop` : "e.path, true AS fits"}
  FROM up JOIN e USING (ws, conn, pmid, part)
  WHERE CASE e.status WHEN 2 THEN up.o_sent IS NULL WHEN 3 THEN up.o_delivered IS NULL WHEN 4 THEN up.o_read IS NULL
    WHEN 5 THEN up.o_rejected IS NULL WHEN 1 THEN up.o_accepted IS NULL
    ELSE NOT coalesce(e.raw = ANY (up.o_words), false) END
),
ev AS (
  INSERT INTO status_event (workspace_id, message_id, received_at, occurred_at, status, raw_status, error_code, error_text, flow_path_id)
  SELECT ws, id, received, occurred, status, raw, code, error, path FROM fe
)`;
