import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createConnection } from "@/lib/connections/create-connection";
import { pool } from "@/lib/db/client";
import type { Rule } from "@/lib/domain/fallback/rule";
import { claimDue } from "@/lib/fallback/dispatch/claim";
import { inputOf } from "@/lib/fallback/dispatch/dispatcher";
import { laneContext } from "@/lib/fallback/dispatch/lane-context";
import { prepareStep } from "@/lib/fallback/dispatch/prepare";

export const CENT = 10_000; // millionths
export let operator: Context;
export let viewer: Context;
export let admin: Context;
export let foreign: Context;
export let line: { whatsapp: number; sms: number; campaign: number; rule: number };

export const ruleOf = (connectionId: number, over: Partial<Rule> = {}): Rule => ({
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

export const sql = async <Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> =>
  (await pool().query<Row>(text, values)).rows;

/** Gives the test file a workspace with a simulated SMS account, and each test a campaign that sends by hand. */
export function manualFixture(): void {
  testInstance();
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
}

export async function useRule(rule: Rule): Promise<void> {
  await sql(
    `INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by) VALUES ($1, $2, 1, $3, 'test')
     ON CONFLICT (workspace_id, rule_id, version) DO UPDATE SET definition = excluded.definition`,
    operator.workspaceId,
    line.rule,
    JSON.stringify(rule),
  );
  await sql("UPDATE campaign SET fallback_rule_id = $1 WHERE id = $2", line.rule, line.campaign);
}

export const person = (n: number): string => `+120255501${String(n).padStart(2, "0")}`;

/** Rejected messages of the campaign, one a person. */
export async function rejected(
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

export const filter = () => ({ filter: { campaignId: line.campaign } });
export const states = async () =>
  Object.fromEntries(
    (
      await sql<{ key: string; n: number }>(
        "SELECT state || ' ' || coalesce(why, '') AS key, count(*)::int AS n FROM fallback_attempt GROUP BY 1",
      )
    ).map(({ key, n }) => [key.trim(), n]),
  );

/** What a dispatcher takes once everything is due. */
export async function claimAll() {
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
