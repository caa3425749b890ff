import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { createConnection } from "@/lib/connections/create-connection";
import { pool } from "@/lib/db/client";
import type { CampaignId, ConnectionId } from "@/lib/domain/ids";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatuses } from "@/lib/ingest/store";
import { registerMessagesInput } from "@/lib/messages/contract";
import { registerMessages } from "@/lib/messages/register-messages";
import { recountDifferences } from "@/lib/testing/recount";

testInstance();

const NOW = Date.parse("2026-10-05T10:00:00Z");

let operator: Context;
let campaignId: number;
let connectionId: number;
beforeAll(async () => {
  operator = (await testMember(await testWorkspace(), "operator")).ctx;
  connectionId = await connect("Main");
  campaignId = Number((await createCampaign(operator, { name: "Autumn" })).id);
});

async function connect(name: string, ctx = operator): Promise<number> {
  return Number(
    (await createConnection({ ...ctx, role: "admin" }, { provider: "simulator", name, settings: {} })).id,
  );
}

const register = (messages: object[], ctx = operator, now = NOW, id = campaignId) =>
  registerMessages(ctx, registerMessagesInput.parse({ id: String(id), messages }), now);

async function rowOf(providerMessageId: string) {
  const { rows } = await pool().query(
    "SELECT * FROM message WHERE workspace_id = $1 AND provider_message_id = $2",
    [operator.workspaceId, providerMessageId],
  );
  expect(rows).toHaveLength(1);
  return rows[0];
}

/** A status that comes before anybody says to which campaign its message belongs. */
async function arrive(providerMessageId: string, word: IncomingStatus["status"], occurredAt: number) {
  const { rows } = await pool().query("SELECT id FROM campaign WHERE unassigned_of = $1", [connectionId]);
  const event: IncomingStatus = {
    workspaceId: operator.workspaceId,
    connectionId: connectionId as ConnectionId,
    campaignId: rows[0].id as CampaignId,
    campaignSource: 0,
    channel: "whatsapp",
    providerMessageId,
    status: word,
    rawStatus: word,
    occurredAt,
    receivedAt: NOW,
    country: "US",
    timeZone: "America/New_York",
    ...(word === "rejected" && { errorCode: "131026", errorText: "undeliverable" }),
  };
  await storeStatuses(pool(), [event], 0);
}

const differences = () => recountDifferences(pool());
const NONE = { cohort: [], reason: [], timing: [], latency: [], flow: [] };

const countOf = async () => (await pool().query("SELECT count(*)::int AS n FROM message")).rows[0].n;

const full = {
  providerMessageId: "r-1",
  phone: "+44 7700 900123",
  bsuid: "GB.123",
  timeZone: "Asia/Tokyo",
  locale: "pt-BR",
  template: "hello",
  variables: { name: "Ana", visits: 3, vip: true, note: null },
  acceptedAt: "2026-10-05T09:59:00+02:00",
};

describe("registerMessages", () => {
  test("keeps everything that it was told", async () => {
    expect(await register([full])).toEqual({ registered: 1 });
    expect(await rowOf("r-1")).toMatchObject({
      connection_id: connectionId,
      campaign_id: campaignId,
      campaign_source: 1,
      status: 1,
      recipient: "+447700900123",
      recipient_user_id: "GB.123",
      country: "GB",
      time_zone: "Asia/Tokyo",
      locale: "pt-BR",
      template: "hello",
      variables: full.variables,
      accepted_at: new Date("2026-10-05T07:59:00Z"),
    });
  });

  test("a repeat, also a later one without a time, changes nothing", async () => {
    await register([{ providerMessageId: "again", phone: "+12025550110" }]);
    const before = await rowOf("again");
    await register([{ providerMessageId: "again", phone: "+12025550110" }], operator, NOW + 60_000);
    expect(await rowOf("again")).toEqual(before);
  });

  test("several times in one call counts once, the last attributes win", async () => {
    const twice = [1, 2].map((visits) => ({ providerMessageId: "twice", variables: { visits } }));
    expect(await register(twice)).toEqual({ registered: 1 });
    expect((await rowOf("twice")).variables).toEqual({ visits: 2 });
  });

  test("without a zone, the number tells it", async () => {
    await register([{ providerMessageId: "zone", phone: "+12025550111" }]);
    expect(await rowOf("zone")).toMatchObject({ time_zone: "America/New_York", country: "US" });
  });

  test("moves a message that came first out of Unassigned, and invents no time for it", async () => {
    await arrive("early", "sent", NOW - 60_000);
    await arrive("early", "delivered", NOW - 50_500);
    const before = await rowOf("early");
    await register([{ providerMessageId: "early", timeZone: "Asia/Tokyo" }]);
    expect(await rowOf("early")).toEqual({
      ...before,
      campaign_id: campaignId,
      campaign_source: 1,
      time_zone: "Asia/Tokyo",
      time_zone_source: 1,
    });
    expect(await differences()).toEqual(NONE);
  });

  test("keeps the reason of a message that was rejected first", async () => {
    await arrive("refused", "rejected", NOW - 60_123);
    const before = await rowOf("refused");
    await register([{ providerMessageId: "refused", phone: "+12025550112" }]);
    expect(await rowOf("refused")).toEqual({
      ...before,
      campaign_id: campaignId,
      campaign_source: 1,
      recipient: "+12025550112",
    });
  });

  test("was accepted no later than it was heard of, also when that was an unknown word", async () => {
    await arrive("odd", "unknown", NOW - 60_000);
    await register([{ providerMessageId: "odd" }]);
    await arrive("odd", "sent", NOW - 59_000);
    const { accepted_at, seen_at, sent_at, unknown_words } = await rowOf("odd");
    expect(accepted_at).toEqual(seen_at);
    expect(accepted_at < sent_at).toBe(true);
    expect(unknown_words).toEqual(["unknown"]);
  });

  test("a told time of acceptance counts also after the statuses", async () => {
    await arrive("told", "sent", NOW - 60_000);
    await register([{ providerMessageId: "told", acceptedAt: "2026-10-05T09:58:00Z" }]);
    expect(await rowOf("told")).toMatchObject({ accepted_at: new Date("2026-10-05T09:58:00Z") });
  });

  test("takes 10,000 in one call, and the roll-ups equal a recount", async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({
      providerMessageId: `many-${i}`,
      locale: "en",
      variables: { i },
    }));
    expect(await register(many)).toEqual({ registered: 10_000 });
    expect((await rowOf("many-9999")).variables).toEqual({ i: 9999 });
    expect(await differences()).toEqual(NONE);
  });
});

describe("refuses", () => {
  test.each([
    { why: "a number without country", message: { phone: "0770 090 0123" }, path: "phone" },
    { why: "an unknown zone", message: { timeZone: "Mars/Olympus" }, path: "timeZone" },
    { why: "an offset as zone", message: { timeZone: "+02:00" }, path: "timeZone" },
    { why: "an unknown field", message: { colour: "red" }, path: "" },
    { why: "NUL in a variable", message: { variables: { name: "a\0b" } }, path: "variables.name" },
    {
      why: "half a character in a variable",
      message: { variables: { name: "\ud83d" } },
      path: "variables.name",
    },
    {
      why: "too many variables",
      message: { variables: { a: "x".repeat(4000), b: "x".repeat(4000) } },
      path: "variables",
    },
    { why: "a time without zone", message: { acceptedAt: "2026-10-05T10:00:00" }, path: "acceptedAt" },
  ])("$why, and says where", ({ message, path }) => {
    const good = { providerMessageId: "good" };
    const parsed = registerMessagesInput.safeParse({ id: "1", messages: [good, { ...good, ...message }] });
    const wanted = ["messages", 1, ...(path ? path.split(".") : [])];
    expect(parsed.error?.issues.map((issue) => issue.path)).toEqual([wanted]);
  });

  test("none and more than 10,000", () => {
    const some = (length: number) => ({
      id: "1",
      messages: Array.from({ length }, () => ({ providerMessageId: "x" })),
    });
    expect(registerMessagesInput.safeParse(some(0)).success).toBe(false);
    expect(registerMessagesInput.safeParse(some(10_001)).success).toBe(false);
  });

  test("a time in the future and a foreign connection, and stores nothing of the call", async () => {
    const stranger = (await testMember(await testWorkspace("Other"), "admin")).ctx;
    const foreign = await connect("Foreign", stranger);
    const before = await countOf();
    const attempt = register([
      { providerMessageId: "fine" },
      { providerMessageId: "future", acceptedAt: "2027-01-01T00:00:00Z" },
      { providerMessageId: "foreign", connectionId: String(foreign) },
    ]);
    await expect(attempt).rejects.toMatchObject({
      code: "invalid_input",
      problems: [{ path: "messages.1.acceptedAt" }, { path: "messages.2.connectionId" }],
    });
    expect(await countOf()).toBe(before);
    await expect(register([{ providerMessageId: "x" }], stranger)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("viewers", async () => {
    await expect(register([full], { ...operator, role: "viewer" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("to guess between several connections", async () => {
    const second = await connect("Second");
    await expect(register([{ providerMessageId: "which" }])).rejects.toMatchObject({
      problems: [{ path: "messages.0.connectionId" }],
    });
    expect(await register([{ providerMessageId: "which", connectionId: String(second) }])).toEqual({
      registered: 1,
    });
  });
});
