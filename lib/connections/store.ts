import "server-only";
import type { StoredSettings } from "@/lib/connections/sealed-settings";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";

export type ConnectionRow = {
  workspaceId: number;
  id: number;
  provider: string;
  name: string;
  key: string;
  settings: unknown;
  secrets: Uint8Array<ArrayBuffer>;
  createdAt: Date;
  lastReceivedAt: Date | null;
};

/** The id is needed before the row: the secrets are sealed for it. */
export async function nextConnectionId(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ id: number }[]>`
    SELECT nextval(pg_get_serial_sequence('connection', 'id'))::int AS id`;
  if (!row) throw new Error("the sequence of connection ids gave no value");
  return row.id;
}

export const insertConnection = (
  db: Db,
  workspaceId: WorkspaceId,
  row: { id: number; provider: string; name: string; key: string } & StoredSettings,
) => db.connection.create({ data: { workspaceId, ...row } });

export const findConnections = (workspaceId: WorkspaceId, db: Db = prisma()) =>
  db.connection.findMany({ where: { workspaceId, removedAt: null }, orderBy: { id: "asc" } });

export const findConnection = (workspaceId: WorkspaceId, id: number, db: Db = prisma()) =>
  db.connection.findFirst({ where: { workspaceId, id, removedAt: null } });

/** Until the transaction ends nobody else changes the connection: its settings are read, changed and written back. */
export async function lockConnection(
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
): Promise<ConnectionRow | null> {
  await db.$queryRaw`SELECT id FROM connection WHERE workspace_id = ${workspaceId} AND id = ${id} FOR UPDATE`;
  return findConnection(workspaceId, id, db);
}

export const updateConnectionRow = (
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
  change: { name: string } & StoredSettings,
) => db.connection.update({ where: { workspaceId_id: { workspaceId, id } }, data: change });

/** Ends the webhook address and forgets the secrets; what was received stays. */
export const markConnectionRemoved = (db: Db, workspaceId: WorkspaceId, id: number) =>
  db.$executeRaw`
    UPDATE connection SET removed_at = now(), updated_at = now(), settings = '{}', secrets = ''
    WHERE workspace_id = ${workspaceId} AND id = ${id} AND removed_at IS NULL`;

/** Campaign "Unassigned" of each connection. */
export const findUnassigned = (
  workspaceId: WorkspaceId,
  connectionIds: readonly number[],
  db: Db = prisma(),
) =>
  db.campaign.findMany({
    where: { workspaceId, unassignedOf: { in: [...connectionIds] } },
    select: { id: true, unassignedOf: true },
  });

/** Totals by kind. */
export const sumCounters = (workspaceId: WorkspaceId, connectionIds: readonly number[]) =>
  prisma().$queryRaw<{ connectionId: number; kind: string; n: number }[]>`
    SELECT connection_id AS "connectionId", kind, sum(n)::float8 AS n FROM connection_counter
    WHERE workspace_id = ${workspaceId} AND connection_id = ANY (${[...connectionIds]}::int[])
    GROUP BY 1, 2`;

export const findCounters = (workspaceId: WorkspaceId, connectionId: number) =>
  prisma().connectionCounter.findMany({
    where: { workspaceId, connectionId },
    orderBy: [{ kind: "asc" }, { n: "desc" }, { reason: "asc" }],
    take: 200,
  });

/** The newest requests that could not be read, without their bytes. */
export const findMalformed = (workspaceId: WorkspaceId, connectionId: number) =>
  prisma().$queryRaw<{ id: bigint; receivedAt: Date; cause: string; bytes: number }[]>`
    SELECT id, received_at AS "receivedAt", cause, length(body) AS bytes FROM malformed_request
    WHERE workspace_id = ${workspaceId} AND connection_id = ${connectionId}
    ORDER BY id DESC LIMIT 20`;

export const findMalformedBody = (workspaceId: WorkspaceId, connectionId: number, id: bigint) =>
  prisma().malformedRequest.findFirst({ where: { workspaceId, connectionId, id }, select: { body: true } });

/** Provider of each connection, removed ones too: their messages still need its dictionary of reasons. */
export const findProviders = (workspaceId: WorkspaceId) =>
  prisma().connection.findMany({ where: { workspaceId }, select: { id: true, provider: true } });

export type IngestRow = {
  workspaceId: WorkspaceId;
  id: ConnectionId;
  provider: string;
  key: string;
  settings: unknown;
  secrets: Uint8Array;
  unassignedCampaignId: CampaignId;
};

/** Across workspaces: the webhook's key is what tells the workspace. */
export const findForIngest = () =>
  prisma().$queryRaw<IngestRow[]>`
    SELECT c.workspace_id AS "workspaceId", c.id, c.provider, c.key, c.settings, c.secrets, u.id AS "unassignedCampaignId"
    FROM connection c
    JOIN campaign u ON u.workspace_id = c.workspace_id AND u.unassigned_of = c.id
    WHERE c.removed_at IS NULL`;
