import type { Client } from "pg";
import { createConnection } from "../../support/api";
import type { Instance } from "../../support/instance";
import { openLine } from "../../support/meta";

export const CAMPAIGNS = 500;
/** Days over which the campaigns are spread; the last began some hours ago. */
const DAYS = 120;

/** What the generator needs to know of the workspace. */
export type Ground = {
  readonly workspaceId: number;
  /** That statuses come by. */
  readonly connections: readonly [number, number];
  /** That fallbacks leave by. */
  readonly sms: number;
  readonly ruleId: number;
  /** The way through the default flow by status code, as the ingest has numbered it. */
  readonly paths: Readonly<Record<number, number>>;
};

/** Connections, 500 campaigns and a rule; one real message of each kind makes the ingest number the flow's ways. */
export async function prepareGround(instance: Instance, client: Client): Promise<Ground> {
  const line = await openLine(instance, "Ways");
  await line.play([
    { id: "1", status: "sent" },
    { id: "1", status: "delivered" },
    { id: "1", status: "read" },
    { id: "2", status: "rejected", code: "131026" },
  ]);
  const settings = { appSecret: "benchmark-app-secret", verifyToken: "benchmark-verify-token" };
  const second = await createConnection(instance, "meta", "Second number", settings);
  const sms = await createConnection(instance, "simulator", "SMS", {});
  const { rows } = await client.query<{ workspaceId: number; paths: Record<number, number> }>(
    `SELECT workspace_id AS "workspaceId", json_object_agg(status, flow_path_id) AS paths
     FROM (SELECT DISTINCT workspace_id, status, flow_path_id FROM status_event) AS e GROUP BY 1`,
  );
  const [found] = rows;
  if (!found || [2, 3, 4, 5].some((status) => !found.paths[status]))
    throw new Error("The default flow has not walked the prepared statuses: is it in force?");
  await client.query(
    `INSERT INTO campaign (workspace_id, key, name, tag, created_at)
     SELECT $1, gen_random_uuid(), 'Campaign ' || n, 'benchmark-' || n,
       now() - interval '4 hours' - make_interval(secs => ($2 - n) * $3::float8 * 86400 / $2)
     FROM generate_series(1, $2::int) AS n ORDER BY n`,
    [found.workspaceId, CAMPAIGNS, DAYS],
  );
  await client.query(
    "SELECT ensure_status_event_partitions((now() - make_interval(days => $1))::date, $2::int)",
    [DAYS + 5, Math.ceil(DAYS / 28) + 2],
  );
  const { rows: rules } = await client.query<{ id: number }>(
    "INSERT INTO fallback_rule (workspace_id, name) VALUES ($1, 'Benchmark') RETURNING id",
    [found.workspaceId],
  );
  return {
    workspaceId: found.workspaceId,
    connections: [Number(line.connection.id), Number(second.id)],
    sms: Number(sms.id),
    ruleId: rules[0]?.id ?? 0,
    paths: found.paths,
  };
}
