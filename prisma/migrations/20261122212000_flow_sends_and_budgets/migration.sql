-- Rejections that the ingest could not plan for are looked for by a mark of their own: that of people who are
-- overdue is behind by the rule's wait. A budget of the campaign's own is asked for when it becomes automatic.
ALTER TABLE "campaign" ADD COLUMN     "fallback_rejected_swept_at" TIMESTAMPTZ(3),
ADD COLUMN     "fallback_budget_micros" BIGINT,
ADD COLUMN     "fallback_day_budget_micros" BIGINT;

-- A flow's send that follows a delivery is paid for like any, but nobody was missed.
ALTER TABLE "fallback_outcome" ADD COLUMN     "is_called_for" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "aside_micros" BIGINT NOT NULL DEFAULT 0;

-- Those that were counted as missed are counted anew by the chore. 3 and 4 are "delivered" and "read"; see lib/domain/flow/cycle.ts.
INSERT INTO fallback_change (workspace_id, message_id, campaign_id, channel, state, attempts, answered, confirmed)
SELECT workspace_id, message_id, campaign_id, channel, state, 0, 0, 0 FROM fallback_attempt
WHERE cause = 'flow' AND (cycle - 100) % 10 IN (3, 4);
