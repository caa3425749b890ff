-- One index for another: PostgreSQL skips from country to country, so that hours are found as before, and what
-- asks for one country, or which there are, no longer reads every row. The ingest keeps as many as it did.
-- DropIndex
DROP INDEX "rollup_cohort_workspace_id_hour_idx";

-- CreateIndex
CREATE INDEX "rollup_cohort_workspace_id_country_hour_idx" ON "rollup_cohort"("workspace_id", "country", "hour");
