import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { createConnection } from "@/lib/connections/create-connection";
import { pool } from "@/lib/db/client";
import { exitsOf, type FlowDefinition } from "@/lib/domain/flow/definition";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { parseTrail } from "@/lib/domain/flow/trail";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import { encodeExport } from "@/lib/exports/encode";
import { FlowDirectory } from "@/lib/flows/engine/directory";
import { FlowRunner } from "@/lib/flows/engine/runner";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatuses } from "@/lib/ingest/store";
import { readCampaignFunnel } from "@/lib/reports/campaign-funnel/read";
import { flowHeatmap, flowHeatmapParams } from "./definition";
import { exportFlowPeople } from "./export-people";
import { listFlowPeople } from "./people";
import { flowPeopleExportInput, flowPeopleInput, flowPeoplePage } from "./people-contract";
import { readFlowHeatmap } from "./read";

testInstance();

const LAUNCH = Date.parse("2026-11-20T10:00:00Z");
const MESSAGES = 240;

let operator: Context;
let stranger: Context;
let workspaceId: WorkspaceId;
let connectionId: number;
let first: number;
let second: number;
let flowId: number;
let directory: FlowDirectory;
let server: Server;
const failures: unknown[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    response.statusCode = request.url === "/bad" ? 500 : 200;
    response.end("{}");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  workspaceId = await testWorkspace();
  operator = (await testMember(workspaceId, "operator")).ctx;
  stranger = (await testMember(await testWorkspace("Other"), "admin")).ctx;
  const input = { provider: "meta", name: "Main", settings: { appSecret: "a".repeat(32) } };
  connectionId = Number((await createConnection({ ...operator, role: "admin" }, input)).id);
  first = Number((await createCampaign(operator, { name: "Autumn" })).id);
  second = Number((await createCampaign(operator, { name: "Winter" })).id);
  flowId = await publish(1, graph(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  directory = new FlowDirectory(pool(), (error) => failures.push(error));
  await directory.reload();
  await ingest();
  await runDurable();
}, 60_000);
afterAll(() => {
  directory?.close();
  server?.close();
  expect(failures).toEqual([]);
});

const http = (url: string) =>
  ({ type: "http", method: "GET", url, headers: [], body: null, results: [] }) as const;

/** Sent ends in the batch, delivered waits for the reading, rejected asks one address after another. */
const graph = (origin: string): FlowDefinition =>
  flow(
    step("t1", { type: "trigger" }, { next: "b1" }),
    step("b1", { type: "branch" }, { sent: "l1", delivered: "w1", read: "z1", rejected: "h1" }),
    step("l1", { type: "log", logId: null, columns: null }),
    step(
      "w1",
      { type: "wait", until: "status", statuses: ["read"], timeoutMinutes: 43_200 },
      { arrived: "l2" },
    ),
    step("l2", { type: "log", logId: null, columns: null }),
    step("z1", { type: "local_time", source: "number", secret: null }, { success: "l3" }),
    step("l3", { type: "log", logId: null, columns: null }),
    step("h1", http(`${origin}/good`), { success: "h2", failed: "e1" }),
    step("h2", http(`${origin}/bad`), { success: "e1", failed: "h3" }),
    step("h3", http(`${origin}/bad`), { success: "e1" }),
    step("e1", { type: "end" }),
  );

async function publish(version: number, definition: FlowDefinition): Promise<number> {
  const { rows } = await pool().query(
    `INSERT INTO flow (workspace_id, name, draft, draft_by, published_version) VALUES ($1, 'mine', $2, 'x', $3) RETURNING id`,
    [workspaceId, JSON.stringify(definition), version],
  );
  await pool().query(
    `INSERT INTO flow_version (workspace_id, flow_id, version, definition, published_by) VALUES ($1, $2, $3, $4, 'x')`,
    [workspaceId, rows[0].id, version, JSON.stringify(definition)],
  );
  await pool().query("UPDATE campaign SET flow_id = $2 WHERE workspace_id = $1 AND id IN ($3, $4)", [
    workspaceId,
    rows[0].id,
    first,
    second,
  ]);
  return rows[0].id;
}

const status = (i: number, word: IncomingStatus["status"], minute: number): IncomingStatus => ({
  workspaceId,
  connectionId: connectionId as ConnectionId,
  campaignId: (i % 3 === 0 ? second : first) as CampaignId,
  campaignSource: 2,
  channel: "whatsapp",
  providerMessageId: `m${i}`,
  status: word,
  rawStatus: word === "rejected" ? "failed" : word === "unknown" ? "hibernated" : word,
  occurredAt: LAUNCH + i * 60_000 + minute * 60_000,
  receivedAt: LAUNCH + i * 60_000 + minute * 60_000 + 500,
  country: "US",
  timeZone: i % 7 === 0 ? null : "America/New_York",
  recipient: `+120255501${String(i % 100).padStart(2, "0")}`,
  ...(word === "rejected" ? { errorCode: "131026", errorText: "Message undeliverable" } : {}),
});

/** Some skip "sent" or "delivered", some are rejected and delivered after all, one status has no known word. */
function story(i: number): IncomingStatus[] {
  const sent = i % 11 === 0 ? [] : [status(i, "sent", 1)];
  if (i % 5 === 0)
    return [...sent, status(i, "rejected", 2), ...(i % 10 === 0 ? [status(i, "delivered", 9)] : [])];
  const read = i % 2 === 0 ? [status(i, "read", 20)] : [];
  const delivered = i % 8 === 0 ? [] : [status(i, "delivered", 5)];
  return [...sent, ...delivered, ...read, ...(i === 1 ? [status(i, "unknown", 30)] : [])];
}

async function ingest(): Promise<void> {
  const all = Array.from({ length: MESSAGES }, (_, i) => story(i)).flat();
  const shuffled = all.toSorted((a, b) => (hash(a) < hash(b) ? -1 : 1));
  for (let at = 0; at < shuffled.length; at += 90) {
    const batch = shuffled.slice(at, at + 90);
    await storeStatuses(pool(), batch, at % 2, { flows: directory });
    // Repeats begin no second run.
    await storeStatuses(pool(), batch.slice(0, 20), 0, { flows: directory });
  }
}

const hash = ({ providerMessageId, status: word }: IncomingStatus): string =>
  [...`${word}${providerMessageId}`]
    .reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7)
    .toString(36);

/** Until no run can go on: those that wait for a reading stay. */
async function runDurable(): Promise<void> {
  const world = { fetch, secretOf: async () => null, timeZoneDb: "" };
  const runner = new FlowRunner({
    pool: pool(),
    world,
    slot: () => 3,
    onError: (error) => failures.push(error),
  }).start();
  for (let rounds = 0; rounds < 200; rounds++) {
    const { rows } = await pool().query(
      "SELECT count(*)::int AS n FROM flow_run WHERE ended_at IS NULL AND state = 'ready'",
    );
    if (rows[0].n === 0) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  await runner.stop();
}

const heatmap = async (query: object = {}, ctx: Context = operator) =>
  flowHeatmap.parse(
    await readFlowHeatmap(
      ctx,
      flowHeatmapParams.parse({ flowId: String(flowId), period: "all", ...query }),
      LAUNCH + 86_400_000,
    ),
  );

type Counted = {
  entered: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  inProgress: number;
  exits: Record<string, number>;
};

/** From the event log and the durable runs themselves, one by one. */
async function recount(campaignId: number | null = null): Promise<Record<string, Counted>> {
  const found: Record<string, Counted> = {};
  const add = (stepId: string, outcome: string | null, exit: string | null): void => {
    found[stepId] ??= { entered: 0, succeeded: 0, failed: 0, cancelled: 0, inProgress: 0, exits: {} };
    const one = found[stepId];
    one.entered++;
    one[(outcome ?? "inProgress") as "succeeded"]++;
    if (exit !== null) one.exits[exit] = (one.exits[exit] ?? 0) + 1;
  };
  const { rows: events } = await pool().query(
    `SELECT p.trail FROM status_event e JOIN flow_path p ON p.workspace_id = e.workspace_id AND p.id = e.flow_path_id
     JOIN message m ON m.workspace_id = e.workspace_id AND m.id = e.message_id WHERE $1::int IS NULL OR m.campaign_id = $1`,
    [campaignId],
  );
  for (const { trail } of events)
    for (const { stepId, outcome, exit } of parseTrail(trail))
      if (outcome !== null) add(stepId, outcome, exit);
  const { rows: visits } = await pool().query(
    `SELECT v.step_id, v.outcome, v.exit FROM flow_visit v JOIN flow_run r ON r.workspace_id = v.workspace_id AND r.id = v.run_id
     WHERE $1::int IS NULL OR r.campaign_id = $1`,
    [campaignId],
  );
  for (const { step_id, outcome, exit } of visits) add(step_id, outcome, exit);
  return found;
}

const NOTHING: Counted = { entered: 0, succeeded: 0, failed: 0, cancelled: 0, inProgress: 0, exits: {} };

describe("the heatmap", () => {
  test("counts what the event log and the runs hold, for all campaigns and for each", async () => {
    for (const campaignId of [null, first, second]) {
      const counted = await recount(campaignId);
      const { steps } = await heatmap(campaignId === null ? {} : { campaignId: String(campaignId) });
      for (const { id, ...numbers } of steps) expect(numbers, id).toEqual(counted[id] ?? NOTHING);
    }
  });

  test("adds up at every step and edge, and as a whole", async () => {
    const { steps, runs } = await heatmap();
    const definition = graph("http://x.example");
    for (const one of steps) {
      expect(one.entered).toBe(one.succeeded + one.failed + one.cancelled + one.inProgress);
      const came = definition.steps.flatMap((from) =>
        exitsOf(from).map((exit) =>
          from.exits[exit] === one.id ? (steps.find(({ id }) => id === from.id)?.exits[exit] ?? 0) : 0,
        ),
      );
      expect(one.entered, one.id).toBe(one.id === "t1" ? runs.entered : came.reduce((sum, n) => sum + n, 0));
    }
    expect(runs.entered).toBe(runs.succeeded + runs.failed + runs.cancelled + runs.inProgress);
    const { rows } = await pool().query("SELECT count(*)::int AS n FROM status_event");
    expect(runs.entered).toBe(rows[0].n);
    // What it is about: some wait, some fail, some go on after a failure.
    expect(steps.find(({ id }) => id === "w1")?.inProgress).toBeGreaterThan(0);
    expect(steps.find(({ id }) => id === "z1")).toMatchObject({ failed: expect.any(Number) });
    expect(steps.find(({ id }) => id === "h2")?.exits.failed).toBeGreaterThan(0);
    expect(runs.failed).toBe(steps.find(({ id }) => id === "h3")?.failed);
  });

  test("agrees with the funnel, and says where they differ", async () => {
    for (const campaignId of [first, second]) {
      const { reconciliation, steps } = await heatmap({ campaignId: String(campaignId) });
      const funnel = await readCampaignFunnel(workspaceId, campaignId);
      if (!reconciliation || !funnel) throw new Error("no numbers");
      const { counters } = funnel;
      const messages = {
        sent: counters.sent,
        delivered: counters.delivered,
        read: counters.read,
        rejected: counters.rejectedBeforeSent + counters.rejectedAfterSent,
      };
      const { rows } = await pool().query(
        `SELECT count(sent_at)::int AS sent, count(delivered_at)::int AS delivered, count(read_at)::int AS read, count(rejected_at)::int AS rejected
         FROM message WHERE campaign_id = $1`,
        [campaignId],
      );
      for (const row of reconciliation.rows) {
        expect(row.runs).toBe(steps.find(({ id }) => id === "b1")?.exits[row.status]);
        expect(row.elsewhere).toBe(0);
        expect(row.runs).toBe(rows[0][row.status]);
        expect(row.funnel).toBe(messages[row.status]);
        expect(row.runs + row.elsewhere + row.inferred).toBe(row.funnel);
      }
      expect(reconciliation.rows.find((row) => row.status === "rejected")?.inferred).toBeLessThan(0);
      expect(reconciliation.rows.find((row) => row.status === "delivered")?.inferred).toBeGreaterThan(0);
    }
  });

  test("reads roll-ups alone, so that it costs the same for any number of runs", async () => {
    const whole = await heatmap();
    // Messages stay: fallbacks that are not folded yet are looked up one by one, as in every report of money.
    const large = ["status_event", "flow_run", "flow_visit"];
    for (const table of large) await pool().query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
    try {
      expect({ ...(await heatmap()), asOf: whole.asOf }).toEqual(whole);
    } finally {
      for (const table of large) await pool().query(`ALTER TABLE ${table}_away RENAME TO ${table}`);
    }
  });

  test("keeps to the period and the version", async () => {
    const { rows } = await pool().query(
      "SELECT count(*)::int AS n FROM status_event WHERE received_at >= '2026-11-20T11:00Z'::timestamptz - interval '12 hours'",
    );
    const day = { period: "custom", from: "2026-11-20", to: "2026-11-20" };
    expect((await heatmap(day)).runs.entered).toBe(rows[0].n);
    expect((await heatmap({ period: "custom", from: "2026-10-01", to: "2026-10-02" })).runs.entered).toBe(0);
    await expect(heatmap({ version: "7" })).rejects.toMatchObject({ code: "not_found" });
    await expect(heatmap({}, stranger)).rejects.toMatchObject({ code: "not_found" });
  });
});

const people = (query: object, ctx: Context = operator) =>
  listFlowPeople(ctx, flowPeopleInput.parse({ id: String(flowId), period: "all", ...query }));

/** All pages of a list. */
async function everyone(query: object, limit: number) {
  const items = [];
  let cursor: string | null = null;
  do {
    const page = flowPeoplePage.parse(
      await people({ ...query, limit: String(limit), ...(cursor ? { cursor } : {}) }),
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

describe("the people behind a number", () => {
  test("are as many as the number, each once, for every step, exit and outcome", async () => {
    const { steps } = await heatmap();
    for (const one of steps) {
      const all = await everyone({ step: one.id }, 37);
      expect(all.length, one.id).toBe(one.entered);
      expect(new Set(all.map((p) => `${p.messageId} ${p.status}`)).size).toBe(all.length);
      // Durable runs stand in the order in which they began, which is not that of these shuffled statuses.
      const times = ["l1", "l3"].includes(one.id) ? all.map(({ startedAt }) => startedAt) : [];
      expect(times).toEqual(times.toSorted().reverse());
      for (const state of ["succeeded", "failed", "inProgress", "cancelled"] as const)
        expect(all.filter((p) => p.state === state).length).toBe(one[state]);
      for (const [exit, n] of Object.entries(one.exits))
        expect((await everyone({ step: one.id, exit }, 200)).length, `${one.id}>${exit}`).toBe(n);
    }
    expect(
      (await everyone({ step: "w1", state: "inProgress" }, 5)).every((p) => p.state === "inProgress"),
    ).toBe(true);
  });

  test("say what went wrong, and hide numbers from viewers", async () => {
    const [failed] = await everyone({ step: "h3", state: "failed", campaignId: String(first) }, 50);
    expect(failed).toMatchObject({
      detail: "status:500",
      status: "rejected",
      campaignName: "Autumn",
      reason: { code: "131026" },
      isRejected: expect.any(Boolean),
    });
    expect(failed?.recipient).toMatch(/^\+120255501\d\d$/);
    const seen = await people({ step: "h3" }, { ...operator, role: "viewer" });
    expect(JSON.stringify(seen)).not.toMatch(/\+120255501\d\d/);
    await expect(people({ step: "h3" }, stranger)).rejects.toMatchObject({ code: "not_found" });
  });

  test("can be downloaded whole, by those who may see numbers", async () => {
    const input = flowPeopleExportInput.parse({
      id: String(flowId),
      step: "b1",
      period: "all",
      format: "jsonl",
    });
    const { table, pages } = await exportFlowPeople(operator, input);
    let text = "";
    for await (const chunk of encodeExport("jsonl", table, pages)) text += new TextDecoder().decode(chunk);
    const { steps } = await heatmap();
    expect(text.trim().split("\n").length).toBe(steps.find(({ id }) => id === "b1")?.entered);
    const viewer: Context = { ...operator, role: "viewer" };
    await expect(exportFlowPeople(viewer, input)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a cursor that nobody gave is refused with a hint", () => {
    const { error } = flowPeopleInput.safeParse({ id: "1", step: "b1", cursor: "abc" });
    expect(error?.issues[0]?.message).toContain("nextCursor");
  });
});
