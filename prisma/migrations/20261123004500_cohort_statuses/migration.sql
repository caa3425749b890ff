-- AlterTable
ALTER TABLE "rollup_cohort" ADD COLUMN "sent_inferred" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "delivered_inferred" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "rejected_corrected" INTEGER NOT NULL DEFAULT 0;

-- By hand: of the messages that are there. Few messages differ from their statuses, so few rows are written.
INSERT INTO "rollup_cohort" AS r ("workspace_id", "campaign_id", "hour", "country", "template", "slot", "attempted", "sent",
  "delivered", "read", "rejected_before_sent", "rejected_after_sent", "sent_inferred", "delivered_inferred", "rejected_corrected")
SELECT "workspace_id", "campaign_id", date_bin('1 hour', "seen_at", 'epoch'), coalesce("country", ''), coalesce("template", ''), 0,
  0, 0, 0, 0, 0, 0, count(*) FILTER (WHERE "status" IN (2, 3, 4) AND "sent_at" IS NULL),
  count(*) FILTER (WHERE "status" = 4 AND "delivered_at" IS NULL), count(*) FILTER (WHERE "status" IN (3, 4) AND "rejected_at" IS NOT NULL)
FROM "message"
WHERE ("status" IN (2, 3, 4) AND "sent_at" IS NULL) OR ("status" = 4 AND "delivered_at" IS NULL)
  OR ("status" IN (3, 4) AND "rejected_at" IS NOT NULL)
GROUP BY 1, 2, 3, 4, 5
ON CONFLICT ("workspace_id", "campaign_id", "hour", "country", "template", "slot") DO UPDATE SET
  "sent_inferred" = excluded."sent_inferred", "delivered_inferred" = excluded."delivered_inferred",
  "rejected_corrected" = excluded."rejected_corrected";
