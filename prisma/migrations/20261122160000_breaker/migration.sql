-- The circuit breaker judges a campaign by what came after a person's last decision about it: else whoever
-- lets a stopped campaign go on would see it stopped again at once, for what they know already.
ALTER TABLE "campaign" ADD COLUMN "fallback_judged_from" TIMESTAMPTZ(3);

-- By a trigger, so that no way of switching or resuming a campaign can forget it.
CREATE FUNCTION "judge_campaign_anew"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.fallback_judged_from := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER "campaign_judged_anew" BEFORE UPDATE OF "fallback_mode", "fallback_stopped_at" ON "campaign"
  FOR EACH ROW WHEN (OLD.fallback_mode IS DISTINCT FROM NEW.fallback_mode
    OR (OLD.fallback_stopped_at IS NOT NULL AND NEW.fallback_stopped_at IS NULL))
  EXECUTE FUNCTION "judge_campaign_anew"();

-- What ended of a campaign in the last minutes, of a table that only grows.
CREATE INDEX "fallback_attempt_ended_idx" ON "fallback_attempt" ("workspace_id", "campaign_id", "ended_at") WHERE "ended_at" IS NOT NULL;
