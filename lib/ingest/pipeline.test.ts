import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { automaticCampaign, rejection } from "@/lib/fallback/testing/campaign-fixture";
import { openPipeline } from "@/lib/ingest/pipeline";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url });
  await automaticCampaign(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test("the first batch of a process knows the rules", async () => {
  const errors: unknown[] = [];
  const pipeline = openPipeline({
    databaseUrl: database.url,
    load: async () => [],
    slot: 0,
    onError: (error) => errors.push(error),
  });
  await pipeline.commit({ statuses: [rejection(1)] });
  await pipeline.close();
  const { rows } = await pool.query("SELECT cause, state FROM fallback_attempt");
  expect(rows).toEqual([{ cause: "rejected", state: "planned" }]);
  expect(errors).toEqual([]);
});
