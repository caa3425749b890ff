-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "flow_id" INTEGER;

-- AlterTable
ALTER TABLE "fallback_rule" ADD COLUMN     "flow_id" INTEGER;

-- CreateTable
CREATE TABLE "flow" (
    "workspace_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "draft_revision" INTEGER NOT NULL DEFAULT 1,
    "draft_by" TEXT NOT NULL,
    "draft_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_version" INTEGER,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "rule_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "flow_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "flow_version" (
    "workspace_id" INTEGER NOT NULL,
    "flow_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "note" TEXT,
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "flow_version_pkey" PRIMARY KEY ("workspace_id","flow_id","version")
);

-- CreateTable
CREATE TABLE "flow_path" (
    "workspace_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "flow_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "trail" TEXT NOT NULL,

    CONSTRAINT "flow_path_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "rollup_flow_path" (
    "workspace_id" INTEGER NOT NULL,
    "path_id" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "slot" SMALLINT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "rollup_flow_path_pkey" PRIMARY KEY ("workspace_id","path_id","campaign_id","hour","slot")
) WITH (fillfactor = 50);

-- CreateTable
CREATE TABLE "rollup_flow_step" (
    "workspace_id" INTEGER NOT NULL,
    "flow_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "step_id" TEXT NOT NULL,
    "exit" TEXT NOT NULL,
    "slot" SMALLINT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "rollup_flow_step_pkey" PRIMARY KEY ("workspace_id","flow_id","version","campaign_id","hour","step_id","exit","slot")
);

-- CreateTable
CREATE TABLE "flow_run" (
    "workspace_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "flow_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "message_id" BIGINT NOT NULL,
    "status" SMALLINT NOT NULL,
    "word" TEXT NOT NULL DEFAULT '',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "path_id" INTEGER,
    "step_id" TEXT NOT NULL,
    "visit" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'ready',
    "wake_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "variables" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "flow_run_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "flow_visit" (
    "workspace_id" INTEGER NOT NULL,
    "run_id" BIGINT NOT NULL,
    "visit" INTEGER NOT NULL,
    "step_id" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "exit" TEXT,
    "outcome" TEXT,
    "detail" TEXT,

    CONSTRAINT "flow_visit_pkey" PRIMARY KEY ("workspace_id","run_id","visit")
);

-- CreateTable
CREATE TABLE "named_secret" (
    "workspace_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "named_secret_pkey" PRIMARY KEY ("workspace_id","name")
);

-- CreateTable
CREATE TABLE "status_log" (
    "workspace_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'ready',
    "held_why" TEXT,
    "held_at" TIMESTAMPTZ(3),
    "progress" JSONB NOT NULL DEFAULT '{}',
    "leased_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "status_log_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "log_row" (
    "workspace_id" INTEGER NOT NULL,
    "log_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "message_id" BIGINT NOT NULL,
    "status" SMALLINT NOT NULL,
    "raw_status" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "error_code" TEXT,
    "error_text" TEXT,
    "cells" JSONB,

    CONSTRAINT "log_row_pkey" PRIMARY KEY ("workspace_id","log_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "flow_path_workspace_id_flow_id_version_trail_key" ON "flow_path"("workspace_id", "flow_id", "version", "trail");

-- CreateIndex
CREATE INDEX "flow_run_workspace_id_flow_id_step_id_id_idx" ON "flow_run"("workspace_id", "flow_id", "step_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "flow_run_workspace_id_message_id_status_word_key" ON "flow_run"("workspace_id", "message_id", "status", "word");

-- CreateIndex
CREATE INDEX "flow_visit_workspace_id_step_id_run_id_idx" ON "flow_visit"("workspace_id", "step_id", "run_id");

-- AddForeignKey
ALTER TABLE "flow" ADD CONSTRAINT "flow_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_version" ADD CONSTRAINT "flow_version_workspace_id_flow_id_fkey" FOREIGN KEY ("workspace_id", "flow_id") REFERENCES "flow"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "named_secret" ADD CONSTRAINT "named_secret_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_log" ADD CONSTRAINT "status_log_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: the way that the flow took on this event, where it was walked inside the batch.
ALTER TABLE "status_event" ADD COLUMN "flow_path_id" INTEGER;

-- By hand: one default flow in a workspace; what a worker takes up next.
CREATE UNIQUE INDEX "flow_default_idx" ON "flow" ("workspace_id") WHERE "is_default";
CREATE INDEX "flow_run_due_idx" ON "flow_run" ("wake_at") WHERE "ended_at" IS NULL;
