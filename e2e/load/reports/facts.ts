import type { Client } from "pg";
import type { Ground } from "./prepare";

export type Person = {
  readonly id: string;
  readonly campaignId: number;
  readonly recipient: string;
  readonly providerMessageId: string;
  /** Of a rejected one: its place in the list of rejections. */
  readonly place: string | null;
};

/** What the pages' addresses are made of; each request takes the next of each list. */
export type Facts = {
  readonly campaigns: readonly number[];
  /** With fallbacks. */
  readonly fallen: readonly number[];
  readonly messages: readonly Person[];
  readonly rejected: readonly Person[];
  readonly connectionId: number;
  readonly flowId: number;
  /** The flow's branch by status. */
  readonly branch: string;
  readonly days: { readonly from: string; readonly to: string };
};

/** As many as requests are timed, so that none finds the pages of the one before in memory. */
const EACH = 64;

/** Messages and campaigns from everywhere in the workspace's history, the same share of it at every size. */
export async function findFacts(client: Client, ground: Ground): Promise<Facts> {
  const campaigns = await client.query<{ id: number; fallen: boolean }>(
    `SELECT id, tag LIKE 'benchmark-%0' AS fallen FROM campaign WHERE workspace_id = $1 AND tag LIKE 'benchmark-%' ORDER BY md5(tag)`,
    [ground.workspaceId],
  );
  const flow = await client.query<{ id: number; trail: string }>(
    `SELECT p.flow_id AS id, p.trail FROM flow_path p WHERE p.workspace_id = $1 AND p.id = $2`,
    [ground.workspaceId, ground.paths[5]],
  );
  const { id: flowId = 0, trail = "" } = flow.rows[0] ?? {};
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  return {
    campaigns: campaigns.rows.map(({ id }) => id),
    fallen: campaigns.rows.flatMap(({ id, fallen }) => (fallen ? [id] : [])),
    messages: await people(client, ground, "m.rejected_at IS NULL"),
    rejected: await people(client, ground, "m.rejected_at IS NOT NULL"),
    connectionId: ground.connections[0],
    flowId,
    branch: /(\S+)>rejected/.exec(trail)?.[1] ?? "",
    days: { from: day(40), to: day(30) },
  };
}

async function people(client: Client, { workspaceId }: Ground, which: string): Promise<Person[]> {
  const { rows } = await client.query<Person>(
    `WITH edge AS (SELECT min(id) AS first, max(id) AS last FROM message WHERE workspace_id = $1)
     SELECT m.id::text AS id, m.campaign_id AS "campaignId", m.recipient, m.provider_message_id AS "providerMessageId",
       (extract(epoch FROM m.rejected_at) * 1000)::bigint || '_' || m.id AS place
     FROM edge CROSS JOIN generate_series(1, $2::int) AS n CROSS JOIN LATERAL (
       SELECT * FROM message m WHERE m.workspace_id = $1 AND m.id >= edge.first + (edge.last - edge.first) * (n * 37 % $2) / $2
         AND m.recipient IS NOT NULL AND ${which} ORDER BY m.id LIMIT 1) AS m ORDER BY md5(m.id::text)`,
    [workspaceId, EACH],
  );
  return rows;
}
