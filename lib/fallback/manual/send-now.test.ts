import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createConnection } from "@/lib/connections/create-connection";
import { pool } from "@/lib/db/client";
import type { Rule } from "@/lib/domain/fallback/rule";
import { attemptsOfMessage, getAttempt } from "@/lib/fallback/attempts/attempt-log";
import { listAttemptsInput } from "@/lib/fallback/attempts/contract";
import { attemptTotals, listAttempts } from "@/lib/fallback/attempts/list-attempts";
import { cancelAttempt, settleAttempt } from "@/lib/fallback/attempts/settle-attempt";
import { claimDue } from "@/lib/fallback/dispatch/claim";
import { inputOf } from "@/lib/fallback/dispatch/dispatcher";
import { laneContext } from "@/lib/fallback/dispatch/lane-context";
import { prepareStep } from "@/lib/fallback/dispatch/prepare";
import { previewManual } from "@/lib/fallback/manual/preview";
import { getBatch, sendNow, undoBatch } from "@/lib/fallback/manual/send-now";

testInstance();

const CENT = 10_000; // millionths
let operator: Context;
let viewer: Context;
let admin: Context;
let foreign: Context;
let line: { whatsapp: number; sms: number; campaign: number; rule: number };

const ruleOf = (connectionId: number, over: Partial<Rule> = {}): Rule => ({
  trigger: { on: "rejected", classes: ["unreachable"], codes: [] },
  steps: [
    {
      channel: "sms",
      connectionId,
      from: "+12025550100",
      waitMinutes: 0,
      text: "Hello {{name}}",
      validityMinutes: null,
    },
    {
      channel: "sms",
      connectionId,
      from: "+12025550100",
      waitMinutes: 5,
      text: "Hello again",
      validityMinutes: null,
    },
  ],
  limits: {
    quiet: null,
    campaignBudgetMicros: 1000 * CENT,
    dayBudgetMicros: 1000 * CENT,
    perPersonHours: 24,
    maxAgeHours: 24,
  },
  holdoutPercent: 0,
  ...over,
});

const sql = async <Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> =>
  (await pool().query<Row>(text, values)).rows;

beforeAll(async () => {
  const here = await testWorkspace();
  operator = (await testMember(here, "operator")).ctx;
  viewer = (await testMember(here, "viewer")).ctx;
  admin = (await testMember(here, "admin")).ctx;
  foreign = (await testMember(await testWorkspace("Other"), "admin")).ctx;
  const whatsapp = Number(
    (await createConnection(admin, { provider: "simulator", name: "WA", settings: {} })).id,
  );
  const sms = Number(
    (await createConnection(admin, { provider: "simulator", name: "SMS", settings: {} })).id,
  );
  line = { whatsapp, sms, campaign: 0, rule: 0 };
  await sql(
    "INSERT INTO price (workspace_id, channel, country, provider, valid_from, unit_micros, currency) VALUES ($1, 'sms', '*', '*', '2020-01-01', $2, 'USD')",
    here,
    CENT,
  );
});

beforeEach(async () => {
  await sql("UPDATE connection SET send_rate = 1000, send_next_at = NULL");
  await sql("DELETE FROM fallback_attempt");
  await sql("DELETE FROM fallback_attempt_log");
  await sql("DELETE FROM fallback_spend");
  await sql("DELETE FROM message");
  await sql("DELETE FROM suppression");
  await sql("UPDATE workspace SET approval_count = NULL, approval_micros = NULL");
  const [campaign] = await sql<{ id: number }>(
    "INSERT INTO campaign (workspace_id, key, name, tag, fallback_mode) VALUES ($1, $2, 'Autumn', $2, 'manual') RETURNING id",
    operator.workspaceId,
    randomUUID(),
  );
  const [rule] = await sql<{ id: number }>(
    "INSERT INTO fallback_rule (workspace_id, name) VALUES ($1, 'SMS') RETURNING id",
    operator.workspaceId,
  );
  line = { ...line, campaign: campaign?.id ?? 0, rule: rule?.id ?? 0 };
  await useRule(ruleOf(line.sms));
});

async function useRule(rule: Rule): Promise<void> {
  await sql(
    `INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by) VALUES ($1, $2, 1, $3, 'test')
     ON CONFLICT (workspace_id, rule_id, version) DO UPDATE SET definition = excluded.definition`,
    operator.workspaceId,
    line.rule,
    JSON.stringify(rule),
  );
  await sql("UPDATE campaign SET fallback_rule_id = $1 WHERE id = $2", line.rule, line.campaign);
}

const person = (n: number): string => `+120255501${String(n).padStart(2, "0")}`;

/** Rejected messages of the campaign, one a person. */
async function rejected(
  n: number,
  over: { variables?: string | null; phone?: (at: number) => string | null } = {},
) {
  const rows = await sql<{ id: string }>(
    `INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, rejected_at,
       recipient, country, error_code, unknown_words, variables)
     SELECT $1, $2, 'm' || gen_random_uuid(), $3, 1, 0, now(), now(), phone, 'US', '131026', '{}', $5::jsonb FROM unnest($4::text[]) AS phone RETURNING id::text`,
    operator.workspaceId,
    line.whatsapp,
    line.campaign,
    Array.from({ length: n }, (_, at) => (over.phone ?? person)(at)),
    over.variables === undefined ? '{"name":"Ana"}' : over.variables,
  );
  return rows.map(({ id }) => id);
}

const filter = () => ({ filter: { campaignId: line.campaign } });
const states = async () =>
  Object.fromEntries(
    (
      await sql<{ key: string; n: number }>(
        "SELECT state || ' ' || coalesce(why, '') AS key, count(*)::int AS n FROM fallback_attempt GROUP BY 1",
      )
    ).map(({ key, n }) => [key.trim(), n]),
  );

/** What a dispatcher takes once everything is due. */
async function claimAll() {
  await sql("UPDATE fallback_attempt SET due_at = now() - interval '1 s' WHERE state = 'planned'");
  const context = await laneContext(operator.workspaceId, line.sms);
  const lane = {
    workspaceId: operator.workspaceId,
    connectionId: line.sms,
    prepare: (attempt: Parameters<typeof inputOf>[0], step: Parameters<typeof prepareStep>[0], now: number) =>
      prepareStep(step, inputOf(attempt), context, now),
  };
  return claimDue(pool(), lane, 1000, Date.now());
}

describe("the preview", () => {
  test("is what is then sent: people, skips, segments and money", async () => {
    await rejected(6);
    await rejected(2, { variables: null, phone: (at) => person(40 + at) });
    await rejected(1, { phone: () => null });
    await rejected(1, { phone: () => person(0) }); // the same person twice
    await sql(
      "INSERT INTO suppression (workspace_id, recipient, reason, created_by) VALUES ($1, $2, 'opted_out', 'test')",
      operator.workspaceId,
      person(1),
    );
    const preview = await previewManual(operator, filter());
    expect(preview).toMatchObject({
      chosen: 10,
      send: 5,
      segments: 5,
      micros: 5 * CENT,
      laterMicros: 5 * CENT,
      countries: [{ country: "US", people: 5, segments: 5, micros: 5 * CENT }],
      repeats: 0,
      quiet: null,
      halted: false,
      needsAdmin: false,
    });
    expect(Object.fromEntries(preview.skipped.map(({ why, people }) => [why, people]))).toEqual({
      missing_values: 2,
      no_phone: 1,
      opted_out: 1,
      already_tried: 1,
    });
    const batch = await sendNow(operator, { ...filter(), requestId: randomUUID() });
    expect(batch).toMatchObject({ people: 5, byState: { planned: 5 } });
    const { claimed } = await claimAll();
    expect(claimed).toHaveLength(preview.send);
    expect(await states()).toEqual({ dispatching: 5 });
    const [spent] = await sql<{ micros: number }>("SELECT sum(micros)::float8 AS micros FROM fallback_spend");
    expect(spent?.micros).toBe(preview.micros);
    expect(await getBatch(operator, { id: batch.id })).toMatchObject({ spentMicros: preview.micros });
  });

  test("stops at the budget where the dispatcher would", async () => {
    await rejected(5);
    const { limits } = ruleOf(line.sms);
    await useRule(ruleOf(line.sms, { limits: { ...limits, campaignBudgetMicros: 3 * CENT } }));
    const preview = await previewManual(operator, filter());
    expect(preview).toMatchObject({ send: 3, skipped: [{ why: "over_campaign_budget", people: 2 }] });
  });

  test("says who is in quiet hours, and when they end", async () => {
    await rejected(3);
    const { limits } = ruleOf(line.sms);
    const now = Date.parse("2026-10-05T03:00:00Z"); // 23:00 in New York
    const quiet = { from: "21:00", until: "09:00", during: "wait" } as const;
    await useRule(ruleOf(line.sms, { limits: { ...limits, quiet } }));
    const preview = await previewManual(operator, filter(), now);
    expect(preview).toMatchObject({ send: 3, quiet: { people: 3 } });
    expect(Date.parse(preview.quiet?.opensAt ?? "")).toBeGreaterThan(now);
    await useRule(ruleOf(line.sms, { limits: { ...limits, quiet: { ...quiet, during: "drop" } } }));
    expect(await previewManual(operator, filter(), now)).toMatchObject({
      send: 0,
      skipped: [{ why: "quiet_hours", people: 3 }],
    });
  });

  test("refuses with what to do: switched off, no rule, nothing rejected, viewers, other workspaces", async () => {
    const ids = await rejected(2);
    await expect(previewManual(viewer, filter())).rejects.toMatchObject({ code: "forbidden" });
    await expect(previewManual(foreign, { messageIds: ids })).rejects.toMatchObject({ code: "conflict" });
    await expect(previewManual(operator, { ...filter(), ruleId: 999_999 })).rejects.toMatchObject({
      code: "not_found",
    });
    await sql("UPDATE campaign SET fallback_mode = 'off' WHERE id = $1", line.campaign);
    await expect(previewManual(operator, filter())).rejects.toThrow("“Autumn” are off");
    await sql(
      "UPDATE campaign SET fallback_mode = 'manual', fallback_rule_id = NULL WHERE id = $1",
      line.campaign,
    );
    await expect(previewManual(operator, filter())).rejects.toThrow("no fallback rule");
    expect(await previewManual(operator, { ...filter(), ruleId: line.rule })).toMatchObject({ send: 2 });
  });
});

describe("sending by hand", () => {
  test("a repeat with the same id sends nothing more, also at the same moment", async () => {
    await rejected(4);
    const requestId = randomUUID();
    const both = await Promise.all([1, 2, 3].map(() => sendNow(operator, { ...filter(), requestId })));
    for (const batch of both) expect(batch).toMatchObject({ id: requestId, people: 4 });
    expect(await states()).toEqual({ planned: 4 });
    await expect(getBatch(foreign, { id: requestId })).rejects.toMatchObject({ code: "not_found" });
  });

  test("leaves 30 s to undo, is a cycle of its own, and a repeat is warned of", async () => {
    const [first] = await rejected(2);
    const batch = await sendNow(operator, { ...filter(), requestId: randomUUID() });
    const rows = await sql<{ cycle: number; cause: string; by: string; wait: number }>(
      `SELECT cycle, cause, planned_by AS by, extract(epoch FROM due_at - planned_at)::float8 AS wait FROM fallback_attempt`,
    );
    expect(rows).toEqual(
      Array.from({ length: 2 }, () => ({ cycle: 1, cause: "manual", by: operator.actor.label, wait: 30 })),
    );
    expect(await previewManual(operator, filter())).toMatchObject({ send: 2, repeats: 2 });
    await undoBatch(operator, { id: batch.id });
    await sendNow(operator, { messageIds: [first ?? ""], requestId: randomUUID() });
    expect(await sql("SELECT cycle FROM fallback_attempt WHERE state = 'planned'")).toEqual([{ cycle: 2 }]);
  });

  test("undo takes back what has not left, and only that", async () => {
    const ids = await rejected(3);
    const { id } = await sendNow(operator, { messageIds: ids, requestId: randomUUID() });
    await sql("UPDATE fallback_attempt SET state = 'dispatching' WHERE message_id = $1", ids[0]);
    const { cancelled, batch } = await undoBatch(operator, { id });
    expect(cancelled).toBe(2);
    expect(batch.byState).toMatchObject({ cancelled: 2, dispatching: 1, planned: 0 });
    expect(await states()).toEqual({ dispatching: 1, "cancelled undone": 2 });
    await expect(undoBatch(foreign, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(undoBatch(viewer, { id })).rejects.toMatchObject({ code: "forbidden" });
    const actions = await sql<{ action: string }>(
      "SELECT action FROM audit_entry WHERE workspace_id = $1 AND target = $2 ORDER BY id",
      operator.workspaceId,
      id,
    );
    expect(actions.map(({ action }) => action)).toEqual(["fallback.sent", "fallback.cancelled"]);
  });

  test.each([
    ["approval_count", 2],
    ["approval_micros", 5 * CENT],
  ])("above the workspace's %s only an admin sends", async (column, limit) => {
    await rejected(3); // 3 × (first step + second step) = 6 cents
    await sql(`UPDATE workspace SET ${column} = $1`, limit);
    expect(await previewManual(operator, filter())).toMatchObject({ needsAdmin: true });
    await expect(sendNow(operator, { ...filter(), requestId: randomUUID() })).rejects.toThrow(
      "An admin must",
    );
    expect(await states()).toEqual({});
    expect(await sendNow(admin, { ...filter(), requestId: randomUUID() })).toMatchObject({ people: 3 });
  });
});

describe("attempts", () => {
  const list = (ctx: Context, query: Record<string, string> = {}) =>
    listAttempts(ctx, listAttemptsInput.parse(query));

  test("pages once through all, filters, masks for viewers, and stays in its workspace", async () => {
    await rejected(7);
    await sendNow(operator, { ...filter(), requestId: randomUUID() });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(operator, { limit: "3", ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
    const counts = async (query: Record<string, string>, ctx = operator) =>
      (await list(ctx, query)).items.length;
    expect(await counts({ state: "planned", channel: "sms", cause: "manual" })).toBe(7);
    expect(await counts({ state: "unknown" })).toBe(0);
    expect(await counts({ search: "5550103" })).toBe(1);
    expect(await counts({ search: "5550103" }, viewer)).toBe(0);
    expect(await counts({ search: person(3) }, viewer)).toBe(1);
    expect(await counts({}, foreign)).toBe(0);
    const masked = JSON.stringify(await list(viewer));
    for (let n = 0; n < 7; n++) expect(masked).not.toContain(person(n).slice(1));
    await expect(getAttempt(foreign, { id: seen[0] ?? "" })).rejects.toMatchObject({ code: "not_found" });
    expect(await attemptTotals(operator, {})).toMatchObject({ byState: { planned: 7 }, spentMicros: 0 });
    expect((await attemptTotals(foreign, {})).byState.planned).toBe(0);
  });

  async function oneUnknown(): Promise<{ id: string; message: string }> {
    const [message = ""] = await rejected(1);
    await sendNow(operator, { messageIds: [message], requestId: randomUUID() });
    await claimAll();
    await sql("UPDATE fallback_attempt SET state = 'unknown', why = 'time_out'");
    const [row] = await sql<{ id: string }>("SELECT id FROM fallback_attempt");
    return { id: row?.id ?? "", message };
  }

  test("an unknown one is settled by a person once; not sent gives the money back and goes on", async () => {
    const { id, message } = await oneUnknown();
    await expect(settleAttempt(viewer, { id, as: "sent" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(settleAttempt(foreign, { id, as: "sent" })).rejects.toMatchObject({ code: "not_found" });
    const settled = await settleAttempt(operator, { id, as: "not_sent" });
    expect(settled).toMatchObject({ state: "failed", why: "never_left" });
    expect(settled.log.map(({ kind }) => kind)).toEqual(["planned", "dispatching", "settled"]);
    await expect(settleAttempt(operator, { id, as: "sent" })).rejects.toMatchObject({ code: "conflict" });
    expect((await attemptTotals(operator, {})).spentMicros).toBe(0);
    const { items } = await attemptsOfMessage(operator, { id: BigInt(message) });
    expect(items.map(({ step, state }) => `${step} ${state}`).sort()).toEqual(["1 failed", "2 planned"]);
  });

  test("settled as sent it waits for a status and its money stays spent", async () => {
    const { id } = await oneUnknown();
    expect(await settleAttempt(operator, { id, as: "sent" })).toMatchObject({ state: "accepted" });
    expect((await attemptTotals(operator, {})).spentMicros).toBe(CENT);
  });

  test("a planned one is taken back by a person, one that left is not", async () => {
    await rejected(1);
    await sendNow(operator, { ...filter(), requestId: randomUUID() });
    const id = (await list(operator)).items[0]?.id ?? "";
    await expect(cancelAttempt(viewer, { id })).rejects.toMatchObject({ code: "forbidden" });
    expect(await cancelAttempt(operator, { id })).toMatchObject({ state: "cancelled", why: "by_person" });
    await expect(cancelAttempt(operator, { id })).rejects.toMatchObject({ code: "conflict" });
  });
});
