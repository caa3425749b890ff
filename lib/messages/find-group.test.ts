import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, pool } from "@/lib/db/client";
import { testDatabase } from "@/lib/db/test-database";
import { QUANTITIES } from "@/lib/domain/campaign/metrics";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import type { EventStatus } from "@/lib/domain/message/status";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatuses } from "@/lib/ingest/store";
import { findGroup } from "@/lib/messages/find-group";
import { findMessages, type MessageFilter, type MessageRow } from "@/lib/messages/store";

const WORKSPACE = 1 as WorkspaceId;
const HOUR = 3_600_000;
const LAUNCH = Date.parse("2026-10-05T10:20:00Z");
const MESSAGES = 120;
const PAGE = 11;
/** So few that nearly every group must be looked for beyond them. */
const RECENT = 5n;

let database: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  database = await testDatabase();
  process.env.DATABASE_URL = database.url;
  const lives: EventStatus[][] = [
    ["accepted"],
    ["sent"],
    ["sent", "delivered"],
    ["sent", "delivered", "read"],
    ["rejected"],
    ["sent", "rejected"],
    ["sent", "rejected", "delivered"],
    ["unknown"],
  ];
  for (let i = 0; i < MESSAGES; i++)
    await storeStatuses(
      pool(),
      (lives[(i * 7 + (i >> 4)) % lives.length] as EventStatus[]).map((status) => event(i, status)),
      0,
    );
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

function event(i: number, status: EventStatus): IncomingStatus {
  const at = LAUNCH + Math.floor(i / 10) * (HOUR / 4);
  return {
    workspaceId: WORKSPACE,
    connectionId: 1 as ConnectionId,
    // Campaigns follow each other and overlap, as they do.
    campaignId: (1 + Math.floor(i / 20) + (i % 3)) as CampaignId,
    campaignSource: 2,
    channel: "whatsapp",
    providerMessageId: `m${i}`,
    status,
    rawStatus: status === "unknown" ? "pondered" : status,
    occurredAt: at,
    receivedAt: at,
    country: i % 11 === 0 ? null : i % 5 === 0 ? "NG" : "GB",
    timeZone: null,
    recipient: `+4477009${String(i % 17).padStart(5, "0")}`,
    ...(i % 4 === 0 ? { template: `t${i % 3}` } : {}),
    ...(status === "rejected" ? { errorCode: i % 9 === 0 ? "131042" : "131026" } : {}),
  };
}

/** All pages, one after the other. */
async function pages(find: (filter: MessageFilter) => Promise<MessageRow[]>, filter: MessageFilter) {
  const ids: bigint[] = [];
  for (let before = filter.before; ; before = ids.at(-1)) {
    const rows = await find({ ...filter, before });
    ids.push(...rows.map(({ id }) => id));
    if (rows.length < PAGE) return ids;
  }
}

const period = { seenFrom: new Date(LAUNCH + HOUR), seenTo: new Date(LAUNCH + 2.3 * HOUR) };
const FILTERS: Record<string, MessageFilter> = {
  ...Object.fromEntries(QUANTITIES.map((quantity) => [quantity, { quantity }])),
  ...Object.fromEntries([0, 1, 2, 3, 4, 5].map((status) => [`status ${status}`, { status }])),
  "a period": period,
  "a period's silent": { ...period, quantity: "silent" },
  "a country": { country: "NG" },
  "no country": { country: "" },
  "a template in a country": { country: "NG", template: "t1" },
  "no such template": { template: "never" },
  "a code": { errorCode: "131042" },
  "a code's rejected": { errorCode: "131042", quantity: "rejected" },
  "a code that nobody has": { errorCode: "1", quantity: "rejected" },
  "a campaign's read": { campaignId: 3, quantity: "read" },
  "another campaign": { campaignId: 99, quantity: "read" },
  "everyone's numbers": { whose: [{ numberPrefix: "+447700" }] },
  "some numbers": { whose: [{ numberPrefix: "+44770090001" }] },
  "few numbers": { whose: [{ numberPrefix: "+447700900007" }, { providerMessageId: "m3" }] },
  "nobody's numbers": { whose: [{ numberPrefix: "+4477011" }] },
  "a connection's rejected": { connectionId: 1, status: 5 },
};

test.each(Object.entries(FILTERS))("%s: the same pages as without roll-ups", async (_name, filter) => {
  const plain = await pages((each) => findMessages(WORKSPACE, each, PAGE), filter);
  expect(await pages((each) => findGroup(WORKSPACE, each, PAGE, RECENT), filter)).toEqual(plain);
});

test("the groups are of different sizes", async () => {
  const found = await Promise.all(
    Object.values(FILTERS).map((filter) => findMessages(WORKSPACE, filter, MESSAGES)),
  );
  expect(new Set(found.map(({ length }) => length)).size).toBeGreaterThan(10);
});
