-- Where an entry came from that no person made: the rejection that told of the opt-out.
ALTER TABLE "suppression" ADD COLUMN "message_id" BIGINT, ADD COLUMN "campaign_id" INTEGER, ADD COLUMN "error_code" TEXT;

-- Who was taken off the list, and when: no rejection of an older message puts them on again.
CREATE TABLE "suppression_removal" (
    "workspace_id" INTEGER NOT NULL,
    "recipient" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppression_removal_pkey" PRIMARY KEY ("workspace_id", "recipient")
);
ALTER TABLE "suppression_removal" ADD CONSTRAINT "suppression_removal_workspace_id_fkey"
  FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
