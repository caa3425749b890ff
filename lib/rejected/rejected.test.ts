import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool, prisma } from "@/lib/db/client";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import { encodeExport } from "@/lib/exports/encode";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatuses } from "@/lib/ingest/store";
import { type RejectedFilter, rejectedListInput } from "@/lib/rejected/definition";
import { exportRejected } from "@/lib/rejected/export-rejected";
import { listRejected, rejectedPageAt } from "@/lib/rejected/list-rejected";
import { rejectedChoices, rejectedSummary } from "@/lib/rejected/summary";
import { bytesOf, readCsv } from "@/lib/testing/read-files";

testInstance();

const NOON = Date.parse("2026-10-05T10:00:00Z"); // noon in Rome
const CODES = ["131026", "131049", "131042", "no such code", undefined] as const;

let operator: Context;
let viewer: Context;
let foreign: Context;
let campaigns: CampaignId[];

beforeAll(async () => {
  const here = await testWorkspace();
  const there = await testWorkspace("Other");
  operator = (await testMember(here, "operator")).ctx;
  viewer = (await testMember(here, "viewer")).ctx;
  foreign = (await testMember(there, "admin")).ctx;
  campaigns = [await campaign(here, "autumn"), await campaign(here, "winter")];
  const connectionId = await connection(here);
  // Twenty rejections, four to a moment, so that pages end inside ties.
  const rejected = Array.from({ length: 20 }, (_, at) =>
    status(here, connectionId, campaigns[at % 2] as CampaignId, {
      providerMessageId: `m${at}`,
      occurredAt: NOON + Math.floor(at / 4) * 60_000,
      recipient:
        at % 3 === 0
          ? `+4477009001${String(at).padStart(2, "0")}`
          : `+120255501${String(at).padStart(2, "0")}`,
      country: at % 3 === 0 ? "GB" : "US",
      errorCode: CODES[at % CODES.length],
      errorText: `failed for 120255501${String(at).padStart(2, "0")}`,
    }),
  );
  const corrected = [
    { ...rejected[0], providerMessageId: "corrected" },
    { ...rejected[0], providerMessageId: "corrected", status: "delivered", errorCode: undefined },
  ] as IncomingStatus[];
  await storeStatuses(pool(), [...rejected, ...corrected], 0);
  const foreignCampaign = await campaign(there, "autumn");
  const foreignConnection = await connection(there);
  await storeStatuses(
    pool(),
    [
      status(there, foreignConnection, foreignCampaign, {
        providerMessageId: "foreign",
        errorCode: "131026",
      }),
    ],
    0,
  );
});

const list = (ctx: Context, filter: Record<string, string> = {}) =>
  listRejected(ctx, rejectedListInput.parse({ limit: "200", ...filter }));
const idsOf = async (ctx: Context, filter: Record<string, string>): Promise<string[]> =>
  (await list(ctx, filter)).items.map((item) => item.providerMessageId);

describe("the list", () => {
  test("pages through every rejection once, newest first, also inside ties, and back again", async () => {
    const seen: string[] = [];
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await list(operator, { limit: "3", ...(cursor && { cursor }) });
      pages.push(page.items.map((item) => item.providerMessageId));
      seen.push(...(pages.at(-1) ?? []));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(20);
    expect(seen).toHaveLength(20);
    const all = (await list(operator)).items.map((item) => item.rejectedAt);
    expect(all).toEqual([...all].sort().reverse());

    const first = await rejectedPageAt(operator, {}, {}, 3);
    const second = await rejectedPageAt(operator, {}, { older: first.older ?? "" }, 3);
    const again = await rejectedPageAt(operator, {}, { newer: second.newer ?? "" }, 3);
    expect(first.newer).toBeNull();
    expect(again.items).toEqual(first.items);
    expect(again.newer).toBeNull();
  });

  test("says why in plain words, and when for both sides", async () => {
    const [item] = (await list(operator, { search: "m0" })).items;
    expect(item).toMatchObject({
      recipient: "+447700900100",
      recipientTimeZone: "Europe/London",
      rejectedAt: new Date(NOON).toISOString(),
      campaignName: "autumn",
      reason: { code: "131026", class: "unreachable", action: "fall_back_and_suppress" },
    });
    expect(item?.reason.title).not.toBe("");
    const chinese = (await list({ ...operator, locale: "zh" }, { search: "m0" })).items[0];
    expect(chinese?.reason.title).toMatch(/\p{Script=Han}/u);
  });

  test.each([
    [{ class: "unreachable" }, 4],
    [{ class: "capped" }, 4],
    [{ class: "sender_fault" }, 4],
    [{ class: "unknown" }, 8],
    [{ class: "opted_out" }, 0],
    [{ code: "131026" }, 4],
    [{ code: "131026", class: "capped" }, 0],
    [{ country: "GB" }, 7],
    [{ from: "2026-10-05T10:01:00Z" }, 16],
    [{ from: "2026-10-05T10:01:00Z", to: "2026-10-05T12:02:00+02:00" }, 4],
    [{ from: "2026-10-05", to: "2026-10-05" }, 20],
    [{ from: "2026-10-06" }, 0],
    [{ to: "2026-10-04" }, 0],
    [{ search: "+44 7700 900 100" }, 1],
    [{ search: "0044 (7700) 900100" }, 1],
    [{ search: "77009001" }, 7],
    [{ search: "m7" }, 1],
    [{ search: "%" }, 0],
    [{ search: "nobody" }, 0],
  ])("filter %j gives %i", async (filter, count) => {
    expect(await idsOf(operator, filter)).toHaveLength(count);
  });

  test("filters by campaign", async () => {
    const items = (await list(operator, { campaignId: String(campaigns[1]) })).items;
    expect(new Set(items.map((item) => item.campaignName))).toEqual(new Set(["winter"]));
    expect(items).toHaveLength(10);
  });

  test("another workspace sees its own only", async () => {
    expect(await idsOf(foreign, {})).toEqual(["foreign"]);
    expect(await idsOf(foreign, { campaignId: String(campaigns[0]) })).toEqual([]);
    expect((await rejectedSummary(foreign, {})).total).toBe(1);
    expect((await rejectedChoices(foreign)).campaigns).toHaveLength(1);
  });

  test("viewers get no number, not even in texts and ids, and can't find one out in parts", async () => {
    // The business's own number is no secret.
    const text = JSON.stringify(await list(viewer)).replaceAll("+12025550199", "");
    expect(text).not.toMatch(/\d{7,}/);
    expect(await idsOf(viewer, { search: "77009001" })).toEqual([]);
    expect(await idsOf(viewer, { search: "+447700900100" })).toHaveLength(1);
  });

  test.each([
    { country: "gb" },
    { cursor: "x" },
    { limit: "0" },
    { class: "odd" },
    { from: "yesterday" },
    { page: "2" },
  ])("refuses %j", (input) => {
    expect(rejectedListInput.safeParse(input).success).toBe(false);
  });
});

test("who is known by BSUID only has no number, but stands in exports and is hidden from viewers", async () => {
  const ctx = (await testMember(await testWorkspace("BSUID"), "operator")).ctx;
  const recipientUserId = "US.13491208655302741918";
  const only = status(
    ctx.workspaceId,
    await connection(ctx.workspaceId),
    await campaign(ctx.workspaceId, "b"),
    {
      recipientUserId,
    },
  );
  await storeStatuses(pool(), [only], 0);
  expect((await list(ctx)).items).toMatchObject([{ recipient: null, recipientUserId }]);
  expect((await list({ ...ctx, role: "viewer" })).items).toMatchObject([
    { recipient: null, recipientUserId: "••••••••••" },
  ]);
  const { table, pages } = await exportRejected(ctx, {}, "csv");
  expect((await bytesOf(encodeExport("csv", table, pages))).toString("utf8")).toContain(recipientUserId);
});

test("the summary adds up and counts what the list shows", async () => {
  const summary = await rejectedSummary(operator, {});
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((total, n) => total + n, 0);
  expect(summary).toMatchObject({
    total: 20,
    byGroup: { fix: 4, fall_back: 8, wait: 0, leave: 0, decide: 8 },
    byClass: { unreachable: 4, capped: 4, sender_fault: 4, unknown: 8 },
  });
  expect(sum(summary.byGroup)).toBe(20);
  expect(sum(summary.byClass)).toBe(20);
  // Rejected in one process and delivered after all in another.
  const hour = { workspaceId: operator.workspaceId, campaignId: Number(campaigns[0]), hour: new Date(NOON) };
  const none = { country: "FR", template: "", sent: 0, delivered: 0, read: 0, rejectedAfterSent: 0 };
  for (const [slot, rejectedBeforeSent] of [1, -1].entries())
    await prisma().rollupCohort.create({
      data: { ...hour, ...none, slot, attempted: 1 - slot, rejectedBeforeSent },
    });
  const choices = await rejectedChoices(operator);
  expect(choices.countries).toEqual(["GB", "US"]);
  expect(choices.campaigns.map(({ name }) => name)).toEqual(["winter", "autumn"]);
});

describe("the export", () => {
  const exported = async (ctx: Context, filter: RejectedFilter = {}): Promise<string[][]> => {
    const { table, pages } = await exportRejected(ctx, filter, "csv");
    return readCsv((await bytesOf(encodeExport("csv", table, pages))).toString("utf8"));
  };

  test("holds the list with the columns that reporting sheets expect", async () => {
    const [header, ...rows] = await exported(operator);
    expect(header?.slice(0, 13)).toEqual([
      "Time",
      "Message_From",
      "Message_To",
      "Status",
      "Description",
      "Reason_Code",
      "Reason_Class",
      "Campaign",
      "Provider_Message_Id",
      "Country",
      "Local_Time",
      "Time_Zone",
      "Time_UTC",
    ]);
    expect(rows).toHaveLength(20);
    const row = rows.find((cells) => cells[8] === "m0");
    expect(row?.slice(0, 4)).toEqual(["2026-10-05 12:00:00", "+12025550199", "+447700900100", "Rejected"]);
    expect(row?.slice(9, 13)).toEqual([
      "GB",
      "2026-10-05 11:00:00",
      "Europe/London",
      new Date(NOON).toISOString(),
    ]);
  });

  test("follows the filter, says how many rows come, and is audited without the number searched for", async () => {
    const filter = { class: "unreachable" } as const;
    expect((await exportRejected(operator, filter, "xlsx")).total).toBe(4);
    expect((await exported(operator, { country: "GB" })).length - 1).toBe(7);
    expect((await exportRejected(operator, { search: "+447700900100" }, "jsonl")).total).toBe(1);
    const entries = await prisma().auditEntry.findMany({
      where: { workspaceId: operator.workspaceId, action: "rejected.exported" },
      orderBy: { id: "desc" },
    });
    expect(entries[0]?.detail).toEqual({ format: "jsonl", rows: 1, search: true });
    expect(entries.map(({ detail }) => detail)).toContainEqual({
      format: "xlsx",
      rows: 4,
      class: "unreachable",
    });
    expect(JSON.stringify(entries.map(({ detail }) => detail))).not.toContain("447700900100");
  });

  test("is refused to viewers", async () => {
    await expect(exportRejected(viewer, {}, "csv")).rejects.toMatchObject({ code: "forbidden" });
  });
});

async function campaign(workspaceId: WorkspaceId, name: string): Promise<CampaignId> {
  const row = await prisma().campaign.create({ data: { workspaceId, name, key: `${workspaceId}-${name}` } });
  return row.id as CampaignId;
}

async function connection(workspaceId: WorkspaceId): Promise<ConnectionId> {
  const row = await prisma().connection.create({
    data: { workspaceId, provider: "meta", name: "Shop", key: `k${workspaceId}`, secrets: new Uint8Array() },
  });
  return row.id as ConnectionId;
}

function status(
  workspaceId: WorkspaceId,
  connectionId: ConnectionId,
  campaignId: CampaignId,
  over: Partial<IncomingStatus>,
): IncomingStatus {
  return {
    workspaceId,
    connectionId,
    campaignId,
    campaignSource: 2,
    channel: "whatsapp",
    providerMessageId: "m",
    status: "rejected",
    rawStatus: "failed",
    occurredAt: NOON,
    receivedAt: NOON + 500,
    sender: "+12025550199",
    country: "GB",
    timeZone: null,
    ...over,
  };
}
