import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { createConnection } from "@/lib/connections/create-connection";
import { pool } from "@/lib/db/client";
import type { CampaignId, ConnectionId } from "@/lib/domain/ids";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatuses } from "@/lib/ingest/store";
import { listMessagesInput } from "@/lib/messages/contract";
import { listMessages } from "@/lib/messages/list-messages";
import { getMessage, messageEvents } from "@/lib/messages/message-events";

testInstance();

const LAUNCH = Date.parse("2026-10-05T10:00:00Z");

let operator: Context;
let viewer: Context;
let stranger: Context;
let connectionId: number;
let campaignId: number;
beforeAll(async () => {
  const workspaceId = await testWorkspace();
  operator = (await testMember(workspaceId, "operator")).ctx;
  viewer = { ...operator, role: "viewer" };
  stranger = (await testMember(await testWorkspace("Other"), "admin")).ctx;
  const input = { provider: "meta", name: "Main", settings: { appSecret: "a".repeat(32) } };
  connectionId = Number((await createConnection({ ...operator, role: "admin" }, input)).id);
  campaignId = Number((await createCampaign(operator, { name: "Autumn" })).id);
  await storeStatuses(
    pool(),
    [
      status("m-sent", "sent", 0, { recipient: "+12025550101" }),
      status("m-read", "read", 5, { recipient: "+12025550102", template: "hello" }),
      status("wamid.HBgLMTIwMjU1NTAxMDM=", "sent", 0, { recipient: "+12025550103" }),
      status("wamid.HBgLMTIwMjU1NTAxMDM=", "rejected", 9, {
        errorCode: "131026",
        errorText: "Message to 12025550103 undeliverable",
      }),
      status("m-odd", "unknown", 0, { rawStatus: "hibernated", recipientUserId: "US.13491208655302741918" }),
    ],
    0,
  );
});

function status(
  providerMessageId: string,
  word: IncomingStatus["status"],
  seconds: number,
  over: Partial<IncomingStatus>,
): IncomingStatus {
  return {
    workspaceId: operator.workspaceId,
    connectionId: connectionId as ConnectionId,
    campaignId: campaignId as CampaignId,
    campaignSource: 2,
    channel: "whatsapp",
    providerMessageId,
    status: word,
    rawStatus: word === "rejected" ? "failed" : word,
    occurredAt: LAUNCH + seconds * 1000,
    receivedAt: LAUNCH + seconds * 1000 + 400,
    country: "US",
    timeZone: "America/New_York",
    ...over,
  };
}

const list = (ctx: Context, query: object = {}) => listMessages(ctx, listMessagesInput.parse(query));
const idsOf = async (ctx: Context, query: object) =>
  (await list(ctx, query)).items.map((item) => item.providerMessageId).sort();
const rejected = async (ctx: Context) => {
  const [item] = (await list(ctx, { status: "rejected" })).items;
  if (!item) throw new Error("no rejected message");
  return item;
};

describe("listMessages", () => {
  test("tells a message's state, times and reason", async () => {
    expect(await rejected(operator)).toMatchObject({
      status: "rejected",
      provider: "meta",
      channel: "whatsapp",
      recipient: "+12025550103",
      sentAt: "2026-10-05T10:00:00.000Z",
      rejectedAt: "2026-10-05T10:00:09.000Z",
      deliveredAt: null,
      campaignId: String(campaignId),
      connectionId: String(connectionId),
      reason: { code: "131026", class: "unreachable", text: "Message to 12025550103 undeliverable" },
    });
  });

  test("reasons come in the reader's language", async () => {
    const [en, zh] = [await rejected(operator), await rejected({ ...operator, locale: "zh" })];
    expect(zh.reason?.title).not.toBe(en.reason?.title);
    expect(zh.reason?.title).toMatch(/\p{Script=Han}/u);
  });

  test("a message with unknown words only is unknown", async () => {
    expect((await list(operator, { status: "unknown" })).items).toMatchObject([
      { status: "unknown", unknownWords: ["hibernated"], reason: null },
    ]);
  });

  test.each([
    { why: "a status", query: { status: "read" }, ids: ["m-read"] },
    { why: "the provider's id", query: { providerMessageId: "m-sent" }, ids: ["m-sent"] },
    { why: "a whole number", query: { recipient: "+12025550102" }, ids: ["m-read"] },
    { why: "a number as people write it", query: { recipient: "+1 (202) 555-0102" }, ids: ["m-read"] },
    {
      why: "the beginning of a number",
      query: { recipient: "1202555010" },
      ids: ["m-read", "m-sent", "wamid.HBgLMTIwMjU1NTAxMDM="],
    },
    { why: "a BSUID", query: { recipient: "US.13491208655302741918" }, ids: ["m-odd"] },
    { why: "anything: a number", query: { search: "+12025550101" }, ids: ["m-sent"] },
    { why: "anything: an id", query: { search: "m-odd" }, ids: ["m-odd"] },
    { why: "wildcards of SQL as they are", query: { recipient: "%" }, ids: [] },
  ])("finds by $why", async ({ query, ids }) => {
    expect(await idsOf(operator, query)).toEqual(ids);
  });

  test("finds by connection and campaign", async () => {
    expect(
      (await list(operator, { connectionId: String(connectionId), campaignId: String(campaignId) })).items,
    ).toHaveLength(4);
    expect((await list(operator, { campaignId: "2147483647" })).items).toEqual([]);
  });

  test("pages by key, newest first, each once", async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await list(operator, { limit: "3", ...(cursor && { cursor }) });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([...seen].sort((a, b) => Number(b) - Number(a)));
    expect(new Set(seen).size).toBe(4);
  });

  test.each([
    { limit: "0" },
    { limit: "201" },
    { limit: "1e2" },
    { status: "lost" },
    { colour: "red" },
    { campaignId: "x" },
    { search: "\0" },
  ])("refuses %j", (query) => {
    expect(listMessagesInput.safeParse(query).success).toBe(false);
  });
});

describe("viewers", () => {
  test("never get a number, wherever it stands", async () => {
    const item = await rejected(viewer);
    expect(item.recipient).toBe("+120••••03");
    const events = await messageEvents(viewer, { id: BigInt(item.id) });
    for (const text of [JSON.stringify(await list(viewer)), JSON.stringify(events)]) {
      expect(text).not.toMatch(/2025550\d{3}/);
      expect(text).not.toContain("HBgLMTIwMjU1NTAxMDM");
    }
  });

  test("never get a BSUID, neither in lists nor in a message and its timeline", async () => {
    const errorText = "User US.13491208655302741919 can't be reached";
    const corrected = [
      status("m-bsuid", "rejected", 4, { recipientUserId: "US.13491208655302741919", errorText }),
      status("m-bsuid", "read", 5, {}),
    ];
    await storeStatuses(pool(), corrected, 0);
    const query = { search: "US.13491208655302741919" };
    const [open] = (await list(operator, query)).items;
    expect(open?.recipientUserId).toBe("US.13491208655302741919");
    const id = { id: BigInt(open?.id ?? 0) };
    expect(JSON.stringify(await messageEvents(operator, id))).toContain(errorText);
    const answers = [await list(viewer), await getMessage(viewer, id), await messageEvents(viewer, id)];
    for (const answer of answers) expect(JSON.stringify(answer)).not.toMatch(/US\.\d|\d{7}|41919/);
    expect((await list(viewer, query)).items).toMatchObject([{ recipientUserId: "••••••••••" }]);
  });

  test("can't guess a number digit by digit", async () => {
    expect(await idsOf(viewer, { recipient: "+1202555010" })).toEqual([]);
    expect(await idsOf(viewer, { recipient: "+12025550101" })).toEqual(["m-sent"]);
  });
});

test("the timeline tells the provider's own words in order", async () => {
  const { id } = await rejected(operator);
  const { items } = await messageEvents(operator, { id: BigInt(id) });
  expect(items).toMatchObject([
    {
      status: "sent",
      rawStatus: "sent",
      occurredAt: "2026-10-05T10:00:00.000Z",
      receivedAt: "2026-10-05T10:00:00.400Z",
      reason: null,
    },
    { status: "rejected", rawStatus: "failed", errorCode: "131026", reason: { class: "unreachable" } },
  ]);
});

test("another workspace's message does not exist", async () => {
  const { id } = await rejected(operator);
  await expect(getMessage(stranger, { id: BigInt(id) })).rejects.toMatchObject({ code: "not_found" });
  await expect(messageEvents(stranger, { id: BigInt(id) })).rejects.toMatchObject({ code: "not_found" });
  expect((await list(stranger, { campaignId: String(campaignId) })).items).toEqual([]);
  expect((await list(stranger, { providerMessageId: "m-sent" })).items).toEqual([]);
});
