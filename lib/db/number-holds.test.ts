import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { numberHolds } from "@/lib/db/number-holds";
import { testDatabase } from "@/lib/db/test-database";
import type { WorkspaceId } from "@/lib/domain/ids";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;

const NUMBERS = ["+12025550123", "+447700900123", "+447700900321", "+447700901230"];
/** As long as numbers get. */
const LONGEST = "+447700900123456";

beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 1 });
  await pool.query(
    `INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, rejected_at, recipient)
     SELECT ws, 1, ws || '.' || n, 1, 3, 0, now(), now(), n FROM unnest($1::text[]) AS n, generate_series(1, 2) AS ws
     UNION ALL SELECT 1, 1, 'nobody', 1, 3, 0, now(), now(), NULL`,
    [[...NUMBERS, LONGEST]],
  );
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const explained = async (digits: string, explain = "") => {
  const values: unknown[] = [1];
  const holds = numberHolds("m", 1 as WorkspaceId, digits, values);
  const text = `${explain} SELECT recipient FROM message m WHERE workspace_id = $1 AND rejected_at IS NOT NULL AND ${holds} ORDER BY 1`;
  return (await pool.query(text, values)).rows;
};

test("finds digits wherever they stand in the number, in one workspace", async () => {
  const all = [...NUMBERS, LONGEST];
  for (const number of all)
    for (let from = 1; from + 4 <= number.length; from++)
      for (let to = from + 4; to <= number.length; to++) {
        const digits = number.slice(from, to);
        const found = (await explained(digits)).map(({ recipient }) => recipient);
        expect([digits, found]).toEqual([digits, all.filter((one) => one.includes(digits)).sort()]);
      }
  expect(await explained("2309")).toEqual([]);
});

test("reads the index where there are many", async () => {
  await pool.query(
    `INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, rejected_at, recipient)
     SELECT 1, 1, 'more ' || n, 1, 3, 0, now(), now(), '+447700900' || lpad(n::text, 5, '0') FROM generate_series(1, 5000) AS n`,
  );
  await pool.query("ANALYZE message");
  expect(JSON.stringify(await explained("90004321", "EXPLAIN"))).toContain("message_rejected_number_idx");
});
