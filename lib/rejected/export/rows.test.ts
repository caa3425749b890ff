import { expect, test } from "vitest";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool, prisma } from "@/lib/db/client";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import { encodeExport } from "@/lib/exports/encode";
import { exportRejected } from "@/lib/rejected/export-rejected";
import { bytesOf, readCsv, unzip } from "@/lib/testing/read-files";

testInstance();

test("files straight from the database's bytes are the same as from rows", async () => {
  const ctx = (await testMember(await testWorkspace("Odd"), "operator")).ctx;
  await oddRejections(ctx.workspaceId);
  const abroad = { ...ctx, locale: "zh", timeZone: "Asia/Kathmandu" } as const;
  for (const [reader, format, filter] of [
    [ctx, "csv", {}],
    [abroad, "csv-excel", {}],
    [ctx, "csv-excel", { search: "0123" }],
    [ctx, "csv", { code: ODD.at(-1) ?? "" }],
    [ctx, "xlsx", {}],
    [abroad, "xlsx", { search: "0123" }],
  ] as const) {
    const { table, pages, directly, total } = await exportRejected(reader, filter, format);
    const rows = await bytesOf(encodeExport(format, table, pages));
    const direct = await bytesOf(directly?.(format) as AsyncGenerator<Uint8Array>);
    if (format === "xlsx") expect(unzip(direct)).toEqual(unzip(rows));
    else expect(direct.equals(rows)).toBe(true);
    expect(total).toBeGreaterThan(0);
  }
  const { directly } = await exportRejected(ctx, {}, "csv");
  const file = await bytesOf(directly?.("csv") as AsyncGenerator<Uint8Array>);
  const rows = readCsv(file.toString("utf8")).slice(1);
  expect(rows).toHaveLength(4101);
  expect(new Set(rows.map((cells) => cells[8])).size).toBe(4101);
});

/** What senders and people may write into any text. */
const ODD = [
  ...[null, "", "=1+1", "+1+2", '"q"', "a,b", "a\r\nb", "a;=1", "\t=1", "007", "1E10", "号码", "😀"],
  ...["x\"y,{}\\'", "<t>&", "_x000D_ _", " both ", "a \t b", "\u{10ffff}\uffff"],
];

/** More than a page, with ties at its end, of all that is odd. */
async function oddRejections(workspaceId: WorkspaceId): Promise<void> {
  const zones = [null, "Europe/Rome", "Asia/Tokyo", "no/zone", ""];
  const numbers = [null, "+12025550123", "+447700900123", "not a number"];
  const ids = [await campaign(workspaceId, "=odd"), await campaign(workspaceId, 'a "b", c')];
  await pool().query(
    `INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel,
       seen_at, rejected_at, sender, recipient, recipient_user_id, country, time_zone, error_code, error_text)
     SELECT $1, $2, coalesce(odd[i % n + 1], '') || i, $4::int + i % 2, 2, i % 3, at, at, odd[i % n + 1], numbers[i % 4 + 1],
       odd[(i + 3) % n + 1], odd[(i + 5) % n + 1], zones[i % 5 + 1], odd[(i + 7) % n + 1], odd[(i + 9) % n + 1]
     FROM generate_series(0, 4100) AS i,
       LATERAL (SELECT timestamptz '2026-10-05 10:00:00.123Z' - i / 4 * interval '17.017 seconds' AS at,
         $3::text[] AS odd, cardinality($3::text[]) AS n, $5::text[] AS zones, $6::text[] AS numbers) AS each`,
    [workspaceId, await connection(workspaceId), ODD, ids[0], zones, numbers],
  );
  await pool().query(
    `INSERT INTO rollup_reason (workspace_id, campaign_id, connection_id, channel, code, slot, rejected)
     SELECT workspace_id, campaign_id, connection_id, channel, coalesce(error_code, ''), 0, count(*)
     FROM message WHERE workspace_id = $1 GROUP BY 1, 2, 3, 4, 5`,
    [workspaceId],
  );
}

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
