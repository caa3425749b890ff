-- What fallbacks brought, counted as it happens: pages read these tables and never the ledger.
-- CreateTable
CREATE TABLE "fallback_change" (
    "workspace_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "message_id" BIGINT NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "channel" SMALLINT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "answered" SMALLINT NOT NULL,
    "confirmed" SMALLINT NOT NULL,

    CONSTRAINT "fallback_change_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "rollup_fallback" (
    "workspace_id" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "channel" SMALLINT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "answered" INTEGER NOT NULL,
    "confirmed" INTEGER NOT NULL,

    CONSTRAINT "rollup_fallback_pkey" PRIMARY KEY ("workspace_id","campaign_id","channel","state")
);

-- CreateTable
CREATE TABLE "fallback_outcome" (
    "workspace_id" INTEGER NOT NULL,
    "message_id" BIGINT NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "rule_id" INTEGER,
    "is_held_out" BOOLEAN NOT NULL,
    "has_left" BOOLEAN NOT NULL,
    "channel" SMALLINT,
    "left_at" TIMESTAMPTZ(3),
    "is_rejected" BOOLEAN NOT NULL,
    "whatsapp_at" TIMESTAMPTZ(3),
    "micros" BIGINT NOT NULL,

    CONSTRAINT "fallback_outcome_pkey" PRIMARY KEY ("workspace_id","message_id")
);

-- CreateTable
CREATE TABLE "rollup_fallback_people" (
    "workspace_id" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "triggered" INTEGER NOT NULL,
    "called_for_else" INTEGER NOT NULL,
    "held_out" INTEGER NOT NULL,
    "sent_to" INTEGER NOT NULL,
    "recovered_by_sms" INTEGER NOT NULL,
    "recovered_by_call" INTEGER NOT NULL,
    "double_touched_by_sms" INTEGER NOT NULL,
    "double_touched_by_call" INTEGER NOT NULL,
    "spent_micros" BIGINT NOT NULL,
    "double_touched_micros" BIGINT NOT NULL,

    CONSTRAINT "rollup_fallback_people_pkey" PRIMARY KEY ("workspace_id","campaign_id","hour")
);

-- CreateTable
CREATE TABLE "rollup_fallback_holdout" (
    "workspace_id" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "is_held_out" BOOLEAN NOT NULL,
    "people" INTEGER NOT NULL,
    "reached" INTEGER NOT NULL,

    CONSTRAINT "rollup_fallback_holdout_pkey" PRIMARY KEY ("workspace_id","campaign_id","rule_id","is_held_out")
);

-- By triggers, so that no statement that moves attempts can forget it. They only append: dispatchers, the
-- ingest and people never wait for each other's counters. Nothing is written where no row changed.
CREATE FUNCTION "note_new_attempts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fallback_change (workspace_id, message_id, campaign_id, channel, state, attempts, answered, confirmed)
  SELECT workspace_id, message_id, campaign_id, channel, state, 1, (channel = 2 AND answered_by IS NOT NULL)::int, confirmed::int
  FROM is_now;
  RETURN NULL;
END $$;
CREATE TRIGGER "fallback_attempt_new" AFTER INSERT ON "fallback_attempt" REFERENCING NEW TABLE AS is_now
  FOR EACH STATEMENT EXECUTE FUNCTION "note_new_attempts"();

CREATE FUNCTION "note_changed_attempts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fallback_change (workspace_id, message_id, campaign_id, channel, state, attempts, answered, confirmed)
  SELECT n.workspace_id, v.message_id, v.campaign_id, v.channel, v.state, v.sign,
    v.sign * (v.channel = 2 AND v.answered_by IS NOT NULL)::int, v.sign * v.confirmed::int
  FROM is_now n JOIN was o ON o.workspace_id = n.workspace_id AND o.id = n.id,
    LATERAL (VALUES (1, n.message_id, n.campaign_id, n.channel, n.state, n.answered_by, n.confirmed),
      (-1, o.message_id, o.campaign_id, o.channel, o.state, o.answered_by, o.confirmed))
      AS v (sign, message_id, campaign_id, channel, state, answered_by, confirmed)
  WHERE (n.message_id, n.campaign_id, n.channel, n.state, n.answered_by IS NULL, n.confirmed, n.why, n.rule_id, n.cycle, n.position,
      n.dispatched_at, n.estimate_micros, n.price_micros)
    IS DISTINCT FROM (o.message_id, o.campaign_id, o.channel, o.state, o.answered_by IS NULL, o.confirmed, o.why, o.rule_id, o.cycle,
      o.position, o.dispatched_at, o.estimate_micros, o.price_micros);
  RETURN NULL;
END $$;
CREATE TRIGGER "fallback_attempt_changed" AFTER UPDATE ON "fallback_attempt" REFERENCING OLD TABLE AS was NEW TABLE AS is_now
  FOR EACH STATEMENT EXECUTE FUNCTION "note_changed_attempts"();

CREATE FUNCTION "note_gone_attempts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fallback_change (workspace_id, message_id, campaign_id, channel, state, attempts, answered, confirmed)
  SELECT workspace_id, message_id, campaign_id, channel, state, -1, -(channel = 2 AND answered_by IS NOT NULL)::int, -confirmed::int
  FROM was;
  RETURN NULL;
END $$;
CREATE TRIGGER "fallback_attempt_gone" AFTER DELETE ON "fallback_attempt" REFERENCING OLD TABLE AS was
  FOR EACH STATEMENT EXECUTE FUNCTION "note_gone_attempts"();

CREATE FUNCTION "forget_attempts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE fallback_change, fallback_outcome, rollup_fallback, rollup_fallback_people, rollup_fallback_holdout;
  RETURN NULL;
END $$;
CREATE TRIGGER "fallback_attempt_emptied" AFTER TRUNCATE ON "fallback_attempt"
  FOR EACH STATEMENT EXECUTE FUNCTION "forget_attempts"();

-- What stands in the ledger already is folded by the chore like anything new.
INSERT INTO fallback_change (workspace_id, message_id, campaign_id, channel, state, attempts, answered, confirmed)
SELECT workspace_id, message_id, campaign_id, channel, state, 1, (channel = 2 AND answered_by IS NOT NULL)::int, confirmed::int
FROM fallback_attempt;
