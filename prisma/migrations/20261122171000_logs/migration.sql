-- AlterTable
ALTER TABLE "log_row" ADD COLUMN     "rewrite" INTEGER;

-- AlterTable
ALTER TABLE "status_log" ADD COLUMN     "last_written_at" TIMESTAMPTZ(3),
ADD COLUMN     "lease" TEXT,
ADD COLUMN     "retry_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "log_rewrite" (
    "workspace_id" INTEGER NOT NULL,
    "log_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "after_id" BIGINT NOT NULL DEFAULT 0,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "log_rewrite_pkey" PRIMARY KEY ("workspace_id","log_id","id")
);

-- CreateTable
CREATE TABLE "google_account" (
    "workspace_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "secrets" BYTEA NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "google_account_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "google_pace" (
    "key" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "google_pace_pkey" PRIMARY KEY ("key")
);

-- AddForeignKey
ALTER TABLE "google_account" ADD CONSTRAINT "google_account_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
