import { expect, test } from "vitest";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { compileFlow } from "@/lib/domain/flow/walk";
import { MINUTE } from "@/lib/domain/time";
import { advance, sleep } from "@/lib/flows/engine/advance";
import { storeAdvances } from "@/lib/flows/engine/advance-store";
import type { Run } from "@/lib/flows/engine/run";
import { claimRuns } from "@/lib/flows/engine/run-store";
import { publishedFlow, runsAt } from "@/lib/flows/engine/testing/flow-fixture";
import { end, ended, pool, run, trigger, visits } from "@/lib/flows/engine/testing/runner-harness";
import { WOKEN_RUNS } from "@/lib/ingest/statement/consequences";

const definition = flow(
  trigger("w"),
  step("w", { type: "wait", until: "status", statuses: ["delivered"], timeoutMinutes: 60 }, { arrived: "e" }),
  end,
);
const DELIVERED = `WITH up AS (
    UPDATE message SET delivered_at = now() WHERE id = $1 RETURNING workspace_id AS ws, id
  ), ${WOKEN_RUNS} SELECT 1`;

/** The one run that is due; asked again, since a machine's clock may be set back a little between two statements. */
const claimed = async (): Promise<Run> => {
  const due: Run[] = [];
  await expect.poll(async () => due.push(...(await claimRuns(pool, 10, 40, [])))).toBe(1);
  return due[0] as Run;
};

/** A run that waits and that a worker has taken to look once more, before it says that it waits on. */
async function lookingAgain(): Promise<Run> {
  const [id] = await runsAt(pool, await publishedFlow(pool, definition), "w", 1, "sent");
  await storeAdvances(pool, [advance(compileFlow(definition), await claimed(), null, Date.now())], 0);
  await pool.query("UPDATE flow_run SET wake_at = now() WHERE id = $1", [id]);
  const looked = await claimed();
  expect(looked.message?.has.has("delivered")).toBe(false);
  return looked;
}

const sleepOn = (looked: Run) => storeAdvances(pool, [sleep(looked, Date.now() + 60 * MINUTE)], 0);

async function goesOnAtOnce({ id }: Run): Promise<void> {
  const { rows } = await pool.query("SELECT wake_at <= now() AS due FROM flow_run WHERE id = $1", [id]);
  expect(rows).toEqual([{ due: true }]);
  run();
  await ended(id);
  expect(await visits(id)).toEqual(["w=succeeded>arrived", "e=succeeded"]);
}

test("a status that arrives between the look at a wait and its storing wakes the run", async () => {
  const looked = await lookingAgain();
  await pool.query(DELIVERED, [looked.messageId]);
  await sleepOn(looked);
  await goesOnAtOnce(looked);
});

test("so does one whose transaction is under way while the wait is stored", async () => {
  const looked = await lookingAgain();
  const ingest = await pool.connect();
  await ingest.query("BEGIN");
  await ingest.query(DELIVERED, [looked.messageId]);
  const stored = sleepOn(looked);
  const isWaiting = async () =>
    (
      await pool.query(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
      )
    ).rowCount;
  await expect.poll(isWaiting).toBe(1);
  await ingest.query("COMMIT");
  ingest.release();
  await stored;
  await goesOnAtOnce(looked);
});

test("and one that comes while the wait's transaction is under way", async () => {
  const looked = await lookingAgain();
  const worker = await pool.connect();
  await worker.query("BEGIN");
  await worker.query("SELECT 1 FROM flow_run WHERE id = $1 FOR UPDATE", [looked.id]);
  const delivered = pool.query(DELIVERED, [looked.messageId]);
  await worker.query(
    "UPDATE flow_run SET wake_at = now() + interval '1 hour', leased_until = NULL WHERE id = $1",
    [looked.id],
  );
  await worker.query("COMMIT");
  worker.release();
  await delivered;
  await goesOnAtOnce(looked);
});

test("a run is taken with what its message has by then, not when the look began", async () => {
  const [id] = await runsAt(pool, await publishedFlow(pool, definition), "w", 1, "sent");
  // Stands for an ingest that commits after the statement began and before it had locked the run.
  await pool.query(`CREATE FUNCTION meanwhile() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN UPDATE message SET delivered_at = now() WHERE id = NEW.message_id; RETURN NEW; END $$;
    CREATE TRIGGER meanwhile BEFORE UPDATE ON flow_run FOR EACH ROW EXECUTE FUNCTION meanwhile()`);
  const taken = await claimed();
  await pool.query("DROP TRIGGER meanwhile ON flow_run; DROP FUNCTION meanwhile()");
  expect(taken.message?.has.has("delivered")).toBe(true);
  await pool.query("UPDATE flow_run SET leased_until = now(), wake_at = now() WHERE id = $1", [id]);
  run();
  await ended(id);
});
