-- What a person sent by hand at once, and the order of the list of attempts.
-- AlterTable
ALTER TABLE "fallback_attempt" ADD COLUMN     "batch_id" UUID;

-- CreateIndex
CREATE INDEX "fallback_attempt_workspace_id_planned_at_id_idx" ON "fallback_attempt"("workspace_id", "planned_at", "id");

-- Most attempts are planned by rules and belong to no batch.
CREATE INDEX "fallback_attempt_batch_idx" ON "fallback_attempt" ("workspace_id", "batch_id") WHERE "batch_id" IS NOT NULL;
