-- AlterTable
ALTER TABLE "flow_run" ADD COLUMN     "attempt_id" UUID,
ADD COLUMN     "entered_at" TIMESTAMPTZ(3),
ADD COLUMN     "found_zone" TEXT,
ADD COLUMN     "resume_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "fallback_attempt" ADD COLUMN     "variables" JSONB;

-- By hand: campaigns that were given a flow, which every process that takes statuses asks about every second.
CREATE INDEX "campaign_flow_idx" ON "campaign" ("id", "flow_id") WHERE "flow_id" IS NOT NULL;

-- By hand: a run waits in its sending step until the attempt has ended, whatever ended it.
CREATE FUNCTION "wake_flow_runs"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE flow_run r SET wake_at = now() FROM is_now a
  WHERE a.cause = 'flow' AND a.state IN ('delivered', 'failed', 'cancelled', 'skipped')
    AND r.workspace_id = a.workspace_id AND r.message_id = a.message_id AND r.attempt_id = a.id AND r.ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER "fallback_attempt_wakes" AFTER UPDATE ON "fallback_attempt" REFERENCING NEW TABLE AS is_now
  FOR EACH STATEMENT EXECUTE FUNCTION "wake_flow_runs"();
