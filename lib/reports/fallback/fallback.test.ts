import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, pool, prisma } from "@/lib/db/client";
import { testDatabase } from "@/lib/db/test-database";
import type { WorkspaceId } from "@/lib/domain/ids";
import { type FallbackReport, fallbackReport } from "@/lib/reports/fallback/definition";
import { REPORTS } from "@/lib/reports/registry";

const CENT = 10_000; // millionths
let database: Awaited<ReturnType<typeof testDatabase>>;
let ours: WorkspaceId;
let theirs: WorkspaceId;

beforeAll(async () => {
  database = await testDatabase();
  process.env.DATABASE_URL = database.url;
  ours = (await prisma().workspace.create({ data: { name: "Ours" } })).id as WorkspaceId;
  theirs = (await prisma().workspace.create({ data: { name: "Theirs" } })).id as WorkspaceId;
  for (const workspace of [ours, theirs]) await seed(workspace);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

/** Minutes after the rejection; null: never. */
type Message = { readonly delivered?: number; readonly status?: "rejected" };
type Attempt = {
  readonly state: string;
  readonly why?: string;
  readonly channel?: "sms" | "voice";
  readonly left?: number;
  readonly cause?: string;
  readonly position?: number;
  readonly cycle?: number;
  readonly cents?: number;
  readonly answered?: string;
};

/** One of everything that the formulas tell apart. */
async function seed(workspace: WorkspaceId): Promise<void> {
  // Recovered: still rejected, and reached by SMS.
  await message(workspace, {}, [{ state: "delivered", left: 5, cents: 2 }]);
  // Recovered by the second step; the first one left and cost money too.
  await message(workspace, {}, [
    { state: "failed", why: "not_delivered", left: 5, cents: 2 },
    { state: "delivered", channel: "voice", position: 1, left: 9, cents: 5, answered: "human" },
  ]);
  // Double-touched: WhatsApp delivered after the SMS had left.
  await message(workspace, { delivered: 30 }, [{ state: "delivered", left: 5, cents: 3 }]);
  // No recovery: WhatsApp had delivered before the SMS left.
  await message(workspace, { delivered: 1 }, [
    { state: "delivered", cause: "manual", cycle: 1, left: 5, cents: 1 },
  ]);
  // Missed, and not reached.
  await message(workspace, {}, [{ state: "failed", why: "refused", left: 5, cents: 4 }]);
  await message(workspace, {}, [{ state: "skipped", why: "no_price" }]);
  // Kept without fallback: one was delivered later, one never.
  await message(workspace, { delivered: 40 }, [{ state: "skipped", why: "held_out" }]);
  await message(workspace, {}, [{ state: "skipped", why: "held_out" }]);
  // Rejected, no fallback: it only stands in the roll-up.
  await message(workspace, {}, []);
  await prisma().rollupCohort.create({
    data: {
      workspaceId: workspace,
      campaignId: 1,
      hour: new Date(Date.UTC(2026, 9, 5)),
      country: "US",
      template: "",
      slot: 0,
      attempted: 9,
      sent: 3,
      delivered: 3,
      read: 0,
      rejectedBeforeSent: 6,
      rejectedAfterSent: 0,
    },
  });
  await prisma().rollupReason.create({
    data: {
      workspaceId: workspace,
      campaignId: 1,
      connectionId: 1,
      channel: 0,
      code: "",
      slot: 0,
      rejected: 6,
    },
  });
  await prisma().fallbackSpend.create({
    data: {
      workspaceId: workspace,
      campaignId: 1,
      day: new Date(Date.UTC(2026, 9, 5)),
      micros: 13 * CENT,
      attempts: 6,
    },
  });
}

const START = Date.UTC(2026, 9, 5, 10);
const at = (minutes: number): Date => new Date(START + minutes * 60_000);

async function message(
  workspaceId: WorkspaceId,
  { delivered }: Message,
  attempts: readonly Attempt[],
): Promise<void> {
  const { rows } = await pool().query<{ id: string }>(
    `INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, rejected_at,
       delivered_at, unknown_words) VALUES ($1, 1, gen_random_uuid()::text, 1, 1, 0, $2, $2, $3, '{}') RETURNING id`,
    [workspaceId, at(0), delivered === undefined ? null : at(delivered)],
  );
  for (const attempt of attempts) {
    const { state, why = null, channel = "sms", left, cents } = attempt;
    await prisma().fallbackAttempt.create({
      data: {
        workspaceId,
        messageId: BigInt(rows[0]?.id ?? 0),
        campaignId: 1,
        cycle: attempt.cycle ?? 0,
        position: attempt.position ?? 0,
        channel: channel === "sms" ? 1 : 2,
        connectionId: 2,
        ruleId: 1,
        ruleVersion: 1,
        cause: attempt.cause ?? "rejected",
        state,
        why,
        triggeredAt: at(0),
        dueAt: at(0),
        dispatchedAt: left === undefined ? null : at(left),
        answeredBy: attempt.answered ?? null,
        confirmed: attempt.answered === "human",
        estimateMicros: cents === undefined ? null : BigInt(cents * CENT),
      },
    });
  }
}

const run = async (params: object, workspaceId = ours): Promise<FallbackReport> => {
  const { params: schema, run: report } = REPORTS.fallback;
  const result = await report(
    { workspaceId, timeZone: "UTC", locale: "en" },
    schema.parse(params),
    Date.now(),
  );
  return fallbackReport.parse(result);
};

describe("what fallbacks brought", () => {
  test("recovered, double-touched and their rates follow their formulas", async () => {
    const report = await run({ campaignId: 1 });
    expect(report).toMatchObject({
      recovered: 3,
      doubleTouched: 1,
      doubleTouchedMicros: 3 * CENT,
      netRecovered: 2,
      missed: 9, // 6 rejected now, 3 delivered since with an attempt
      recoveryRate: 3 / 9,
      spentMicros: 13 * CENT,
      costPerRecoveredMicros: (13 * CENT) / 2,
      answered: 1,
      confirmed: 1,
    });
  });

  test("channels and states add up to the ledger", async () => {
    const report = await run({});
    expect(report.attempts).toBe(9);
    expect(report.channels.map(({ channel }) => channel)).toEqual(["sms", "voice"]);
    const [sms, voice] = report.channels;
    expect(sms?.byState).toMatchObject({ delivered: 3, failed: 2, skipped: 3, planned: 0 });
    expect(voice?.byState).toMatchObject({ delivered: 1 });
    const all = report.channels.flatMap(({ byState }) => Object.values(byState));
    expect(all.reduce((sum, n) => sum + n, 0)).toBe(report.attempts);
  });

  test("those kept without fallback are compared with the others of their rule, by what was decided at first", async () => {
    const { holdout } = await run({ campaignId: 1 });
    // Sent by hand only (cycle 1) is in neither group.
    expect(holdout).toMatchObject({
      treated: { people: 5, reached: 3 },
      held: { people: 2, reached: 1 },
      isClear: false,
    });
    expect(holdout?.difference?.value).toBeCloseTo(3 / 5 - 1 / 2, 10);
    expect(holdout?.difference?.low).toBeLessThan(0);
  });

  test("each workspace and campaign sees its own", async () => {
    expect((await run({}, theirs)).attempts).toBe(9);
    expect(await run({ campaignId: 2 })).toMatchObject({
      attempts: 0,
      recovered: 0,
      missed: 0,
      recoveryRate: null,
      costPerRecoveredMicros: null,
      holdout: null,
    });
  });
});
