import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, prisma } from "@/lib/db/client";
import { testDatabase } from "@/lib/db/test-database";
import { funnelOf } from "@/lib/domain/campaign/funnel";
import type { WorkspaceId } from "@/lib/domain/ids";
import type { Breakdown } from "./breakdown/definition";
import type { CampaignFunnel } from "./campaign-funnel/definition";
import type { Latency } from "./latency/definition";
import type { LocalHours } from "./local-hours/definition";
import { type Overview, overview } from "./overview/definition";
import { type Progress, progress } from "./progress/definition";
import type { Reasons } from "./reasons/definition";
import { REPORTS, type ReportName } from "./registry";
import type { StageHours } from "./stage-hours/definition";

const HOUR = 3_600_000;
const now = Date.now();
const thisHour = Math.floor(now / HOUR) * HOUR;
/** Start of the hour that many hours ago. */
const hoursAgo = (hours: number) => new Date(thisHour - hours * HOUR);

let database: Awaited<ReturnType<typeof testDatabase>>;
let ours: WorkspaceId;
let theirs: WorkspaceId;
const campaign = { spring: 0, quiet: 0, fresh: 0, unassigned: 0, foreign: 0 };

beforeAll(async () => {
  database = await testDatabase();
  process.env.DATABASE_URL = database.url;
  await seed();
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

async function newWorkspace(name: string): Promise<WorkspaceId> {
  return (await prisma().workspace.create({ data: { name } })).id as WorkspaceId;
}

async function newCampaign(workspaceId: number, name: string, more: object = {}): Promise<number> {
  return (
    await prisma().campaign.create({ data: { workspaceId, name, key: `${workspaceId}${name}`, ...more } })
  ).id;
}

type Numbers = [
  attempted: number,
  sent: number,
  delivered: number,
  read: number,
  before: number,
  after: number,
];
const counters = ([attempted, sent, delivered, read, rejectedBeforeSent, rejectedAfterSent]: Numbers) => ({
  attempted,
  sent,
  delivered,
  read,
  rejectedBeforeSent,
  rejectedAfterSent,
});

async function seed(): Promise<void> {
  ours = await newWorkspace("ours");
  theirs = await newWorkspace("theirs");
  const longAgo = { createdAt: hoursAgo(24 * 400) };
  campaign.spring = await newCampaign(ours, "spring", longAgo);
  campaign.quiet = await newCampaign(ours, "quiet", longAgo);
  campaign.fresh = await newCampaign(ours, "fresh");
  const connection = await prisma().connection.create({
    data: {
      workspaceId: ours,
      provider: "meta",
      name: "Meta",
      key: "k",
      secrets: new Uint8Array(),
      lastReceivedAt: new Date(now),
    },
  });
  campaign.unassigned = await newCampaign(ours, "Unassigned", { unassignedOf: connection.id });
  campaign.foreign = await newCampaign(theirs, "foreign");

  const cohort = (
    workspaceId: number,
    campaignId: number,
    hour: Date,
    [country, template, slot]: [string, string, number],
    numbers: Numbers,
  ) => ({ workspaceId, campaignId, hour, country, template, slot, ...counters(numbers) });
  await prisma().rollupCohort.createMany({
    data: [
      // Two writers share the hours; what one counted in, the other may count out again.
      cohort(ours, campaign.spring, hoursAgo(0), ["IT", "hello", 0], [60, 50, 30, 10, 5, 8]),
      cohort(ours, campaign.spring, hoursAgo(0), ["IT", "hello", 1], [40, 40, 35, 20, 0, -3]),
      cohort(ours, campaign.spring, hoursAgo(30), ["", "bye", 0], [100, 90, 80, 40, 2, 4]),
      cohort(ours, campaign.spring, hoursAgo(24 * 60), ["FR", "bye", 0], [10, 10, 5, 5, 0, 2]),
      cohort(ours, campaign.quiet, hoursAgo(24 * 60), ["", "", 0], [7, 7, 7, 7, 0, 0]),
      cohort(theirs, campaign.foreign, hoursAgo(0), ["", "", 0], [1000, 900, 800, 700, 10, 20]),
      // Corrected: what was counted as German by one writer was taken back by another.
      cohort(ours, campaign.spring, hoursAgo(0), ["DE", "hello", 0], [3, 3, 0, 0, 0, 0]),
      cohort(ours, campaign.spring, hoursAgo(0), ["DE", "hello", 1], [-3, -3, 0, 0, 0, 0]),
    ],
  });
  await prisma().rollupReason.createMany({
    data: [
      { connectionId: connection.id, code: "131026", slot: 0, rejected: 4 },
      { connectionId: connection.id, code: "131026", slot: 1, rejected: 3 },
      { connectionId: connection.id, code: "131049", slot: 0, rejected: 2 },
      { connectionId: connection.id, code: "nonsense", slot: 0, rejected: 1 },
      { connectionId: connection.id, code: "131050", slot: 0, rejected: 0 },
      { connectionId: 999_999, code: "", slot: 0, rejected: 5 },
    ].map((row) => ({ workspaceId: ours, campaignId: campaign.spring, channel: 0, ...row })),
  });
  const quarter = (at: string, timeZone: string, slot: number, n: [number, number, number, number]) => ({
    workspaceId: ours,
    campaignId: campaign.spring,
    quarter: new Date(at),
    timeZone,
    slot,
    sent: n[0],
    delivered: n[1],
    read: n[2],
    rejected: n[3],
  });
  await prisma().rollupTiming.createMany({
    data: [
      quarter("2026-03-28T20:00:00Z", "Europe/Rome", 0, [0, 0, 0, 0]), // taken back by a correction
      quarter("2026-03-28T21:45:00Z", "Europe/Rome", 0, [5, 2, 0, 1]), // Saturday 22:45
      quarter("2026-03-28T22:15:00Z", "Europe/Rome", 1, [3, 1, 1, 0]), // Saturday 23:15
      quarter("2026-03-29T01:00:00Z", "Europe/Rome", 0, [0, 4, 0, 0]), // Sunday 03:00, clocks have jumped
      quarter("2026-03-28T21:45:00Z", "Asia/Kolkata", 0, [0, 0, 7, 0]), // Sunday 03:15
      quarter("2026-03-28T21:45:00Z", "", 0, [11, 0, 0, 0]),
      quarter("2026-03-28T21:45:00Z", "Mars/Olympus", 0, [0, 13, 0, 0]),
      quarter("2026-04-28T21:45:00Z", "Europe/Rome", 0, [0, 0, 6, 0]), // a month later
    ],
  });
  await prisma().rollupLatency.createMany({
    data: [
      { kind: 1, bucket: 4, slot: 0, n: 6 },
      { kind: 1, bucket: 4, slot: 1, n: 4 },
      { kind: 1, bucket: 8, slot: 0, n: 10 },
      { kind: 2, bucket: 24, slot: 0, n: 2 },
      { kind: 2, bucket: 40, slot: 0, n: 0 },
    ].map((row) => ({ workspaceId: ours, campaignId: campaign.spring, ...row })),
  });
}

async function run<Result>(name: ReportName, params: object, workspaceId = ours): Promise<Result> {
  const { params: schema, run: execute } = REPORTS[name];
  const reader = { workspaceId, timeZone: "UTC", locale: "en" as const };
  return (await execute(reader, schema.parse(params), now)) as Result;
}

describe("overview", () => {
  test("sums over slots and hours, and its total is the sum of its rows", async () => {
    const result = overview.parse(await run<Overview>("overview", { period: "7d" }));
    const spring = result.campaigns.find(({ id }) => id === campaign.spring);
    expect(spring).toMatchObject(counters([200, 180, 145, 70, 7, 9]));
    expect(result.total).toEqual(counters([200, 180, 145, 70, 7, 9]));
    expect(result).toMatchObject({
      connections: 1,
      hasMessages: true,
      lastReceivedAt: new Date(now).toISOString(),
    });
  });

  test("shows campaigns of the period and new ones that wait, and counts the rest", async () => {
    const week = await run<Overview>("overview", { period: "7d" });
    expect(week.campaigns.map(({ id }) => id).sort()).toEqual([campaign.spring, campaign.fresh].sort());
    expect(week.quietCampaigns).toBe(1);
    const all = await run<Overview>("overview", { period: "all" });
    expect(all.campaigns).toHaveLength(3);
    expect(all.total.attempted).toBe(217);
    expect(all.quietCampaigns).toBe(0);
  });

  test("takes an hour in at the start of a custom period and leaves it out at its end", async () => {
    const day = hoursAgo(30).toISOString().slice(0, 10);
    const on = await run<Overview>("overview", { period: "custom", from: day, to: day });
    expect(on.total.attempted).toBeGreaterThanOrEqual(100);
    const after = new Date(Date.parse(day) + 24 * HOUR).toISOString().slice(0, 10);
    const without = await run<Overview>("overview", { period: "custom", from: after, to: "2100-01-01" });
    expect(on.total.attempted + without.total.attempted).toBe(200);
  });

  test("tells each campaign's launch, however short the period", async () => {
    const { campaigns } = await run<Overview>("overview", { period: "7d" });
    const launchOf = (id: number) => campaigns.find((one) => one.id === id)?.launchedAt;
    expect(launchOf(campaign.spring)).toBe(hoursAgo(24 * 60).toISOString());
    expect(launchOf(campaign.fresh)).toBeNull();
  });

  test("tells the age of what is silent; the ages add up to the total", async () => {
    const { silentByAge, total } = await run<Overview>("overview", { period: "all" });
    const silent = total.sent - total.delivered - total.rejectedAfterSent;
    expect(silentByAge.reduce((sum, one) => sum + one.silent, 0)).toBe(silent);
    expect(Object.fromEntries(silentByAge.map((one) => [one.age, one.silent]))).toEqual({
      underHour: 20,
      underSixHours: 0,
      underDay: 0,
      underThreeDays: 6,
      underWeek: 0,
      older: 3,
    });
  });

  test("leaves archived campaigns out of rows and totals until they are asked for", async () => {
    const archive = (archivedAt: Date | null) =>
      prisma().campaign.update({
        where: { workspaceId_id: { workspaceId: ours, id: campaign.quiet } },
        data: { archivedAt },
      });
    await archive(new Date());
    const without = await run<Overview>("overview", { period: "all" });
    const withThem = await run<Overview>("overview", { period: "all", archived: "true" });
    await archive(null);
    expect([without.total.attempted, withThem.total.attempted]).toEqual([210, 217]);
    expect(withThem.campaigns.find(({ id }) => id === campaign.quiet)?.isArchived).toBe(true);
  });

  test("never shows another workspace's numbers", async () => {
    const result = await run<Overview>("overview", { period: "all" }, theirs);
    expect(result.campaigns.map(({ name }) => name)).toEqual(["foreign"]);
    expect(result.connections).toBe(0);
  });

  test.each([
    [{ period: "custom", from: "2026-01-02" }, "is needed when `period` is custom"],
    [{ period: "custom", from: "2026-01-02", to: "2026-01-01" }, "must not be before `from`"],
    [{ period: "custom", from: "yesterday", to: "2026-01-01" }, "must be a day like 2026-11-22"],
  ])("refuses %j and says why", (params, why) => {
    expect(REPORTS.overview.params.safeParse(params).error?.issues[0]?.message).toBe(why);
  });
});

describe("reports of one campaign", () => {
  const spring = () => ({ campaignId: String(campaign.spring) });

  test("the funnel adds up and tells launch and latest", async () => {
    const result = await run<CampaignFunnel>("campaign-funnel", spring());
    expect(result.counters).toEqual(counters([210, 190, 150, 75, 7, 11]));
    expect(funnelOf(result.counters)[1]?.losses.map(({ count }) => count)).toEqual([29, 11]);
    expect(result.silentByAge.reduce((sum, one) => sum + one.silent, 0)).toBe(29);
    expect([result.launchedAt, result.latestAt]).toEqual([
      "2026-03-28T21:45:00.000Z",
      "2026-04-28T21:45:00.000Z",
    ]);
  });

  test("a campaign without messages is all zero", async () => {
    const result = await run<CampaignFunnel>("campaign-funnel", { campaignId: campaign.fresh });
    expect(result).toMatchObject({ counters: counters([0, 0, 0, 0, 0, 0]), launchedAt: null });
    expect((await run<StageHours>("stage-hours", { campaignId: campaign.fresh })).hours).toEqual([]);
  });

  test("another workspace's campaign is not found, and its reports are empty", async () => {
    await expect(run("campaign-funnel", spring(), theirs)).rejects.toMatchObject({ code: "not_found" });
    expect((await run<Reasons>("reasons", spring(), theirs)).rejected).toBe(0);
    expect((await run<LocalHours>("local-hours", spring(), theirs)).cells).toEqual([]);
    expect((await run<Latency>("latency", spring(), theirs)).delivered.n).toBe(0);
    expect((await run<Breakdown>("breakdown", spring(), theirs)).countries).toEqual([]);
    expect((await run<StageHours>("stage-hours", spring(), theirs)).later).toBeNull();
    const nothing = { sent: 0, delivered: 0, read: 0, rejected: 0 };
    expect(await run<Progress>("progress", spring(), theirs)).toMatchObject({ points: [], funnel: nothing });
  });

  test("hours count from the first quarter with anything; gaps are shown, what is late is one column", async () => {
    const { launchedAt, hours, later } = await run<StageHours>("stage-hours", spring());
    expect(launchedAt).toBe("2026-03-28T21:45:00.000Z");
    expect(
      hours.map(({ hour, sent, delivered, read, rejected }) => [hour, sent, delivered, read, rejected]),
    ).toEqual([
      [0, 19, 16, 8, 1],
      [1, 0, 0, 0, 0],
      [2, 0, 0, 0, 0],
      [3, 0, 4, 0, 0],
    ]);
    expect(later).toEqual({ sent: 0, delivered: 0, read: 6, rejected: 0 });
  });

  test("progress runs by days over a month, begins at the launch and ends with all there is", async () => {
    const { unit, points, funnel } = progress.parse(await run<Progress>("progress", spring()));
    expect([unit, points.length]).toEqual(["day", 33]);
    expect(points.slice(0, 3).map(({ at, ...counts }) => [at, Object.values(counts)])).toEqual([
      ["2026-03-28T21:45:00.000Z", [0, 0, 0, 0]],
      ["2026-03-29T00:00:00.000Z", [19, 16, 8, 1]],
      ["2026-03-30T00:00:00.000Z", [19, 20, 8, 1]],
    ]);
    expect(points.at(-2)).toMatchObject({ at: "2026-04-28T00:00:00.000Z", read: 8 });
    expect(points.at(-1)).toMatchObject({ sent: 19, delivered: 20, read: 14, rejected: 1 });
    expect(funnel).toEqual({ sent: 190, delivered: 150, read: 75, rejected: 18 });
  });

  test("progress runs by quarters while a campaign is young", async () => {
    const at = new Date("2026-05-01T10:00:00Z");
    const row = {
      workspaceId: ours,
      campaignId: campaign.quiet,
      timeZone: "",
      delivered: 0,
      read: 0,
      rejected: 0,
    };
    await prisma().rollupTiming.createMany({
      data: [
        { ...row, quarter: at, slot: 0, sent: 4 },
        { ...row, quarter: at, slot: 1, sent: 3 },
        { ...row, quarter: new Date(at.getTime() + HOUR / 2), slot: 0, sent: 0, delivered: 2, rejected: 1 },
      ],
    });
    const { unit, points } = await run<Progress>("progress", { campaignId: campaign.quiet });
    await prisma().rollupTiming.deleteMany({ where: { workspaceId: ours, campaignId: campaign.quiet } });
    expect(unit).toBe("quarter");
    expect(
      points.map(({ at: time, sent, delivered, rejected }) => [
        time.slice(11, 16),
        sent,
        delivered,
        rejected,
      ]),
    ).toEqual([
      ["10:00", 0, 0, 0],
      ["10:15", 7, 0, 0],
      ["10:30", 7, 0, 0],
      ["10:45", 7, 2, 1],
    ]);
  });

  test("local hours are the recipients' own, across a change of clocks, and the rest is named", async () => {
    const { cells, unplaced } = await run<LocalHours>("local-hours", spring());
    const at = (isoWeekday: number, hour: number) =>
      cells.find((cell) => cell.isoWeekday === isoWeekday && cell.hour === hour);
    expect(at(6, 22)).toMatchObject({ sent: 5, delivered: 2, read: 0, rejected: 1 });
    expect(at(6, 23)).toMatchObject({ sent: 3 });
    expect(at(7, 3)).toMatchObject({ delivered: 4, read: 7 });
    expect(at(2, 23)).toMatchObject({ read: 6 });
    expect(cells).toHaveLength(4);
    expect(unplaced).toEqual({ sent: 11, delivered: 13, read: 0, rejected: 0 });
  });

  test("waits have a median, a p90 and bars", async () => {
    const { delivered, read } = await run<Latency>("latency", spring());
    expect(delivered).toMatchObject({
      n: 20,
      bars: [
        { from: 1, to: 3, n: 10 },
        { from: 3, to: 7, n: 10 },
      ],
    });
    expect(delivered.median).toBeCloseTo(2 ** (5 / 4) - 1, 6);
    expect(delivered.p90).toBeGreaterThan(3);
    expect(read.n).toBe(2);
  });

  test("reasons are grouped by class with words, the most frequent first", async () => {
    const { rejected, classes } = await run<Reasons>("reasons", spring());
    expect(rejected).toBe(15);
    expect(classes.map((one) => [one.class, one.rejected])).toEqual([
      ["unreachable", 7],
      ["unknown", 6],
      ["capped", 2],
    ]);
    expect(classes[1]?.codes.map(({ code, rejected: n }) => [code, n])).toEqual([
      ["", 5],
      ["nonsense", 1],
    ]);
    for (const { codes } of classes)
      for (const { title, action } of codes) expect(title && action).toBeTruthy();
  });

  test("countries and templates each add up to the whole", async () => {
    const { countries, templates } = await run<Breakdown>("breakdown", spring());
    expect(countries.map(({ name, attempted }) => [name, attempted])).toEqual([
      ["", 100],
      ["IT", 100],
      ["FR", 10],
    ]);
    expect(templates.map(({ name, attempted, read }) => [name, attempted, read])).toEqual([
      ["bye", 110, 45],
      ["hello", 100, 30],
    ]);
  });
});
