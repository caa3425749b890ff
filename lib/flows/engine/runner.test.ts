import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { removeOldRuns } from "@/lib/chores/store";
import { testDatabase } from "@/lib/db/test-database";
import type { FlowDefinition, HttpStep, SmsFlowStep } from "@/lib/domain/flow/definition";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { Dispatcher } from "@/lib/fallback/dispatch/dispatcher";
import { applyEvent } from "@/lib/fallback/ledger/apply-event";
import { recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";
import { FlowRunner } from "@/lib/flows/engine/runner";
import { publishedFlow, runsAt, workspaceForFlows } from "@/lib/flows/engine/testing/flow-fixture";
import { type RecordingServer, recordingServer } from "@/lib/flows/engine/testing/recording-server";
import { counterDifferences } from "@/lib/flows/engine/testing/recount";
import { fetchThrough, isPrivateAddress } from "@/lib/http/outbound";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let server: RecordingServer;
let runners: FlowRunner[] = [];
const failures: unknown[] = [];

beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 12 });
  await workspaceForFlows(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  server = await recordingServer();
});
afterEach(async () => {
  await Promise.all(runners.map((runner) => runner.stop()));
  runners = [];
  await server.close();
  expect(failures.splice(0)).toEqual([]);
  expect(await counterDifferences(pool)).toEqual([]);
});

function run(fetch: typeof globalThis.fetch = fetchThrough(null), slot = 0): void {
  const secretOf = async (_: number, name: string) => (name === "crm" ? 's3cret "quoted"' : null);
  const world = { fetch, secretOf, timeZoneDb: server.url };
  const onError = (error: unknown) => failures.push(error);
  runners.push(new FlowRunner({ pool, world, slot: () => slot, onError }).start());
}

const end = step("e", { type: "end" });
const trigger = (to: string) => step("t", { type: "trigger" }, { next: to });
const HTTP: HttpStep = { type: "http", method: "GET", url: "", headers: [], body: null, results: [] };

async function ended(id: string | undefined) {
  const state = async () => (await pool.query("SELECT * FROM flow_run WHERE id = $1", [id])).rows[0];
  await expect.poll(async () => (await state()).ended_at, { timeout: 8000, interval: 30 }).not.toBeNull();
  return state();
}

/** "step=outcome>exit" of each visit, in order. */
async function visits(id: string | undefined): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    "SELECT step_id || coalesce('=' || outcome, '') || coalesce('>' || exit, '') AS text FROM flow_visit WHERE run_id = $1 ORDER BY visit",
    [id],
  );
  return rows.map(({ text }) => text);
}

async function one(definition: FlowDefinition, at: string, status?: "sent" | "rejected" | "delivered") {
  const [id] = await runsAt(pool, await publishedFlow(pool, definition), at, 1, status);
  return id;
}

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

describe("an HTTP step", () => {
  test("sends what it says, and keeps what the answer holds", async () => {
    const http: HttpStep = {
      type: "http",
      method: "POST",
      url: `${server.url}/people/{{recipient}}?order={{order}}`,
      headers: [{ name: "Authorization", value: "Bearer {{secret.crm}}" }],
      body: '{"status": "{{status}}", "secret": "{{secret.crm}}", "none": "{{nobody}}"}',
      results: [
        { path: "data.items[0].name", variable: "name" },
        { path: "data.gone", variable: "gone" },
      ],
    };
    const asked = {
      type: "condition",
      match: "all",
      tests: [{ on: "variable", not: false, name: "name", operator: "equals", value: "Ann" }],
    } as const;
    server.answer = (_, response) => response.end('{"data": {"items": [{"name": "Ann"}]}}');
    const id = await one(
      flow(
        trigger("h"),
        step("h", http, { success: "c" }),
        step("c", asked, { yes: "l" }),
        step("l", {
          type: "log",
          logId: 1,
          columns: [{ name: "Who", value: "{{name}} {{order}} {{gone}}" }],
        }),
      ),
      "h",
    );
    run();
    expect(await ended(id)).toMatchObject({ state: "succeeded", variables: { name: "Ann", gone: "" } });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({
      url: "/people/%2B12025550101?order=A1",
      headers: {
        authorization: 'Bearer s3cret "quoted"',
        "idempotency-key": `${id}-0`,
        "content-type": "application/json",
      },
    });
    expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({
      status: "rejected",
      secret: 's3cret "quoted"',
      none: "",
    });
    expect(await visits(id)).toEqual(["h=succeeded>success", "c=succeeded>yes", "l=succeeded"]);
    const { rows } = await pool.query(
      "SELECT cells FROM log_row WHERE message_id = (SELECT message_id FROM flow_run WHERE id = $1)",
      [id],
    );
    expect(rows).toEqual([{ cells: [["Who", "Ann A1 "]] }]);
  });

  test.each([
    { why: "an error's status", answer: 500, detail: "status:500" },
    { why: "no JSON where some is wanted", answer: 200, detail: "not_json" },
    { why: "an answer without end", answer: "flood", detail: "too_large" },
    { why: "a broken connection", answer: "reset", detail: "unreachable:UND_ERR_SOCKET" },
    { why: "redirects without end", answer: "circle", detail: "redirects" },
  ])("$why: by the failed exit, or the run has failed", async ({ answer, detail }) => {
    server.answer = ({ url }, response) => {
      if (answer === "reset") response.destroy();
      else if (answer === "circle") response.writeHead(302, { location: url }).end();
      else if (answer === "flood") response.end("x".repeat(1_100_000));
      else response.writeHead(answer as number).end("<html>");
    };
    const http = { ...HTTP, url: server.url, results: [{ path: "a", variable: "a" }] };
    const first = await one(flow(trigger("h"), step("h", http, { failed: "e" }), end), "h");
    const second = await one(flow(trigger("h"), step("h", http)), "h");
    run();
    expect((await ended(first)).state).toBe("succeeded");
    expect(await visits(first)).toEqual(["h=failed>failed", "e=succeeded"]);
    expect(await ended(second)).toMatchObject({ state: "failed", error: detail });
  });

  test("never reaches a private network, however the way leads there", async () => {
    const reached = await recordingServer();
    server.answer = (_, response) => response.writeHead(302, { location: `${reached.url}/x` }).end();
    // Lets this server pass, as a public address would, and nothing else.
    const guarded = fetchThrough((address) => isPrivateAddress(address) && address !== "127.0.0.2");
    for (const [url, error] of [
      [reached.url, "refused:ADDRESS_REFUSED"],
      ["http://localhost:8099/", "refused:ADDRESS_REFUSED"],
      ["http://[::ffff:127.0.0.1]:8099/", "refused:ADDRESS_REFUSED"],
      ["http://169.254.169.254/latest", "refused:ADDRESS_REFUSED"],
      ["file:///etc/passwd", "bad_url"],
      ["http://a:b@example.com/", "bad_url"],
    ] as const) {
      const id = await one(flow(trigger("h"), step("h", { ...HTTP, url })), "h");
      if (runners.length === 0) run(guarded);
      expect(await ended(id)).toMatchObject({ state: "failed", error });
    }
    expect(reached.received).toEqual([]);
    await reached.close();
  });

  test("secrets don't follow a redirect to another address", async () => {
    const other = await recordingServer();
    server.answer = (_, response) => response.writeHead(307, { location: other.url }).end();
    const headers = [{ name: "X-Key", value: "{{secret.crm}}" }];
    const get = await one(flow(trigger("h"), step("h", { ...HTTP, url: server.url, headers })), "h");
    const post = await one(
      flow(trigger("h"), step("h", { ...HTTP, method: "POST", body: "{{secret.crm}}", url: server.url })),
      "h",
    );
    run();
    expect((await ended(get)).state).toBe("succeeded");
    expect(await ended(post)).toMatchObject({ state: "failed", error: "redirects" });
    expect(other.received.map(({ headers: { "x-key": key } }) => key)).toEqual([undefined]);
    await other.close();
  });

  test("a slow address does not hold up others", async () => {
    const slow = await publishedFlow(
      pool,
      flow(trigger("h"), step("h", { ...HTTP, url: `${server.url}/slow` }, { success: "e" }), end),
    );
    const quick = await publishedFlow(
      pool,
      flow(trigger("h"), step("h", { ...HTTP, url: `${server.url}/quick` }, { success: "e" }), end),
    );
    const held: (() => void)[] = [];
    server.answer = ({ url }, response) => {
      if (url === "/slow") held.push(() => response.end());
      else response.end();
    };
    const slowly = await runsAt(pool, slow, "h", 100);
    run();
    await expect.poll(() => held.length).toBe(25);
    const ids = await runsAt(pool, quick, "h", 50);
    await Promise.all(ids.map(ended));
    expect(held.length).toBe(25);
    server.answer = (_, response) => response.end();
    for (const release of held) release();
    await Promise.all(slowly.map(ended));
    expect(new Set(server.received.map(({ headers }) => headers["idempotency-key"])).size).toBe(150);
  });
});

test("the local time of TimeZoneDB, and UTC where it fails", async () => {
  const zone = { type: "local_time", source: "timezonedb", secret: "crm" } as const;
  const log = {
    type: "log",
    logId: 1,
    columns: [{ name: "Zone", value: "{{time_zone}} {{utc_offset}}" }],
  } as const;
  const definition = flow(trigger("z"), step("z", zone, { success: "l" }), step("l", log));
  server.answer = (_, response) => response.end('{"status": "OK", "zoneName": "Asia/Tokyo"}');
  const found = await one(definition, "z");
  run();
  expect(await ended(found)).toMatchObject({ state: "succeeded", found_zone: "Asia/Tokyo" });
  expect(server.received[0]?.url).toContain("by=zone&zone=America%2FNew_York");
  server.answer = (_, response) => response.end('{"status": "FAILED"}');
  const lost = await one(definition, "z");
  expect((await ended(lost)).state).toBe("succeeded");
  expect(await visits(lost)).toEqual(["z=failed>success", "l=succeeded"]);
  const { rows } = await pool.query(
    "SELECT l.cells -> 0 ->> 1 AS zone FROM log_row l JOIN flow_run r USING (workspace_id, message_id) WHERE r.id = ANY ($1) ORDER BY r.id",
    [[found, lost]],
  );
  expect(rows.map((row) => row.zone)).toEqual(["Asia/Tokyo +09:00", "UTC +00:00"]);
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
  await expect.poll(open, { timeout: 15_000 }).toBe(0);
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
  await Promise.all(runners.map((runner) => runner.stop()));
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
