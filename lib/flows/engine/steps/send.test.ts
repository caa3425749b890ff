import { describe, expect, test } from "vitest";
import type { FlowDefinition, SmsFlowStep } from "@/lib/domain/flow/definition";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { Dispatcher } from "@/lib/fallback/dispatch/dispatcher";
import { applyEvent } from "@/lib/fallback/ledger/apply-event";
import { recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";
import { publishedFlow, runsAt } from "@/lib/flows/engine/testing/flow-fixture";
import { end, ended, failures, pool, run, trigger, visits } from "@/lib/flows/engine/testing/runner-harness";

describe("a sending step", () => {
  const SMS: SmsFlowStep = {
    type: "sms",
    connectionId: 2,
    from: "+12025550100",
    text: "{{order}}: {{status}}",
    validityMinutes: null,
  };
  const limits = {
    quiet: null,
    campaignBudgetMicros: 1_000_000,
    dayBudgetMicros: 1_000_000,
    perPersonHours: 0,
    maxAgeHours: 24,
  };
  const sending = (over: Partial<typeof limits> = {}): FlowDefinition => ({
    ...flow(trigger("s"), step("s", SMS, { reached: "e", missed: "m" }), end, step("m", { type: "end" })),
    limits: { ...limits, ...over },
  });

  test("waits for its attempt, whatever the campaign's mode, and leaves by what became of it", async () => {
    const provider = await recordingProvider();
    const contextOf = async (_: number, id: number) => simulatorContext(id, provider.url, 5000);
    const dispatcher = new Dispatcher({ pool, contextOf, onError: (error) => failures.push(error) }).start();
    const [reached, missed] = await runsAt(pool, await publishedFlow(pool, sending()), "s", 2);
    const [broke] = await runsAt(pool, await publishedFlow(pool, sending({ dayBudgetMicros: 0 })), "s", 1);
    run();
    await ended(broke);
    expect(await visits(broke)).toEqual(["s=failed>missed", "m=succeeded"]);
    const attempts = async () =>
      (
        await pool.query(
          "SELECT r.id::text AS run, a.id, a.state, a.cause, a.cycle, a.variables FROM fallback_attempt a JOIN flow_run r ON r.attempt_id = a.id",
        )
      ).rows;
    await expect
      .poll(async () => (await attempts()).map(({ state }) => state), { timeout: 8000 })
      .toEqual(["accepted", "accepted"]);
    for (const { run: id, id: attempt, ...row } of await attempts()) {
      expect(row).toMatchObject({ cause: "flow", cycle: 105, variables: { status: "rejected" } });
      const status = id === reached ? "reached" : "missed";
      await applyEvent(
        pool,
        1,
        attempt,
        { event: { kind: "status", status }, log: { kind: "status", detail: null } },
        Date.now(),
      );
    }
    await Promise.all([ended(reached), ended(missed)]);
    expect(await visits(reached)).toEqual(["s=succeeded>reached", "e=succeeded"]);
    expect(await visits(missed)).toEqual(["s=failed>missed", "m=succeeded"]);
    expect(provider.received).toHaveLength(2);
    await dispatcher.stop();
    await provider.close();
  });

  test("never goes out for who said stop, nor for the sender's own fault", async () => {
    const flowId = await publishedFlow(pool, sending());
    const runs = await runsAt(pool, flowId, "s", 2);
    for (const [i, code] of ["131050", "131042"].entries())
      await pool.query(
        "UPDATE message SET error_code = $2 WHERE id = (SELECT message_id FROM flow_run WHERE id = $1)",
        [runs[i], code],
      );
    run();
    for (const id of runs) {
      await ended(id);
      expect(await visits(id)).toEqual(["s=failed>missed", "m=succeeded"]);
    }
    const { rows } = await pool.query(
      "SELECT 1 FROM fallback_attempt a JOIN flow_run r ON r.message_id = a.message_id WHERE r.id = ANY ($1::bigint[])",
      [runs],
    );
    expect(rows).toEqual([]);
  });

  test("does not disturb somebody who has the message meanwhile, unless the flow follows a delivery", async () => {
    const provider = await recordingProvider();
    const contextOf = async (_: number, id: number) => simulatorContext(id, provider.url, 5000);
    const flowId = await publishedFlow(pool, sending());
    const [late] = await runsAt(pool, flowId, "s", 1);
    const [follows] = await runsAt(pool, flowId, "s", 1, "delivered");
    await pool.query(
      "UPDATE message SET delivered_at = now() WHERE id = (SELECT message_id FROM flow_run WHERE id = $1)",
      [late],
    );
    const dispatcher = new Dispatcher({ pool, contextOf, onError: (error) => failures.push(error) }).start();
    run();
    expect((await ended(late)).state).toBe("cancelled");
    await expect.poll(() => provider.received.length).toBe(1);
    const { rows } = await pool.query("SELECT attempt_id FROM flow_run WHERE id = $1", [follows]);
    expect(provider.received).toEqual([rows[0].attempt_id]);
    await dispatcher.stop();
    await provider.close();
  });

  test("an unknown word has its attempt as well as the one before it, until there are too many", async () => {
    const provider = await recordingProvider();
    const contextOf = async (_: number, id: number) => simulatorContext(id, provider.url, 5000);
    const [first] = await runsAt(pool, await publishedFlow(pool, sending()), "s", 1, "unknown");
    const { rows: others } = await pool.query<{ id: string }>(
      `INSERT INTO flow_run (workspace_id, flow_id, version, campaign_id, message_id, status, word, started_at, path_id, step_id, wake_at)
       SELECT workspace_id, flow_id, version, campaign_id, message_id, status, 'word ' || i, now(), path_id, step_id, now()
       FROM flow_run, generate_series(1, 5) AS i WHERE id = $1 ORDER BY i RETURNING id::text`,
      [first],
    );
    const dispatcher = new Dispatcher({ pool, contextOf, onError: (error) => failures.push(error) }).start();
    run();
    await expect.poll(() => provider.received.length, { timeout: 8000 }).toBe(5);
    // The ledger takes the sixth for a repeat, and its run goes on at once instead of waiting for what never leaves.
    const open = async () =>
      (
        await pool.query<{ id: string }>(
          "SELECT id::text FROM flow_run WHERE message_id = (SELECT message_id FROM flow_run WHERE id = $1) AND ended_at IS NULL",
          [first],
        )
      ).rows.length;
    await expect.poll(open, { timeout: 8000 }).toBe(5);
    const told = await Promise.all([first, ...others.map(({ id }) => id)].map(visits));
    expect(told.filter((one) => one.join() === "s=failed>missed,m=succeeded")).toHaveLength(1);
    const { rows } = await pool.query(
      "SELECT a.cycle FROM fallback_attempt a JOIN flow_run r ON r.message_id = a.message_id WHERE r.id = $1 ORDER BY 1",
      [first],
    );
    expect(rows.map(({ cycle }) => cycle)).toEqual([100, 106, 107, 108, 109]);
    expect(provider.received).toHaveLength(5);
    await dispatcher.stop();
    await provider.close();
  });
});
