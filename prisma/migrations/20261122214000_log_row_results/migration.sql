-- AlterTable
ALTER TABLE "log_row" ADD COLUMN     "found_zone" TEXT,
ADD COLUMN     "results" JSONB;
