-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_actor_label_id_idx" ON "audit_entry"("workspace_id", "actor_label", "id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_action_id_idx" ON "audit_entry"("workspace_id", "action", "id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_at_idx" ON "audit_entry"("workspace_id", "at");

-- CreateIndex
CREATE INDEX "rollup_cohort_workspace_id_hour_idx" ON "rollup_cohort"("workspace_id", "hour");

-- By hand: those who hide their number are looked for by WhatsApp's id of them; most messages have none.
CREATE INDEX "message_user_idx" ON "message" ("workspace_id", "recipient_user_id", "id") WHERE "recipient_user_id" IS NOT NULL;

-- By hand: the newest rejections of a code, however few they are.
CREATE INDEX "message_rejected_code_idx" ON "message" ("workspace_id", (coalesce("error_code", '')), "rejected_at", "id")
  WHERE "rejected_at" IS NOT NULL;

-- By hand: people are searched for by any four digits and more of their number. Every run of four digits is a
-- key of its own, so that no search reads all rejections. What pg_trgm would do, without asking for an extension
-- that a database's owner may not be allowed to make. The workspace is in each key: a GIN index over an array
-- can't have it as a column of its own. Short ends of fewer digits do no harm: nobody searches for them.
CREATE FUNCTION "number_parts"("workspace" int, "number" text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[workspace::text || ':' || substr(number, 2, 4), workspace::text || ':' || substr(number, 3, 4),
  workspace::text || ':' || substr(number, 4, 4), workspace::text || ':' || substr(number, 5, 4),
  workspace::text || ':' || substr(number, 6, 4), workspace::text || ':' || substr(number, 7, 4),
  workspace::text || ':' || substr(number, 8, 4), workspace::text || ':' || substr(number, 9, 4),
  workspace::text || ':' || substr(number, 10, 4), workspace::text || ':' || substr(number, 11, 4),
  workspace::text || ':' || substr(number, 12, 4), workspace::text || ':' || substr(number, 13, 4)];

-- Without a pending list: whoever came to flush it would keep a batch of statuses waiting.
CREATE INDEX "message_rejected_number_idx" ON "message" USING gin (number_parts("workspace_id", "recipient"))
  WITH (fastupdate = off) WHERE "rejected_at" IS NOT NULL AND "recipient" IS NOT NULL;
CREATE INDEX "fallback_attempt_number_idx" ON "fallback_attempt" USING gin (number_parts("workspace_id", "recipient"))
  WITH (fastupdate = off) WHERE "recipient" IS NOT NULL;
