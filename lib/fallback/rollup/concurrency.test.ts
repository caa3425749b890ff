import type { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, pool as sharedPool } from "@/lib/db/client";
import { testDatabase } from "@/lib/db/test-database";
import { NO_FALLBACK } from "@/lib/domain/fallback/people";
import type { WorkspaceId } from "@/lib/domain/ids";
import { Dispatcher } from "@/lib/fallback/dispatch/dispatcher";
import { Planner } from "@/lib/fallback/plan/planner";
import { foldFallbacks } from "@/lib/fallback/rollup/fold";
import { sweep } from "@/lib/fallback/sweep/sweep";
import { automaticCampaign, rejection } from "@/lib/fallback/testing/campaign-fixture";
import { type RecordingProvider, recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { recountPeople } from "@/lib/fallback/testing/recount-people";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";
import { storeStatuses } from "@/lib/ingest/store";
import { queryFallbackPeople } from "@/lib/reports/fallback/query";

const MESSAGES = 240;
const BATCH = 20;
let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let planner: Planner;
let provider: RecordingProvider;

beforeAll(async () => {
  database = await testDatabase();
  process.env.DATABASE_URL = database.url;
  pool = sharedPool();
  await automaticCampaign(pool);
  planner = new Planner(pool, () => {});
  await planner.reload();
  provider = await recordingProvider();
});
afterAll(async () => {
  planner.close();
  await provider.close();
  await closeDatabase();
  await database.drop();
});

/** The numbers from 0, each once, in an order that differs by writer. */
const shuffled = (writer: number): number[] =>
  Array.from({ length: MESSAGES }, (_, i) => (i * (7 + 4 * writer) + writer * 31) % MESSAGES);

test("dispatchers, cancellations and folds at once: no dead-lock, and nothing is lost or counted twice", async () => {
  const errors: unknown[] = [];
  const dispatchers = [1, 2, 3].map(() =>
    new Dispatcher({
      pool,
      contextOf: async (_workspaceId, connectionId) => simulatorContext(connectionId, provider.url, 5000),
      onError: (error) => errors.push(error),
    }).start(),
  );
  const write = async (writer: number): Promise<void> => {
    const order = shuffled(writer);
    for (let i = 0; i < MESSAGES; i += BATCH) {
      const some = order.slice(i, i + BATCH);
      // The second half of the writers report deliveries of the same messages: they cancel or come too late.
      const events = some.map((n) =>
        rejection(n, writer > 2 ? { status: "delivered", errorCode: undefined } : {}),
      );
      await storeStatuses(pool, writer > 2 ? events.filter((_, at) => at % 2 === 0) : events, writer, {
        planner,
      });
      await foldFallbacks(pool, Date.now());
    }
  };
  await Promise.all([write(1), write(2), write(3), write(4), sweep(pool, Date.now())]);
  await expect
    .poll(
      async () =>
        (await pool.query("SELECT 1 FROM fallback_attempt WHERE state IN ('planned', 'dispatching')"))
          .rowCount,
      {
        timeout: 15_000,
      },
    )
    .toBe(0);
  await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
  await pool.query("UPDATE fallback_attempt SET state = 'delivered' WHERE state = 'accepted'");
  await foldFallbacks(pool, Date.now() + 60_000);
  const [people] = await queryFallbackPeople(1 as WorkspaceId, 1);
  expect(people?.triggered).toBeGreaterThan(0);
  expect({ ...NO_FALLBACK, ...people, campaignId: 0 }).toEqual({
    ...(await recountPeople(pool, 1)),
    campaignId: 0,
  });
  expect((await pool.query("SELECT 1 FROM fallback_change")).rowCount).toBe(0);
  expect(errors).toEqual([]);
  const { rows } = await pool.query(
    "SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()",
  );
  expect(rows[0].deadlocks).toBe(0);
}, 60_000);
