-- Messages that were accepted only are few among a campaign's many, and were looked for among all of them.
-- The condition names sent_at alone: what an index names is no longer updated in place, and most messages are
-- first heard of when they are sent.
CREATE INDEX message_not_sent_idx ON message (workspace_id, campaign_id, id) WHERE sent_at IS NULL;
