import "server-only";
import { copyOut } from "@/lib/db/copy-out";
import { reportPool } from "@/lib/db/replica";
import type { WorkspaceId } from "@/lib/domain/ids";
import { Records } from "@/lib/rejected/export/records";
import { conditionsOf, type Key, type RejectedWhere } from "@/lib/rejected/store";

/** Rows a statement: short enough for no lock or snapshot to last, long enough to hide the round trip. */
const READ = 4000;
/** Bytes that mostly hold as many. */
const ROOM = 1_250_000;

/** Every rejection of a filter, newest first; the database reads a page while the one before is written. */
export async function* recordPages(workspaceId: WorkspaceId, where: RejectedWhere): AsyncGenerator<Records> {
  const read = (after: Key | null, into: Buffer): Promise<Records> => {
    const page = readRecords(workspaceId, where, after, into);
    page.catch(() => {}); // it is awaited below, perhaps after it has failed, or never
    return page;
  };
  // Two, by turns: what a page leaves behind would keep the collector busy.
  let spare: Buffer = Buffer.allocUnsafeSlow(ROOM);
  let next: Promise<Records> | null = read(null, Buffer.allocUnsafeSlow(ROOM));
  while (next) {
    const page: Records = await next;
    const { rows, last } = page.survey();
    next = rows < READ || !last ? null : read(last, spare);
    yield page;
    spare = page.bytes;
  }
}

/** One page. Without joins: names are looked up from a few hundred, and a plan that compares every message with every campaign costs more than the messages. */
async function readRecords(
  workspaceId: WorkspaceId,
  where: RejectedWhere,
  after: Key | null,
  into: Buffer,
): Promise<Records> {
  const { conditions, values } = conditionsOf(workspaceId, where);
  if (after) {
    values.push(after.rejectedAt, after.id);
    conditions.push(
      `(m.rejected_at, m.id) < ($${values.length - 1}::timestamptz, $${values.length}::bigint)`,
    );
  }
  // The columns of ./records, in its order.
  const text = `SELECT m.id, m.rejected_at, m.sender, m.recipient, m.recipient_user_id, m.provider_message_id,
      m.error_text, m.country, m.time_zone, m.campaign_id, m.connection_id, m.channel, m.error_code
    FROM message m WHERE ${conditions.join(" AND ")}
    ORDER BY m.rejected_at DESC, m.id DESC LIMIT ${READ}`;
  const { bytes, length } = await copyOut(reportPool(), text, values, into);
  return new Records(bytes, length);
}

export type Names = {
  readonly campaigns: ReadonlyMap<number, string>;
  readonly connections: ReadonlyMap<number, { readonly name: string; readonly provider: string }>;
};

/** Of everything in the workspace, archived and removed ones included. */
export async function readNames(workspaceId: WorkspaceId): Promise<Names> {
  const [campaigns, connections] = await Promise.all([
    reportPool().query<{ id: number; name: string }>(
      "SELECT id, name FROM campaign WHERE workspace_id = $1",
      [workspaceId],
    ),
    reportPool().query<{ id: number; name: string; provider: string }>(
      "SELECT id, name, provider FROM connection WHERE workspace_id = $1",
      [workspaceId],
    ),
  ]);
  return {
    campaigns: new Map(campaigns.rows.map(({ id, name }) => [id, name])),
    connections: new Map(connections.rows.map(({ id, ...connection }) => [id, connection])),
  };
}
