import { type Client, Pool } from "pg";
import { recountPeople } from "@/lib/fallback/testing/recount-people";
import { recountDifferences } from "@/lib/testing/recount";

/** Campaigns whose people are worked out from the ledger one by one. */
const LOOKED_AT = 3;

/** What the roll-ups say and a full recount does not; empty when they are exactly equal. */
export async function differences(client: Client, databaseUrl: string): Promise<string[]> {
  const found = Object.entries(await recountDifferences(client)).flatMap(([name, rows]) =>
    rows.length > 0 ? [`${name}: ${rows.length} rows, such as ${JSON.stringify(rows[0])}`] : [],
  );
  const { rowCount } = await client.query(
    `WITH counted AS (
       SELECT workspace_id, campaign_id, channel, state, count(*) AS n FROM fallback_attempt GROUP BY 1, 2, 3, 4
     ), kept AS (SELECT workspace_id, campaign_id, channel, state, attempts::bigint AS n FROM rollup_fallback WHERE attempts <> 0)
     (SELECT * FROM counted EXCEPT SELECT * FROM kept) UNION ALL (SELECT * FROM kept EXCEPT SELECT * FROM counted)`,
  );
  if (rowCount) found.push(`fallback: ${rowCount} rows`);
  return [...found, ...(await differingPeople(client, databaseUrl))];
}

async function differingPeople(client: Client, databaseUrl: string): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT campaign_id, sum(triggered)::int AS triggered, sum(recovered_by_sms)::int AS "recoveredBySms",
       sum(double_touched_by_sms)::int AS "doubleTouchedBySms", sum(sent_to)::int AS "sentTo", sum(held_out)::int AS "heldOut",
       sum(spent_micros)::float8 AS "spentMicros"
     FROM rollup_fallback_people GROUP BY 1 ORDER BY triggered DESC LIMIT $1`,
    [LOOKED_AT],
  );
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  const found: string[] = [];
  for (const { campaign_id: campaignId, ...kept } of rows) {
    const counted = await recountPeople(pool, campaignId);
    for (const [name, value] of Object.entries(kept))
      if (counted[name as keyof typeof counted] !== value)
        found.push(
          `people of campaign ${campaignId}: ${name} is ${value}, counted ${counted[name as never]}`,
        );
  }
  await pool.end();
  return found;
}
