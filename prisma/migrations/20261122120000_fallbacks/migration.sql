-- The send ledger, its rules and its prices.
-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "approval_count" INTEGER,
ADD COLUMN     "approval_micros" BIGINT,
ADD COLUMN     "currency" TEXT NOT NULL DEFAULT 'USD',
ADD COLUMN     "fallback_halted_at" TIMESTAMPTZ(3),
ADD COLUMN     "fallback_halted_by" TEXT,
ADD COLUMN     "fallback_rule_id" INTEGER,
ADD COLUMN     "unknown_policy" TEXT NOT NULL DEFAULT 'prefer_miss';

-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "send_next_at" TIMESTAMPTZ(3),
ADD COLUMN     "send_rate" INTEGER NOT NULL DEFAULT 10;

-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "fallback_mode" TEXT NOT NULL DEFAULT 'off',
ADD COLUMN     "fallback_rule_id" INTEGER,
ADD COLUMN     "fallback_stopped_at" TIMESTAMPTZ(3),
ADD COLUMN     "fallback_stopped_why" TEXT,
ADD COLUMN     "fallback_swept_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "fallback_rule" (
    "workspace_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "fallback_rule_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "fallback_rule_version" (
    "workspace_id" INTEGER NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fallback_rule_version_pkey" PRIMARY KEY ("workspace_id","rule_id","version")
);

-- CreateTable
CREATE TABLE "fallback_attempt" (
    "workspace_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "message_id" BIGINT NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "cycle" SMALLINT NOT NULL,
    "position" SMALLINT NOT NULL,
    "channel" SMALLINT NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "cause" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "why" TEXT,
    "recipient" TEXT,
    "country" TEXT,
    "triggered_at" TIMESTAMPTZ(3) NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "planned_by" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "dispatched_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "provider_message_id" TEXT,
    "error_code" TEXT,
    "error_text" TEXT,
    "answered_by" TEXT,
    "confirmed" BOOLEAN NOT NULL DEFAULT false,
    "segments" SMALLINT,
    "estimate_micros" BIGINT,
    "price_micros" BIGINT,

    CONSTRAINT "fallback_attempt_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "fallback_attempt_log" (
    "workspace_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "attempt_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "detail" TEXT,

    CONSTRAINT "fallback_attempt_log_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "fallback_spend" (
    "workspace_id" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "micros" BIGINT NOT NULL,
    "attempts" INTEGER NOT NULL,

    CONSTRAINT "fallback_spend_pkey" PRIMARY KEY ("workspace_id","campaign_id","day")
);

-- CreateTable
CREATE TABLE "price" (
    "workspace_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "unit_micros" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "price_pkey" PRIMARY KEY ("workspace_id","channel","country","provider","valid_from")
);

-- CreateIndex
CREATE INDEX "fallback_attempt_workspace_id_campaign_id_state_idx" ON "fallback_attempt"("workspace_id", "campaign_id", "state");

-- CreateIndex
CREATE INDEX "fallback_attempt_workspace_id_recipient_channel_dispatched__idx" ON "fallback_attempt"("workspace_id", "recipient", "channel", "dispatched_at");

-- CreateIndex
CREATE INDEX "fallback_attempt_workspace_id_connection_id_provider_messag_idx" ON "fallback_attempt"("workspace_id", "connection_id", "provider_message_id");

-- CreateIndex
CREATE UNIQUE INDEX "fallback_attempt_workspace_id_message_id_cycle_position_key" ON "fallback_attempt"("workspace_id", "message_id", "cycle", "position");

-- CreateIndex
CREATE INDEX "fallback_attempt_log_workspace_id_attempt_id_id_idx" ON "fallback_attempt_log"("workspace_id", "attempt_id", "id");

-- AddForeignKey
ALTER TABLE "fallback_rule" ADD CONSTRAINT "fallback_rule_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fallback_rule_version" ADD CONSTRAINT "fallback_rule_version_workspace_id_rule_id_fkey" FOREIGN KEY ("workspace_id", "rule_id") REFERENCES "fallback_rule"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price" ADD CONSTRAINT "price_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Due attempts, attempts whose next step is awaited, and attempts that nobody has heard of yet: few rows of
-- a table that only grows.
CREATE INDEX "fallback_attempt_due_idx" ON "fallback_attempt" ("due_at") WHERE "state" = 'planned';
CREATE INDEX "fallback_attempt_next_idx" ON "fallback_attempt" ("next_at") WHERE "next_at" IS NOT NULL;
CREATE INDEX "fallback_attempt_open_idx" ON "fallback_attempt" ("dispatched_at") WHERE "state" IN ('dispatching', 'unknown');

-- People who are overdue are found in the event log, read once in the order of arrival: an index on the
-- messages would cost every delivery that comes in time.
CREATE INDEX "status_event_received_idx" ON "status_event" USING brin ("received_at");
