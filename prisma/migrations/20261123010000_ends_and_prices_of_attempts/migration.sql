-- What waits for a person ends by itself when it gets too old. The moment stands in the row from when it is set aside,
-- so that finding what has ended reads nothing else.
ALTER TABLE "fallback_attempt" ADD COLUMN "expires_at" TIMESTAMPTZ(3), ADD COLUMN "price_at" TIMESTAMPTZ(3);
UPDATE "fallback_attempt" a SET "expires_at" = a."triggered_at" + (v."definition" #>> '{limits,maxAgeHours}')::float8 * interval '1 hour'
  FROM "fallback_rule_version" v
  WHERE v."workspace_id" = a."workspace_id" AND v."rule_id" = a."rule_id" AND v."version" = a."rule_version"
    AND a."state" = 'planned' AND a."why" IN ('halted', 'stopped');
-- The condition is that of lib/fallback/dispatch/due-store.ts.
CREATE INDEX "fallback_attempt_expiry_idx" ON "fallback_attempt" ("expires_at") WHERE "state" = 'planned' AND "why" IN ('halted', 'stopped');
-- Some providers tell what they charged only when asked, a while after the end.
CREATE INDEX "fallback_attempt_price_idx" ON "fallback_attempt" ("price_at") WHERE "price_at" IS NOT NULL;
