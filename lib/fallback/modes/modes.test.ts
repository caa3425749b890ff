import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createConnection } from "@/lib/connections/create-connection";
import { pool } from "@/lib/db/client";
import type { Rule } from "@/lib/domain/fallback/rule";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import {
  getCampaignFallback,
  previewAutomatic,
  setCampaignFallback,
} from "@/lib/fallback/modes/campaign-fallback";
import { saveDefaultsInput, setCampaignFallbackInput } from "@/lib/fallback/modes/contract";
import { getFallbackDefaults, saveFallbackDefaults } from "@/lib/fallback/modes/defaults";
import { getHalted, haltSending, resumeSending } from "@/lib/fallback/modes/halt";
import { ruleDefinition } from "@/lib/fallback/rule-definition";
import { createRule } from "@/lib/fallback/rules/save-rule";
import { EXAMPLE_RULE } from "@/lib/fallback/rules/starting-values";

testInstance();

let admin: Context;
let operator: Context;
let viewer: Context;
let campaign: number;
let connectionId: number;

beforeAll(async () => {
  const workspaceId = await testWorkspace();
  admin = (await testMember(workspaceId, "admin")).ctx;
  operator = (await testMember(workspaceId, "operator")).ctx;
  viewer = (await testMember(workspaceId, "viewer")).ctx;
  const connection = await createConnection(admin, { provider: "simulator", name: "SMS", settings: {} });
  connectionId = Number(connection.id);
});
beforeEach(async () => {
  await pool().query(`DELETE FROM campaign WHERE tag IS NOT NULL; DELETE FROM price; DELETE FROM audit_entry;
    UPDATE workspace SET fallback_rule_id = NULL, fallback_halted_at = NULL, fallback_halted_by = NULL, currency = 'USD'`);
  const { rows } = await pool().query<{ id: number }>(
    "INSERT INTO campaign (workspace_id, key, name, tag) VALUES ($1, 'autumn', 'Autumn', 'autumn') RETURNING id",
    [admin.workspaceId],
  );
  campaign = rows[0]?.id ?? 0;
});

async function makeRule(limits: Partial<Rule["limits"]> = {}): Promise<number> {
  const definition = ruleDefinition.parse({
    ...EXAMPLE_RULE,
    steps: EXAMPLE_RULE.steps.map((step) => ({ ...step, connectionId })),
    limits: { ...EXAMPLE_RULE.limits, ...limits },
  });
  return Number((await createRule(admin, { name: "By SMS", definition })).id);
}

const setPrice = (channel: string, currency = "USD", validFrom = "2026-01-01") =>
  pool().query(
    `INSERT INTO price (workspace_id, channel, country, provider, valid_from, unit_micros, currency)
     VALUES ($1, $2, '*', '*', $4, 10000, $3)`,
    [admin.workspaceId, channel, currency, validFrom],
  );

const campaignRow = async () =>
  (await pool().query("SELECT * FROM campaign WHERE id = $1", [campaign])).rows[0];
const actions = async () =>
  (await pool().query("SELECT action FROM audit_entry ORDER BY id")).rows.map(({ action }) => action);

/** Codes of what stands in the way. */
async function refused(input: Partial<Parameters<typeof setCampaignFallback>[1]>): Promise<unknown> {
  const error = await setCampaignFallback(operator, { id: campaign, ...input }).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: "conflict" });
  return error.problems.map(({ code }: { code: string }) => code);
}

describe("automatic", () => {
  test("needs a rule, budgets and a price, and says which is missing", async () => {
    expect(await refused({ mode: "automatic" })).toEqual(["no_rule"]);
    const ruleId = await makeRule({ campaignBudgetMicros: 0 });
    expect(await refused({ mode: "automatic", ruleId })).toEqual(["no_budget", "no_sms_price"]);
    await setPrice("sms", "EUR");
    await setPrice("voice");
    expect(await refused({ mode: "automatic", ruleId: await makeRule() })).toEqual(["no_sms_price"]);
    await pool().query("DELETE FROM price");
    await setPrice("sms", "USD", "2999-01-01");
    expect(await refused({ mode: "automatic", ruleId: await makeRule() })).toEqual(["no_sms_price"]);
    expect((await campaignRow()).fallback_mode).toBe("off");
    expect(await actions()).not.toContain("fallback.mode_changed");
  });

  test("begins now, whatever happened before", async () => {
    await setPrice("sms");
    const ruleId = await makeRule();
    await pool().query("UPDATE campaign SET fallback_swept_at = '2020-01-01' WHERE id = $1", [campaign]);
    const set = await setCampaignFallback(operator, { id: campaign, mode: "automatic", ruleId });
    expect(set).toMatchObject({
      mode: "automatic",
      ruleId: String(ruleId),
      rule: { name: "By SMS", version: 1 },
    });
    const { fallback_swept_at: sweptAt } = await campaignRow();
    expect(Date.now() - sweptAt.getTime()).toBeLessThan(60_000);
    expect(await actions()).toContain("fallback.mode_changed");

    await pool().query("UPDATE campaign SET fallback_swept_at = '2020-01-01' WHERE id = $1", [campaign]);
    await setCampaignFallback(operator, { id: campaign, mode: "automatic" });
    expect((await campaignRow()).fallback_swept_at.getFullYear(), "a repeat changes nothing").toBe(2020);
  });

  test("another rule is held to the same needs", async () => {
    await setPrice("sms");
    await setCampaignFallback(operator, { id: campaign, mode: "automatic", ruleId: await makeRule() });
    const poor = await makeRule({ dayBudgetMicros: 0 });
    expect(await refused({ ruleId: poor })).toEqual(["no_budget"]);
    expect(await refused({ ruleId: null })).toEqual(["no_rule"]);
  });

  test("follows the workspace's default, which can't be pulled away", async () => {
    await setPrice("sms");
    const ruleId = await makeRule();
    await saveFallbackDefaults(admin, { ruleId });
    const set = await setCampaignFallback(operator, { id: campaign, mode: "automatic" });
    expect(set).toMatchObject({ ruleId: null, rule: { id: String(ruleId) } });
    await expect(saveFallbackDefaults(admin, { ruleId: null })).rejects.toMatchObject({ code: "conflict" });
    await expect(saveFallbackDefaults(admin, { currency: "EUR" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("the preview counts who is rejected already", async () => {
    await pool().query(
      `INSERT INTO rollup_reason (workspace_id, campaign_id, connection_id, channel, code, slot, rejected)
       VALUES ($1, $2, 1, 0, '131026', 0, 4), ($1, $2, 1, 0, '131049', 1, 3), ($1, $2, 1, 1, '30003', 0, 9)`,
      [admin.workspaceId, campaign],
    );
    const preview = await previewAutomatic(operator, { id: campaign });
    expect(preview).toMatchObject({ rejectedAlready: 7, obstacles: [{ code: "no_rule" }] });
  });
});

describe("a budget of the campaign's own", () => {
  const UNITS = 1_000_000;

  test("is asked for beside its field where the rule has none, and holds", async () => {
    await setPrice("sms");
    const ruleId = await makeRule({ campaignBudgetMicros: 0, dayBudgetMicros: 0 });
    const error = await setCampaignFallback(operator, { id: campaign, mode: "automatic", ruleId }).catch(
      (e) => e,
    );
    expect(error.problems).toMatchObject([
      { path: "campaignBudgetMicros", code: "no_budget" },
      { path: "dayBudgetMicros", code: "no_budget" },
    ]);
    const budgets = { campaignBudgetMicros: 20 * UNITS, dayBudgetMicros: 5 * UNITS };
    const set = await setCampaignFallback(operator, { id: campaign, mode: "automatic", ruleId, ...budgets });
    expect(set.budgets).toEqual({ campaignMicros: 20 * UNITS, dayMicros: 5 * UNITS });
    await setCampaignFallback(operator, { id: campaign, mode: "manual" });
    const { budgets: asked } = await previewAutomatic(operator, { id: campaign });
    expect(asked, "is suggested the next time").toEqual({ campaignMicros: 20 * UNITS, dayMicros: 5 * UNITS });
    expect(setCampaignFallbackInput.safeParse({ id: String(campaign), dayBudgetMicros: 0 }).success).toBe(
      false,
    );
  });

  test("stays within the rule's, also when it is changed later", async () => {
    await setPrice("sms");
    const ruleId = await makeRule({ campaignBudgetMicros: 50 * UNITS });
    const above = { campaignBudgetMicros: 51 * UNITS };
    expect(await refused({ mode: "automatic", ruleId, ...above })).toEqual(["budget_above_rule"]);
    await setCampaignFallback(operator, {
      id: campaign,
      mode: "automatic",
      ruleId,
      campaignBudgetMicros: UNITS,
    });
    expect(await refused(above)).toEqual(["budget_above_rule"]);
    expect(await refused({ campaignBudgetMicros: 52 * UNITS })).toEqual(["budget_above_rule"]);
    expect(await actions()).toContain("fallback.mode_changed");
  });
});

describe("a rule that only the campaign's flow names", () => {
  /** Gives the campaign a published flow with these fallback steps. */
  async function useFlow(...ruleIds: readonly (number | null)[]): Promise<void> {
    const steps = ruleIds.map((ruleId, i) =>
      step(`f${i}`, { type: "fallback", ruleId }, i + 1 < ruleIds.length ? { next: `f${i + 1}` } : {}),
    );
    const definition = JSON.stringify(flow(step("t", { type: "trigger" }, { next: "f0" }), ...steps));
    await pool().query(
      `WITH f AS (INSERT INTO flow (workspace_id, name, draft, draft_by, published_version) VALUES ($1, 'Own', $2, 'x', 1) RETURNING id),
       v AS (INSERT INTO flow_version (workspace_id, flow_id, version, definition, published_by) SELECT $1, id, 1, $2, 'x' FROM f)
       UPDATE campaign SET flow_id = f.id FROM f WHERE campaign.id = $3`,
      [admin.workspaceId, definition, campaign],
    );
  }

  test("is enough for automatic, and is held to the same needs", async () => {
    const poor = await makeRule({ dayBudgetMicros: 0 });
    await useFlow(poor);
    expect(await refused({ mode: "automatic" })).toEqual(["no_budget", "no_sms_price"]);
    await setPrice("sms");
    const ruleId = await makeRule();
    await useFlow(ruleId, null);
    const set = await setCampaignFallback(operator, { id: campaign, mode: "automatic" });
    expect(set).toMatchObject({
      mode: "automatic",
      rule: null,
      flowRules: [{ id: String(ruleId), name: "By SMS" }],
    });
  });

  test("a flow that leaves the rule to the campaign, which has none, is not", async () => {
    await useFlow(null);
    expect(await refused({ mode: "automatic" })).toEqual(["no_rule"]);
  });
});

describe("what automatic is expected to do", () => {
  let messages = 0;
  async function rejected(n: number, ofCampaign = campaign): Promise<void> {
    await pool().query(
      `WITH m AS (
         INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, sent_at, rejected_at,
           error_code, recipient, country)
         SELECT $1, $2, 'x' || i, $3, 2, 0, now(), now() - interval '2 days', now() - interval '2 days', '131026', '+12025550101', 'US'
         FROM generate_series($4::int, $4::int + $5::int - 1) AS i RETURNING 1)
       INSERT INTO rollup_cohort (workspace_id, campaign_id, hour, country, template, slot, attempted, sent, delivered, read,
         rejected_before_sent, rejected_after_sent)
       SELECT $1, $3, date_trunc('hour', now()) - interval '2 days', 'US', '', 0, count(*), 0, 0, 0, 0, count(*) FROM m`,
      [admin.workspaceId, whatsApp, ofCampaign, messages, n],
    );
    messages += n;
  }
  let whatsApp: number;
  beforeAll(async () => {
    const { rows } = await pool().query(
      "INSERT INTO connection (workspace_id, provider, name, key, secrets) VALUES ($1, 'meta', 'WhatsApp', 'wa-modes', '') RETURNING id",
      [admin.workspaceId],
    );
    whatsApp = rows[0].id;
  });
  beforeEach(async () => {
    await pool().query(
      "DELETE FROM message; DELETE FROM rollup_cohort; UPDATE workspace SET approval_count = NULL, approval_micros = NULL",
    );
    await setPrice("sms");
    await setCampaignFallback(operator, { id: campaign, ruleId: await makeRule() });
  });

  test("is told from its own messages, else from those of the workspace's other campaigns", async () => {
    expect((await previewAutomatic(operator, { id: campaign })).expected).toBeNull();
    const { rows } = await pool().query(
      "INSERT INTO campaign (workspace_id, key, name, tag) VALUES ($1, 'o1', 'One', 'o1'), ($1, 'o2', 'Two', 'o2') RETURNING id",
      [admin.workspaceId],
    );
    await rejected(3, rows[0].id);
    await rejected(6, rows[1].id);
    expect((await previewAutomatic(operator, { id: campaign })).expected).toMatchObject({
      basis: "workspace",
      messages: 5,
      people: 5,
    });
    await rejected(4);
    expect(await previewAutomatic(operator, { id: campaign })).toMatchObject({
      obstacles: [],
      expected: { basis: "campaign", messages: 4, people: 4, needless: 0, costMicros: 40_000 },
      budgets: { campaignMicros: EXAMPLE_RULE.limits.campaignBudgetMicros },
      needsAdmin: false,
    });
  });

  test.each([
    { why: "people", limit: { approvalCount: 3 }, enough: { approvalCount: 4 } },
    { why: "cost", limit: { approvalMicros: 39_999 }, enough: { approvalMicros: 40_000 } },
  ])("above the workspace's limit of $why an admin must switch it", async ({ limit, enough }) => {
    await rejected(4);
    await saveFallbackDefaults(admin, limit);
    expect((await previewAutomatic(operator, { id: campaign })).needsAdmin).toBe(true);
    await expect(setCampaignFallback(operator, { id: campaign, mode: "automatic" })).rejects.toMatchObject({
      code: "forbidden",
      problems: [{ code: "approval_needed_automatic" }],
    });
    expect((await campaignRow()).fallback_mode).toBe("off");
    expect((await previewAutomatic(admin, { id: campaign })).needsAdmin).toBe(false);
    await saveFallbackDefaults(admin, enough);
    await setCampaignFallback(operator, { id: campaign, mode: "automatic" });
    await setCampaignFallback(operator, { id: campaign, mode: "off" });
    await saveFallbackDefaults(admin, limit);
    await setCampaignFallback(admin, { id: campaign, mode: "automatic" });
    expect((await campaignRow()).fallback_mode).toBe("automatic");
  });

  test("costs no more than the budget, which may be within the limit", async () => {
    await rejected(4);
    await saveFallbackDefaults(admin, { approvalMicros: 30_000 });
    await setCampaignFallback(operator, { id: campaign, mode: "automatic", campaignBudgetMicros: 30_000 });
    expect((await campaignRow()).fallback_mode).toBe("automatic");
  });
});

test("manual and off need nothing", async () => {
  await setCampaignFallback(operator, { id: campaign, mode: "manual" });
  expect((await getCampaignFallback(viewer, { id: campaign })).mode).toBe("manual");
  await setCampaignFallback(operator, { id: campaign, mode: "off" });
  expect((await campaignRow()).fallback_mode).toBe("off");
});

test("a stopped campaign goes on when a person says so", async () => {
  await pool().query(
    "UPDATE campaign SET fallback_stopped_at = now(), fallback_stopped_why = 'sender_fault 131042' WHERE id = $1",
    [campaign],
  );
  const before = await getCampaignFallback(viewer, { id: campaign });
  expect(before.stopped?.why).toBe("sender_fault 131042");
  await setCampaignFallback(operator, { id: campaign, mode: "manual" });
  expect(
    (await getCampaignFallback(viewer, { id: campaign })).stopped,
    "manual is no resumption",
  ).not.toBeNull();
  await setCampaignFallback(operator, { id: campaign, resume: true });
  expect((await getCampaignFallback(viewer, { id: campaign })).stopped).toBeNull();
  expect(await actions()).toEqual(["fallback.mode_changed", "fallback.campaign_resumed"]);
});

describe("the kill switch", () => {
  test("stops and resumes, once each, with a name", async () => {
    const first = await haltSending(operator);
    expect(first.halted?.by).toBe(operator.actor.label);
    expect(await haltSending(admin), "the first name and time stay").toEqual(first);
    expect(await getHalted(viewer)).toEqual(first);
    expect(await resumeSending(operator)).toEqual({ halted: null });
    await resumeSending(operator);
    expect(await actions()).toEqual(["fallback.halted", "fallback.resumed"]);
  });

  test("waits for a dispatcher that is deciding, and is seen by the next", async () => {
    const client = await pool().connect();
    await client.query("BEGIN");
    await client.query("SELECT 1 FROM workspace WHERE id = $1 FOR SHARE", [admin.workspaceId]);
    let halted = false;
    const halting = haltSending(operator).then(() => {
      halted = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(halted).toBe(false);
    await client.query("COMMIT");
    client.release();
    await halting;
    const { rows } = await pool().query("SELECT fallback_halted_at FROM workspace WHERE id = $1", [
      admin.workspaceId,
    ]);
    expect(rows[0]?.fallback_halted_at).not.toBeNull();
  });
});

describe("who may", () => {
  test("viewers look, operators switch, admins set the defaults", async () => {
    await expect(setCampaignFallback(viewer, { id: campaign, mode: "manual" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(haltSending(viewer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(saveFallbackDefaults(operator, { approvalCount: 5 })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("another workspace's campaign and rule do not exist", async () => {
    const { ctx } = await testMember(await testWorkspace("Other"), "admin");
    await expect(setCampaignFallback(ctx, { id: campaign, mode: "manual" })).rejects.toMatchObject({
      code: "not_found",
    });
    const ruleId = await makeRule();
    await expect(saveFallbackDefaults(ctx, { ruleId })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

test("defaults are kept, and a currency is one", async () => {
  const change = saveDefaultsInput.parse({
    currency: "eur",
    unknownPolicy: "prefer_duplicate",
    approvalCount: 500,
    approvalMicros: 25_000_000,
  });
  await saveFallbackDefaults(admin, change);
  expect(await getFallbackDefaults(operator)).toMatchObject({
    currency: "EUR",
    unknownPolicy: "prefer_duplicate",
    approvalCount: 500,
    approvalMicros: 25_000_000,
  });
  expect(saveDefaultsInput.safeParse({ currency: "EURO" }).success).toBe(false);
});
