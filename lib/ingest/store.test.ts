import fc from "fast-check";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import { foldStatuses } from "@/lib/domain/message/fold";
import { statusOfCode } from "@/lib/domain/message/status";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatement } from "@/lib/ingest/statement/store-statement";
import { ensureCampaigns, storeStatuses } from "@/lib/ingest/store";
import { recountDifferences } from "@/lib/testing/recount";

const LAUNCH = Date.parse("2026-10-05T10:00:00Z");
const EMPTY = { cohort: [], reason: [], timing: [], latency: [], flow: [] };

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

function status(over: Partial<IncomingStatus> = {}): IncomingStatus {
  return {
    workspaceId: 1 as WorkspaceId,
    connectionId: 1 as ConnectionId,
    campaignId: 1 as CampaignId,
    campaignSource: 2,
    channel: "whatsapp",
    providerMessageId: "m1",
    status: "sent",
    rawStatus: over.status ?? "sent",
    occurredAt: LAUNCH,
    receivedAt: LAUNCH + 500,
    country: "GB",
    timeZone: "Europe/London",
    ...over,
  };
}

async function messageOf(providerMessageId: string) {
  const { rows } = await pool.query(
    `SELECT *, (SELECT count(*)::int FROM status_event e WHERE e.message_id = m.id) AS events FROM message m WHERE provider_message_id = $1`,
    [providerMessageId],
  );
  expect(rows).toHaveLength(1);
  return rows[0];
}

describe("storeStatuses", () => {
  test("a repeat changes nothing", async () => {
    const version = async () =>
      (await pool.query("SELECT xmin, ctid FROM message WHERE provider_message_id = 'repeat'")).rows;
    await storeStatuses(pool, [status({ providerMessageId: "repeat" })], 0);
    const first = await version();
    await storeStatuses(pool, [status({ providerMessageId: "repeat" })], 0);
    expect(await messageOf("repeat")).toMatchObject({ status: 2, events: 1 });
    expect(await version()).toEqual(first); // not even written again
  });

  test("keeps text as it came, also quotes, backslashes and other scripts", async () => {
    const errorText = `He said "no\\yes", 'ok' {1,2} NULL 你好 \u{1F600}`;
    await storeStatuses(
      pool,
      [status({ providerMessageId: 'odd "id\\', status: "rejected", errorCode: "1", errorText })],
      0,
    );
    expect(await messageOf('odd "id\\')).toMatchObject({ error_text: errorText });
  });

  test("the parts of a batch id are different messages", async () => {
    const parts = ["12025550101", "12025550102"].map((part) => status({ providerMessageId: "batch", part }));
    await storeStatuses(pool, parts, 0);
    const { rows } = await pool.query(
      "SELECT part FROM message WHERE provider_message_id = 'batch' ORDER BY part",
    );
    expect(rows.map(({ part }) => part)).toEqual(["12025550101", "12025550102"]);
  });

  test("an unknown word is kept once and moves nothing", async () => {
    const word = status({ providerMessageId: "word", status: "unknown", rawStatus: "hibernated" });
    await storeStatuses(pool, [word, word], 0);
    await storeStatuses(
      pool,
      [word, status({ providerMessageId: "word", status: "unknown", rawStatus: "awake" })],
      0,
    );
    expect(await messageOf("word")).toMatchObject({
      status: 0,
      unknown_words: ["awake", "hibernated"],
      events: 2,
    });
  });

  test("a later, better attribution moves the message and its counts", async () => {
    const id = { providerMessageId: "moved" };
    await storeStatuses(
      pool,
      [status({ ...id, campaignId: 7 as CampaignId, campaignSource: 0, status: "read" })],
      0,
    );
    await storeStatuses(pool, [status({ ...id, campaignId: 9 as CampaignId, campaignSource: 2 })], 0);
    await storeStatuses(
      pool,
      [status({ ...id, campaignId: 7 as CampaignId, campaignSource: 0, status: "delivered" })],
      0,
    );
    expect(await messageOf("moved")).toMatchObject({ campaign_id: 9, status: 4, events: 3 });
    expect(await recountDifferences(pool)).toEqual(EMPTY);
  });

  test("a registered zone outranks the number's", async () => {
    const id = { providerMessageId: "zone" };
    await storeStatuses(pool, [status(id)], 0);
    await storeStatuses(
      pool,
      [status({ ...id, status: "accepted", timeZone: "Asia/Tokyo", timeZoneRegistered: true })],
      0,
    );
    await storeStatuses(pool, [status({ ...id, status: "read" })], 0);
    expect(await messageOf("zone")).toMatchObject({ time_zone: "Asia/Tokyo" });
    expect(await recountDifferences(pool)).toEqual(EMPTY);
  });
});

const MESSAGES = ["p1", "p2", "p3"];
const anyStatus = fc
  .record({
    providerMessageId: fc.constantFrom(...MESSAGES),
    status: fc.constantFrom("accepted", "sent", "delivered", "read", "rejected", "unknown"),
    minute: fc.integer({ min: 0, max: 200 }),
    errorCode: fc.option(fc.constantFrom("131026", "131049"), { nil: undefined }),
    campaign: fc.constantFrom<[number, number]>([1, 0], [2, 2], [3, 2], [4, 3]),
    timeZone: fc.constantFrom("Europe/London", "Asia/Kathmandu", null),
    country: fc.constantFrom("GB", "NP", null),
  })
  .map(({ minute, campaign, ...rest }) =>
    status({
      ...rest,
      rawStatus: `raw-${rest.status}`,
      occurredAt: LAUNCH + minute * 60_000,
      campaignId: campaign[0] as CampaignId,
      campaignSource: campaign[1] as 0,
    }),
  );

test("the statement for known words lacks every part that only unknown words need", () => {
  const needs = { words: false, ledger: false, runs: false, wakes: false, logs: false };
  const known = storeStatement(needs).text;
  expect(known).not.toMatch(/unknown_words[^,]*(=|@>)|string_to_array|o_words\)/);
  expect(known.length).toBeLessThan(storeStatement({ ...needs, words: true }).text.length - 350);
});

describe("against the pure fold", () => {
  test("any batching of any events gives the fold's state, and roll-ups equal to a recount", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyStatus, { minLength: 1, maxLength: 6 }), { maxLength: 6 }),
        async (batches) => {
          await pool.query(
            "TRUNCATE message, status_event, rollup_cohort, rollup_reason, rollup_timing, rollup_latency",
          );
          for (const [i, batch] of batches.entries()) await storeStatuses(pool, batch, i % 2);
          for (const id of MESSAGES) {
            const events = batches.flat().filter((event) => event.providerMessageId === id);
            if (events.length === 0) continue;
            const expected = foldStatuses(
              events.map((event) => ({ ...event, at: event.occurredAt as number })),
            );
            const row = await messageOf(id);
            expect({
              status: statusOfCode(row.status),
              times: [row.accepted_at, row.sent_at, row.delivered_at, row.read_at, row.rejected_at].map(
                (t) => t?.getTime() ?? null,
              ),
              code: row.error_code,
              words: row.unknown_words,
            }).toEqual({
              status: expected.status,
              times: [
                expected.acceptedAt,
                expected.sentAt,
                expected.deliveredAt,
                expected.readAt,
                expected.rejectedAt,
              ],
              code: expected.errorCode,
              words: expected.unknownWords,
            });
            const stages = new Set(events.map((event) => event.status));
            expect(row.events).toBe(stages.size);
          }
          expect(await recountDifferences(pool)).toEqual(EMPTY);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("writers in parallel on the same new messages count each once", async () => {
    await pool.query(
      "TRUNCATE message, status_event, rollup_cohort, rollup_reason, rollup_timing, rollup_latency",
    );
    const batch = Array.from({ length: 40 }, (_, i) =>
      status({ providerMessageId: `parallel-${i}`, status: "delivered" }),
    );
    for (let round = 0; round < 10; round++) {
      const renamed = batch.map((event) => ({
        ...event,
        providerMessageId: `${event.providerMessageId}-${round}`,
      }));
      await Promise.all(
        [0, 1, 2, 3].map((slot) =>
          storeStatuses(
            pool,
            [...renamed].sort(() => slot - 1.5),
            slot,
          ),
        ),
      );
    }
    const { rows } = await pool.query("SELECT sum(attempted)::int AS attempted FROM rollup_cohort");
    expect(rows[0].attempted).toBe(400);
    expect(await recountDifferences(pool)).toEqual(EMPTY);
  });
});

test("writers that share a slot take turns, whatever order their counters come in", async () => {
  await pool.query(
    "TRUNCATE message, status_event, rollup_cohort, rollup_reason, rollup_timing, rollup_latency",
  );
  // The order comes from hashing, and a batch of many campaigns hashes into more buckets than one of few.
  const sizes = [60, 700, 60, 700];
  const batchOf = (writer: number, round: number) =>
    Array.from({ length: sizes[writer] ?? 0 }, (_, i) => {
      const providerMessageId = `turns-${writer}-${round}-${i}`;
      return status({ providerMessageId, campaignId: (1 + i) as CampaignId, status: "delivered" });
    });
  for (let round = 0; round < 24; round++)
    await Promise.all(sizes.map((_, writer) => storeStatuses(pool, batchOf(writer, round), 5)));
  const { rows } = await pool.query("SELECT sum(attempted)::int AS attempted FROM rollup_cohort");
  expect(rows[0].attempted).toBe(24 * 1520);
  expect(await recountDifferences(pool)).toEqual(EMPTY);
});

describe("ensureCampaigns", () => {
  test("gives the same campaign to every caller, also at once", async () => {
    await pool.query("INSERT INTO workspace (id, name) VALUES (1, 'w') ON CONFLICT DO NOTHING");
    const ask = () =>
      ensureCampaigns(
        pool,
        ["b", "a", "a"].map((tag) => ({ workspaceId: 1, tag, key: `key-${tag}-${Math.random()}` })),
      );
    const answers = await Promise.all([ask(), ask(), ask(), ask()]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.map(({ tag }) => tag)).toEqual(["a", "b"]);
  });
});
