-- Providers change prices at a moment, and a price file may name it: two prices of one day must both be kept.
ALTER TABLE "price" ALTER COLUMN "valid_from" TYPE TIMESTAMPTZ(3) USING "valid_from"::timestamp AT TIME ZONE 'UTC';
