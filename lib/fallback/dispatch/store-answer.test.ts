import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { Dispatcher } from "@/lib/fallback/dispatch/dispatcher";
import { automaticCampaign } from "@/lib/fallback/testing/campaign-fixture";
import { type RecordingProvider, recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let provider: RecordingProvider;
let dispatcher: Dispatcher;
const errors: unknown[] = [];

beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 20 });
  // The database refuses to store the first answers of a test; a sequence is not rolled back with them.
  await pool.query(`CREATE SEQUENCE refused;
    CREATE TABLE refuse (times int, code text, recipient text);
    CREATE FUNCTION falter() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE r refuse;
    BEGIN
      SELECT * INTO r FROM refuse;
      IF NEW.recipient = r.recipient OR (r.recipient IS NULL AND nextval('refused') <= r.times) THEN RAISE EXCEPTION 'not now' USING ERRCODE = r.code; END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER falters AFTER UPDATE ON fallback_attempt FOR EACH ROW
      WHEN (OLD.state = 'dispatching' AND NEW.state <> 'dispatching') EXECUTE FUNCTION falter()`);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  provider = await recordingProvider();
  errors.length = 0;
  await automaticCampaign(pool);
});
afterEach(async () => {
  await dispatcher.stop();
  await provider.close();
});

/** @param recipient - whose answer is refused each time, instead of the first ones */
async function refuse(times: number, code: string, recipient: string | null = null): Promise<void> {
  await pool.query("TRUNCATE refuse");
  await pool.query("SELECT setval('refused', 1, false)");
  await pool.query("INSERT INTO refuse VALUES ($1, $2, $3)", [times, code, recipient]);
}

/** Attempts that are due, one a person, and a dispatcher that sends them. */
async function send(n: number): Promise<void> {
  await pool.query(
    `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version, cause,
       recipient, triggered_at, due_at)
     SELECT 1, i, 1, 0, 0, 1, 2, 1, 1, 'rejected', '+12025550' || (100 + i), now(), now() FROM generate_series(1, $1::int) AS i`,
    [n],
  );
  const contextOf = async (_: number, id: number) => simulatorContext(id, provider.url, 5000);
  dispatcher = new Dispatcher({ pool, contextOf, onError: (error) => errors.push(error) }).start();
}
const states = async (): Promise<string[]> =>
  (await pool.query("SELECT state FROM fallback_attempt ORDER BY message_id")).rows.map(({ state }) => state);
const become = (...expected: readonly string[]) => expect.poll(states, { timeout: 60_000 }).toEqual(expected);

test.each([
  { why: "a deadlock", times: 1, code: "40P01" },
  { why: "two deadlocks", times: 2, code: "40P01" },
  { why: "a database that starts again", times: 3, code: "57P03" },
])("an accepted answer outlives $why", async ({ times, code }) => {
  await refuse(times, code);
  await send(1);
  await become("accepted");
  expect(provider.received).toHaveLength(1);
  expect(errors).toEqual([]);
});

test("a refusal outlives a database that starts again", async () => {
  provider.treat = () => ({ answer: 400, body: { error: { code: "1", text: "No." } } });
  await refuse(2, "57P03");
  await send(1);
  await become("failed");
  expect(errors).toEqual([]);
});

test("an answer that can't be stored takes no other with it", async () => {
  await refuse(0, "22001", "+12025550120");
  await send(40);
  const stored = async () => (await states()).filter((state) => state === "accepted").length;
  await expect.poll(stored, { timeout: 60_000 }).toBe(39);
  await expect.poll(() => errors.length, { timeout: 60_000 }).toBe(1);
  expect((await states())[19]).toBe("dispatching");
});
