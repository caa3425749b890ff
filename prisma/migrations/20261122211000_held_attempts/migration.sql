-- What is due is looked for connection by connection, so that the backlog of one is never in front of another's.
-- Attempts that wait for a person (all sending is stopped, or their campaign's) stand aside until they may go on:
-- nobody looks at them again and again. The conditions are those of lib/fallback/dispatch/due-store.ts.
DROP INDEX "fallback_attempt_due_idx";
CREATE INDEX "fallback_attempt_due_idx" ON "fallback_attempt" ("workspace_id", "connection_id", "due_at")
  WHERE "state" = 'planned' AND coalesce("why", '') NOT IN ('halted', 'stopped');
CREATE INDEX "fallback_attempt_held_idx" ON "fallback_attempt" ("workspace_id", "campaign_id", "why", "cause")
  WHERE "state" = 'planned' AND "why" IN ('halted', 'stopped');

-- A connection keeps the plan of its first call, made for a row or two: pairing the rows of a statement that moves
-- thousands (setting aside, undoing a batch) one by one took seconds, growing with their square.
ALTER FUNCTION "note_changed_attempts"() SET enable_nestloop = off;
