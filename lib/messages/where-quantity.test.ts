import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, pool, prisma } from "@/lib/db/client";
import { testDatabase } from "@/lib/db/test-database";
import type { Counters } from "@/lib/domain/campaign/counters";
import { QUANTITIES, quantity } from "@/lib/domain/campaign/metrics";
import { WHERE_QUANTITY } from "@/lib/messages/where-quantity";
import { COUNTED } from "@/lib/testing/recount";

let database: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  database = await testDatabase();
  process.env.DATABASE_URL = database.url;
  // Every combination of the five times: all states that a message can be in, likely or not.
  const stages = ["acceptedAt", "sentAt", "deliveredAt", "readAt", "rejectedAt"] as const;
  const data = Array.from({ length: 2 ** stages.length }, (_, bits) => ({
    workspaceId: 1,
    connectionId: 1,
    providerMessageId: String(bits),
    campaignId: 1,
    campaignSource: 2,
    channel: 0,
    seenAt: new Date(),
    ...Object.fromEntries(
      stages.filter((_stage, bit) => bits & (1 << bit)).map((stage) => [stage, new Date()]),
    ),
  }));
  await prisma().message.createMany({ data });
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

test("the list behind every count holds exactly as many messages as the roll-ups say", async () => {
  const { rows } = await pool().query(
    `SELECT ${COUNTED} FROM (SELECT status, sent_at AS sent, delivered_at AS delivered, rejected_at AS rejected FROM message) AS m`,
  );
  const row = rows[0];
  const counters: Counters = {
    attempted: row.attempted,
    sent: row.sent,
    delivered: row.delivered,
    read: row.read,
    rejectedBeforeSent: row.rejected_before_sent,
    rejectedAfterSent: row.rejected_after_sent,
  };
  expect(counters.attempted).toBe(32);
  for (const name of QUANTITIES) {
    const listed = await prisma().message.count({ where: { workspaceId: 1, ...WHERE_QUANTITY[name] } });
    expect([name, listed]).toEqual([name, quantity(counters, name)]);
  }
});
