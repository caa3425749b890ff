/** An attempt (by the name that its table has in the query) that counts as paid for; `isCharged` of the domain. */
export const charged = (a: string): string =>
  `${a}.state NOT IN ('planned', 'cancelled', 'skipped') AND NOT (${a}.state = 'failed' AND coalesce(${a}.why, '') IN ('refused', 'never_left'))`;

/**
 * An attempt of a flow's run that began because the message was delivered or read, by its cycle (`statusOfCycle` of
 * the domain): it costs what it costs, and nobody was missed.
 */
export const followsDelivery = (a: string): string =>
  `(${a}.cause = 'flow' AND (${a}.cycle - 100) % 10 IN (3, 4))`;

/** Not delivered on WhatsApp when the fallback left, and reached by it. A read receipt is evidence of a delivery too. */
export const RECOVERED = "channel IS NOT NULL AND (whatsapp_at IS NULL OR whatsapp_at > left_at)";
const DOUBLE_TOUCHED = "channel IS NOT NULL AND whatsapp_at > left_at";

/** Columns of `rollup_fallback_people`: which outcomes each counts. */
const PEOPLE = {
  triggered: "is_called_for",
  called_for_else: "is_called_for AND NOT is_rejected",
  held_out: "is_held_out",
  sent_to: "has_left",
  recovered_by_sms: `channel = 1 AND ${RECOVERED}`,
  recovered_by_call: `channel = 2 AND ${RECOVERED}`,
  double_touched_by_sms: `channel = 1 AND ${DOUBLE_TOUCHED}`,
  double_touched_by_call: `channel = 2 AND ${DOUBLE_TOUCHED}`,
} as const;
/** Of the double-touched, only what the fallback cost. */
const MONEY = {
  spent_micros: "sum(sign * micros)",
  double_touched_micros: `sum(sign * (micros - aside_micros)) FILTER (WHERE ${DOUBLE_TOUCHED})`,
} as const;

export const PEOPLE_COLUMNS = [...Object.keys(PEOPLE), ...Object.keys(MONEY)];

/** The same columns as sums over signed outcomes. */
export const PEOPLE_SUMS = [
  ...Object.values(PEOPLE).map((which) => `coalesce(sum(sign) FILTER (WHERE ${which}), 0)::int`),
  ...Object.values(MONEY).map((total) => `coalesce(${total}, 0)::bigint`),
];

/** Reached on any channel. */
export const REACHED = "(whatsapp_at IS NOT NULL OR channel IS NOT NULL)";

export const OUTCOME_COLUMNS =
  "workspace_id, message_id, campaign_id, hour, rule_id, is_held_out, has_left, channel, left_at, is_rejected, whatsapp_at, micros, is_called_for, aside_micros";

/**
 * Of the messages of the CTE `dirty`: `fresh`, their outcomes as the ledger has them now; `old`, as they are
 * stored; `d`, both, signed. What is known of a message that was deleted after the retention time stays.
 */
export const OUTCOME_DIFFERENCES = `
fresh AS MATERIALIZED (
  SELECT i.workspace_id, i.message_id, x.campaign_id,
    coalesce(date_bin('1 hour', m.seen_at, 'epoch'), o.hour, date_bin('1 hour', x.triggered_at, 'epoch')) AS hour,
    x.rule_id, x.is_held_out, x.has_left, x.channel, x.left_at,
    CASE WHEN m.id IS NULL THEN coalesce(o.is_rejected, false) ELSE coalesce(m.status = 5, false) END AS is_rejected,
    CASE WHEN m.id IS NULL THEN o.whatsapp_at ELSE least(m.delivered_at, m.read_at) END AS whatsapp_at, x.micros,
    x.is_called_for, x.aside_micros
  FROM dirty i CROSS JOIN LATERAL (
    SELECT (array_agg(campaign_id ORDER BY cycle, position))[1] AS campaign_id, min(triggered_at) AS triggered_at,
      max(rule_id) FILTER (WHERE cycle = 0 AND position = 0) AS rule_id,
      coalesce(bool_or(why = 'held_out') FILTER (WHERE cycle = 0 AND position = 0), false) AS is_held_out,
      bool_or(${charged("a")} AND NOT is_aside) AS has_left, bool_or(NOT is_aside) AS is_called_for,
      (array_agg(channel ORDER BY dispatched_at, channel) FILTER (WHERE state = 'delivered' AND NOT is_aside))[1] AS channel,
      min(dispatched_at) FILTER (WHERE state = 'delivered' AND NOT is_aside) AS left_at,
      coalesce(sum(coalesce(price_micros, estimate_micros)) FILTER (WHERE ${charged("a")}), 0)::bigint AS micros,
      coalesce(sum(coalesce(price_micros, estimate_micros)) FILTER (WHERE ${charged("a")} AND is_aside), 0)::bigint AS aside_micros
    FROM (SELECT *, ${followsDelivery("f")} AS is_aside FROM fallback_attempt f
      WHERE f.workspace_id = i.workspace_id AND f.message_id = i.message_id) AS a HAVING count(*) > 0
  ) AS x
  LEFT JOIN message m ON m.workspace_id = i.workspace_id AND m.id = i.message_id
  LEFT JOIN fallback_outcome o ON o.workspace_id = i.workspace_id AND o.message_id = i.message_id
), old AS MATERIALIZED (
  SELECT o.* FROM dirty i JOIN fallback_outcome o ON o.workspace_id = i.workspace_id AND o.message_id = i.message_id
), d AS (
  SELECT 1 AS sign, ${OUTCOME_COLUMNS} FROM fresh UNION ALL SELECT -1, ${OUTCOME_COLUMNS} FROM old
)`;

/** Messages of workspace $1 whose change is not folded yet. Pages add their differences to the roll-ups. */
export const UNFOLDED = `dirty AS (SELECT DISTINCT workspace_id, message_id FROM fallback_change WHERE workspace_id = $1),${OUTCOME_DIFFERENCES}`;

/** Attempts of workspace $1 by campaign, channel and state, to be summed. */
export const ATTEMPT_COUNTS = `
  SELECT campaign_id, channel, state, attempts, answered, confirmed FROM rollup_fallback WHERE workspace_id = $1
  UNION ALL SELECT campaign_id, channel, state, attempts, answered, confirmed FROM fallback_change WHERE workspace_id = $1`;
