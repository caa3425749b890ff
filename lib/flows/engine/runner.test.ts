import { describe, expect, test } from "vitest";
import { removeOldRuns } from "@/lib/chores/store";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { publishedFlow, runsAt } from "@/lib/flows/engine/testing/flow-fixture";
import {
  end,
  ended,
  HTTP,
  one,
  pool,
  run,
  server,
  stopRunners,
  trigger,
  visits,
} from "@/lib/flows/engine/testing/runner-harness";

describe("a wait", () => {
  test("of minutes, goes on when they are over", async () => {
    const wait = step("w", { type: "wait", until: "duration", minutes: 5 }, { next: "e" });
    const id = await one(flow(trigger("w"), wait, end), "w");
    run();
    await expect
      .poll(async () => (await pool.query("SELECT state FROM flow_run WHERE id = $1", [id])).rows[0].state)
      .toBe("waiting");
    await pool.query("UPDATE flow_run SET wake_at = now() WHERE id = $1", [id]); // woken too early
    await expect
      .poll(
        async () =>
          (await pool.query("SELECT wake_at = resume_at AS again FROM flow_run WHERE id = $1", [id])).rows[0]
            .again,
      )
      .toBe(true);
    await pool.query("UPDATE flow_run SET wake_at = now(), resume_at = now() WHERE id = $1", [id]);
    expect((await ended(id)).state).toBe("succeeded");
    expect(await visits(id)).toEqual(["w=succeeded>next", "e=succeeded"]);
  });

  const forStatus = (exits: Record<string, string>) =>
    flow(
      trigger("w"),
      step("w", { type: "wait", until: "status", statuses: ["delivered"], timeoutMinutes: 60 }, exits),
      end,
    );

  test("for a status that is there already ends at once", async () => {
    const id = await one(forStatus({ arrived: "e" }), "w", "delivered");
    run();
    await ended(id);
    expect(await visits(id)).toEqual(["w=succeeded>arrived", "e=succeeded"]);
  });

  test("for a status ends when that arrives, or with the time-out", async () => {
    const definition = forStatus({ arrived: "e" });
    const [arrives, never] = await runsAt(pool, await publishedFlow(pool, definition), "w", 2, "sent");
    run();
    await expect
      .poll(
        async () =>
          (
            await pool.query(
              "SELECT count(*)::int AS n FROM flow_run WHERE id = ANY ($1) AND state = 'waiting'",
              [[arrives, never]],
            )
          ).rows[0].n,
      )
      .toBe(2);
    await pool.query(
      "UPDATE message SET delivered_at = now() WHERE id = (SELECT message_id FROM flow_run WHERE id = $1)",
      [arrives],
    );
    await pool.query("UPDATE flow_run SET wake_at = now() WHERE id = $1", [arrives]);
    await pool.query("UPDATE flow_run SET wake_at = now(), resume_at = now() WHERE id = $1", [never]);
    await Promise.all([ended(arrives), ended(never)]);
    expect(await visits(arrives)).toEqual(["w=succeeded>arrived", "e=succeeded"]);
    expect(await visits(never)).toEqual(["w=succeeded>timed_out"]);
  });
});

test("a number is suppressed, and an endpoint told", async () => {
  await pool.query("TRUNCATE suppression");
  await pool.query(
    "INSERT INTO webhook_endpoint (workspace_id, id, name, url, secrets, events, created_by) VALUES (1, 1, 'E', 'https://example.com', '', '{}', 'x') ON CONFLICT DO NOTHING",
  );
  const definition = flow(
    trigger("s"),
    step("s", { type: "suppress", days: 30, note: "By flow" }, { next: "w" }),
    step("w", { type: "webhook", endpointId: 1 }, { next: "x" }),
    step("x", { type: "webhook", endpointId: 99 }),
  );
  const id = await one(definition, "s");
  run();
  expect(await ended(id)).toMatchObject({ state: "failed", error: "endpoint_missing" });
  expect(await visits(id)).toEqual(["s=succeeded>next", "w=succeeded>next", "x=failed"]);
  expect((await pool.query("SELECT recipient, reason, created_by FROM suppression")).rows).toEqual([
    { recipient: "+12025550101", reason: "manual", created_by: "Flow" },
  ]);
  expect((await pool.query("SELECT type, data ->> 'runId' AS run FROM webhook_delivery")).rows).toEqual([
    { type: "flow.step", run: id },
  ]);
});

test("a fallback that is come to late begins the rule of an automatic campaign once", async () => {
  await pool.query(
    `INSERT INTO fallback_rule (workspace_id, id, name) VALUES (1, 500, 'Rule');
     UPDATE campaign SET fallback_rule_id = 500 WHERE id = 1`,
  );
  const rule = {
    trigger: { on: "rejected", classes: ["unreachable"], codes: [] },
    steps: [
      {
        channel: "sms",
        connectionId: 2,
        from: "+12025550100",
        waitMinutes: 60,
        text: "Hello",
        validityMinutes: null,
      },
    ],
    limits: {
      quiet: null,
      campaignBudgetMicros: 1e9,
      dayBudgetMicros: 1e9,
      perPersonHours: 0,
      maxAgeHours: 24,
    },
    holdoutPercent: 0,
  };
  await pool.query(
    "INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by) VALUES (1, 500, 1, $1, 'x')",
    [JSON.stringify(rule)],
  );
  const definition = flow(
    trigger("w"),
    step("w", { type: "suppress", days: null, note: null }, { next: "f" }),
    step("f", { type: "fallback", ruleId: null }, { next: "g" }),
    step("g", { type: "fallback", ruleId: 500 }),
  );
  const flowId = await publishedFlow(pool, definition);
  const [off] = await runsAt(pool, flowId, "w", 1);
  run();
  await ended(off);
  await pool.query("UPDATE campaign SET fallback_mode = 'automatic' WHERE id = 1");
  const [rejected] = await runsAt(pool, flowId, "w", 1);
  const [silent] = await runsAt(pool, flowId, "w", 1, "sent");
  const [delivered] = await runsAt(pool, flowId, "w", 1, "delivered");
  await Promise.all([rejected, silent, delivered].map(ended));
  const { rows } = await pool.query(
    "SELECT r.id::text, a.cause, a.cycle FROM fallback_attempt a JOIN flow_run r USING (workspace_id, message_id) WHERE a.rule_id = 500 ORDER BY r.id",
  );
  expect(rows).toEqual([
    { id: rejected, cause: "rejected", cycle: 0 },
    { id: silent, cause: "undelivered", cycle: 0 },
  ]);
  await pool.query(
    "UPDATE campaign SET fallback_mode = 'off' WHERE id = 1; DELETE FROM fallback_attempt; DELETE FROM suppression",
  );
});

test("many runners do each step once", async () => {
  const definition = flow(
    trigger("h"),
    step("h", { ...HTTP, url: server.url }, { success: "s" }),
    step("s", { type: "log", logId: 1, columns: null }, { next: "e" }),
    end,
  );
  const flowId = await publishedFlow(pool, definition);
  const ids = await runsAt(pool, flowId, "h", 400);
  for (let slot = 0; slot < 3; slot++) run(undefined, slot);
  const open = async () =>
    (
      await pool.query("SELECT count(*)::int AS n FROM flow_run WHERE id = ANY ($1) AND ended_at IS NULL", [
        ids,
      ])
    ).rows[0].n;
  await expect.poll(open, { timeout: 110_000 }).toBe(0);
  // On a machine without a core to spare a request may take longer than a step's limit: its run says so.
  const ends = await pool.query(
    "SELECT state, error, count(*)::int AS n FROM flow_run WHERE id = ANY ($1) GROUP BY 1, 2",
    [ids],
  );
  expect(ends.rows).toEqual([{ state: "succeeded", error: null, n: 400 }]);
  expect(server.received).toHaveLength(400);
  const { rows } = await pool.query(
    "SELECT count(*)::int AS n, count(DISTINCT message_id)::int AS messages FROM log_row WHERE cells IS NULL",
  );
  expect(rows).toEqual([{ n: 400, messages: 400 }]);
});

test("what a dead worker had is taken over when its lease is over, and given up after some times", async () => {
  const definition = flow(trigger("h"), step("h", { ...HTTP, url: server.url }, { success: "e" }), end);
  const [held, poisoned] = await runsAt(pool, await publishedFlow(pool, definition), "h", 2);
  await pool.query(
    "UPDATE flow_run SET leased_until = now() + interval '2 s', wake_at = now(), tries = CASE WHEN id = $2 THEN 5 ELSE 1 END WHERE id = ANY ($1)",
    [[held, poisoned], poisoned],
  );
  run();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(server.received).toEqual([]);
  expect((await ended(held)).state).toBe("succeeded");
  expect(await ended(poisoned)).toMatchObject({ state: "failed", error: "worker_died" });
});

test("a run whose message was removed is cancelled, and a loop goes on through its waits", async () => {
  const wait = step("w", { type: "wait", until: "duration", minutes: 1 }, { next: "f" });
  const flowId = await publishedFlow(
    pool,
    flow(trigger("w"), wait, step("f", { type: "fallback", ruleId: null }, { next: "w" })),
  );
  const [gone, loops] = await runsAt(pool, flowId, "w", 2);
  await pool.query("DELETE FROM message WHERE id = (SELECT message_id FROM flow_run WHERE id = $1)", [gone]);
  run();
  expect(await ended(gone)).toMatchObject({ state: "cancelled", error: "message_removed" });
  for (let round = 1; round <= 3; round++) {
    await expect
      .poll(
        async () => (await pool.query("SELECT visit, state FROM flow_run WHERE id = $1", [loops])).rows[0],
      )
      .toEqual({ visit: 2 * (round - 1), state: "waiting" });
    await pool.query("UPDATE flow_run SET wake_at = now(), resume_at = now() WHERE id = $1", [loops]);
  }
});

test("runs that are older than the workspace keeps its messages go, their counters stay", async () => {
  const flowId = await publishedFlow(
    pool,
    flow(trigger("w"), step("w", { type: "suppress", days: 1, note: null })),
  );
  const [old, young] = await runsAt(pool, flowId, "w", 2);
  run();
  await Promise.all([ended(old), ended(young)]);
  await stopRunners();
  await pool.query("UPDATE flow_run SET started_at = now() - interval '40 days' WHERE id = $1", [old]);
  expect(await removeOldRuns(pool, 1, 30, 10)).toBe(1);
  expect(await visits(old)).toEqual([]);
  expect(await visits(young)).toEqual(["w=succeeded"]);
  const { rows } = await pool.query(
    "DELETE FROM rollup_flow_step WHERE flow_id = $1 AND step_id = 'w' AND exit = '=succeeded' RETURNING n",
    [flowId],
  );
  expect(rows).toEqual([{ n: 2 }]);
  await pool.query("DELETE FROM rollup_flow_step WHERE flow_id = $1; ", [flowId]);
  await pool.query("DELETE FROM flow_visit WHERE run_id = $1", [young]);
  await pool.query("DELETE FROM flow_run WHERE id = $1", [young]);
});
