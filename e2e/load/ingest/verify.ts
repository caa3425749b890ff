import { Client } from "pg";
import { recountDifferences } from "@/lib/testing/recount";

export type Stored = {
  readonly stored: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly rollupsEqual: boolean;
};

const STATUS = { sent: 2, delivered: 3, read: 4, rejected: 5 } as const;

/** Compares what was acknowledged with the event log (each status of each message exactly once) and recounts. */
export async function verifyStored(
  databaseUrl: string,
  acknowledged: readonly { readonly providerMessageId: string; readonly status: keyof typeof STATUS }[],
): Promise<Stored> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("CREATE TEMP TABLE expected (id text, status smallint)");
  for (let i = 0; i < acknowledged.length; i += 50_000) {
    const part = acknowledged.slice(i, i + 50_000);
    await client.query("INSERT INTO expected SELECT * FROM unnest($1::text[], $2::smallint[])", [
      part.map((each) => each.providerMessageId),
      part.map((each) => STATUS[each.status]),
    ]);
  }
  const { rows } = await client.query(
    `WITH logged AS (
       SELECT m.provider_message_id AS id, e.status, count(*) AS n
       FROM status_event e JOIN message m ON m.workspace_id = e.workspace_id AND m.id = e.message_id GROUP BY 1, 2
     )
     SELECT (SELECT count(*)::int FROM expected x JOIN logged l USING (id, status)) AS stored,
       (SELECT count(*)::int FROM expected x LEFT JOIN logged l USING (id, status) WHERE l.id IS NULL) AS lost,
       (SELECT coalesce(sum(n - 1), 0)::int FROM logged) AS duplicated`,
  );
  const differences = await recountDifferences(client);
  await client.end();
  return { ...rows[0], rollupsEqual: Object.values(differences).every((list) => list.length === 0) };
}
