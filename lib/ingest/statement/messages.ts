/** Whether what the roll-ups of times already counted of the message has changed; a first time of a stage does not. */
const MOVED = `old.id IS NOT NULL AND (new.campaign_id <> old.campaign_id OR new.time_zone IS DISTINCT FROM old.time_zone
      OR coalesce(new.sent_at, new.accepted_at) IS DISTINCT FROM coalesce(old.sent_at, old.accepted_at)
      OR new.sent_at <> old.sent_at OR new.delivered_at <> old.delivered_at OR new.read_at <> old.read_at
      OR new.rejected_at <> old.rejected_at) IS TRUE`;

/** First key of the lock that a batch holds, besides its slot. */
const WRITER = 7_224_013;

/**
 * Rows come in key order, so that two processes with the same messages can't lock each other. The roll-ups' rows
 * come in any order, which costs no sorting: a batch first takes its slot, and no other touches the rows of that.
 * Of two rejections the earlier gives the code, of two at once the first in code order (as `foldStatuses`).
 */
export const UPSERT = `
up AS (
  INSERT INTO message AS t (workspace_id, connection_id, provider_message_id, part, campaign_id, campaign_source, channel,
    seen_at, accepted_at, sent_at, delivered_at, read_at, rejected_at, recipient, recipient_user_id, sender, country,
    time_zone, time_zone_source, template, error_code, error_text, unknown_words)
  SELECT ws, conn, pmid, part, campaign, source, channel, to_timestamp(seen / 1000), to_timestamp(accepted / 1000),
    to_timestamp(sent / 1000), to_timestamp(delivered / 1000), to_timestamp(read / 1000), to_timestamp(rejected / 1000),
    recipient, recipient_user, sender, country, zone, zone_source, template, code, error, coalesce(string_to_array(words, E'\\x1f'), '{}')
  FROM unnest(:m::message_input[])
  WHERE (SELECT pg_advisory_xact_lock(${WRITER}, :slot::int) IS NOT NULL)
  ON CONFLICT (workspace_id, connection_id, provider_message_id, part) DO UPDATE SET
    campaign_id = CASE WHEN (excluded.campaign_source, -excluded.campaign_id) > (t.campaign_source, -t.campaign_id)
      THEN excluded.campaign_id ELSE t.campaign_id END,
    campaign_source = greatest(t.campaign_source, excluded.campaign_source),
    seen_at = least(t.seen_at, excluded.seen_at),
    accepted_at = least(t.accepted_at, excluded.accepted_at),
    sent_at = least(t.sent_at, excluded.sent_at),
    delivered_at = least(t.delivered_at, excluded.delivered_at),
    read_at = least(t.read_at, excluded.read_at),
    error_code = CASE WHEN excluded.rejected_at < coalesce(t.rejected_at, 'infinity') THEN excluded.error_code
      WHEN excluded.rejected_at = t.rejected_at THEN least(t.error_code, excluded.error_code) ELSE t.error_code END,
    error_text = CASE WHEN excluded.rejected_at < coalesce(t.rejected_at, 'infinity') THEN excluded.error_text
      WHEN excluded.rejected_at = t.rejected_at THEN least(t.error_text, excluded.error_text) ELSE t.error_text END,
    rejected_at = least(t.rejected_at, excluded.rejected_at),
    recipient = coalesce(t.recipient, excluded.recipient),
    recipient_user_id = coalesce(t.recipient_user_id, excluded.recipient_user_id),
    sender = coalesce(t.sender, excluded.sender),
    country = coalesce(t.country, excluded.country),
    time_zone = CASE WHEN excluded.time_zone_source > t.time_zone_source THEN excluded.time_zone
      ELSE coalesce(t.time_zone, excluded.time_zone) END,
    time_zone_source = greatest(t.time_zone_source, excluded.time_zone_source),
    template = coalesce(t.template, excluded.template),
    unknown_words = CASE WHEN t.unknown_words @> excluded.unknown_words THEN t.unknown_words
      ELSE (SELECT array_agg(DISTINCT word ORDER BY word) FROM unnest(t.unknown_words || excluded.unknown_words) AS word) END
  WHERE excluded.sent_at < coalesce(t.sent_at, 'infinity')
    OR excluded.delivered_at < coalesce(t.delivered_at, 'infinity')
    OR excluded.read_at < coalesce(t.read_at, 'infinity')
    OR excluded.accepted_at < coalesce(t.accepted_at, 'infinity')
    OR excluded.rejected_at < coalesce(t.rejected_at, 'infinity')
    OR excluded.seen_at < t.seen_at
    OR (excluded.campaign_source, -excluded.campaign_id) > (t.campaign_source, -t.campaign_id)
    OR (excluded.rejected_at = t.rejected_at AND excluded.error_code < coalesce(t.error_code, E'\\U0010FFFF'))
    OR excluded.time_zone_source > t.time_zone_source
    OR (t.recipient IS NULL AND excluded.recipient IS NOT NULL)
    OR (t.recipient_user_id IS NULL AND excluded.recipient_user_id IS NOT NULL)
    OR (t.sender IS NULL AND excluded.sender IS NOT NULL)
    OR (t.template IS NULL AND excluded.template IS NOT NULL)
    OR NOT t.unknown_words @> excluded.unknown_words
  RETURNING new.workspace_id AS ws, new.id, new.connection_id AS conn, new.provider_message_id AS pmid, new.part,
    new.channel, old.id AS old_id, ${MOVED} AS moved,
    new.campaign_id AS campaign, new.status, new.seen_at AS seen, new.accepted_at AS accepted, new.sent_at AS sent,
    new.delivered_at AS delivered, new.read_at AS read, new.rejected_at AS rejected, new.country, new.time_zone AS zone,
    new.template, new.error_code AS code,
    old.campaign_id AS o_campaign, old.status AS o_status, old.seen_at AS o_seen, old.accepted_at AS o_accepted,
    old.sent_at AS o_sent, old.delivered_at AS o_delivered, old.read_at AS o_read, old.rejected_at AS o_rejected,
    old.country AS o_country, old.time_zone AS o_zone, old.template AS o_template, old.error_code AS o_code,
    old.unknown_words AS o_words
)`;

/** What only unknown words need, and what stands there without them. */
export const WORD_PARTS: readonly (readonly [part: string, replacement: string])[] = [
  [", unknown_words)\n  SELECT", ")\n  SELECT"],
  [", coalesce(string_to_array(words, E'\\x1f'), '{}')\n", "\n"],
  [
    `,
    unknown_words = CASE WHEN t.unknown_words @> excluded.unknown_words THEN t.unknown_words
      ELSE (SELECT array_agg(DISTINCT word ORDER BY word) FROM unnest(t.unknown_words || excluded.unknown_words) AS word) END`,
    "",
  ],
  ["\n    OR NOT t.unknown_words @> excluded.unknown_words", ""],
  ["ELSE NOT coalesce(e.raw = ANY (up.o_words), false) END", "ELSE false END"],
];
