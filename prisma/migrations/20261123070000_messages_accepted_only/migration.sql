-- Messages that were accepted only are few among a campaign's many, and were looked for among all of them.
-- The condition names no more times than it must: what an index names is no longer updated in place, and most
-- messages are first heard of when they are sent. That of the rejection is named by other indexes anyway.
CREATE INDEX message_accepted_only_idx ON message (workspace_id, campaign_id, id)
  WHERE sent_at IS NULL AND rejected_at IS NULL;
