-- A campaign's attempts in the order of their list: else all of them are sorted for each page.
-- CreateIndex
CREATE INDEX "fallback_attempt_workspace_id_campaign_id_planned_at_id_idx" ON "fallback_attempt"("workspace_id", "campaign_id", "planned_at", "id");
