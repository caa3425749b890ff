import "server-only";
import type { Locale } from "@/lib/auth/context";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import { TEST_EVENT } from "@/lib/domain/webhook-out/events";

export type EndpointRow = {
  id: number;
  name: string;
  url: string;
  events: string[];
  secrets: Uint8Array;
  createdAt: Date;
  createdBy: string;
  pausedAt: Date | null;
  pausedWhy: string | null;
  failures: number;
  failingSince: Date | null;
  pending: number;
  failed: number;
};

/** All endpoints, or the one of that id. They are few: people make them. */
export const findEndpoints = (
  workspaceId: WorkspaceId,
  id: number | null = null,
  db: Db = prisma(),
): Promise<EndpointRow[]> => db.$queryRaw<EndpointRow[]>`
  SELECT p.id, p.name, p.url, p.events, p.secrets, p.created_at AS "createdAt", p.created_by AS "createdBy",
    p.paused_at AS "pausedAt", p.paused_why AS "pausedWhy", p.failures, p.failing_since AS "failingSince",
    n.pending, n.failed
  FROM webhook_endpoint p CROSS JOIN LATERAL (
    SELECT (count(*) FILTER (WHERE d.state = 'pending'))::int AS pending, (count(*) FILTER (WHERE d.state = 'failed'))::int AS failed
    FROM webhook_delivery d WHERE d.workspace_id = p.workspace_id AND d.endpoint_id = p.id AND d.state <> 'delivered') AS n
  WHERE p.workspace_id = ${workspaceId} AND (${id}::int IS NULL OR p.id = ${id}::int)
  ORDER BY lower(p.name), p.id`;

/** Until the transaction ends nobody else changes the endpoint. */
export async function lockEndpoint(
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
): Promise<EndpointRow | null> {
  await db.$queryRaw`SELECT id FROM webhook_endpoint WHERE workspace_id = ${workspaceId} AND id = ${id} FOR NO KEY UPDATE`;
  return (await findEndpoints(workspaceId, id, db))[0] ?? null;
}

export async function nextEndpointId(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ id: number }[]>`
    SELECT nextval(pg_get_serial_sequence('webhook_endpoint', 'id'))::int AS id`;
  if (!row) throw new Error("a sequence without a next value");
  return row.id;
}

export const insertEndpoint = (
  db: Db,
  workspaceId: WorkspaceId,
  row: {
    id: number;
    name: string;
    url: string;
    events: string[];
    secrets: Uint8Array<ArrayBuffer>;
    createdBy: string;
  },
) => db.webhookEndpoint.create({ data: { workspaceId, ...row }, select: { id: true } });

export const updateEndpointRow = (
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
  data: { name?: string; url?: string; events?: string[]; secrets?: Uint8Array<ArrayBuffer> },
) =>
  db.webhookEndpoint.update({ where: { workspaceId_id: { workspaceId, id } }, data, select: { id: true } });

export const pauseEndpoint = (db: Db, workspaceId: WorkspaceId, id: number) => db.$executeRaw`
  UPDATE webhook_endpoint SET paused_at = now(), paused_why = 'person' WHERE workspace_id = ${workspaceId} AND id = ${id}`;

/** Goes on where the pause began (a week back at most), afresh, and what waits is due at once. */
export async function resumeEndpoint(db: Db, workspaceId: WorkspaceId, id: number): Promise<void> {
  await db.$executeRaw`
    UPDATE webhook_endpoint SET catch_up_from = greatest(least(coalesce(catch_up_from, paused_at), paused_at) - interval '30 s', now() - interval '7 days'),
      paused_at = NULL, paused_why = NULL, failures = 0, failing_since = NULL, held_until = NULL
    WHERE workspace_id = ${workspaceId} AND id = ${id}`;
  await db.$executeRaw`
    UPDATE webhook_delivery SET due_at = least(due_at, now())
    WHERE workspace_id = ${workspaceId} AND endpoint_id = ${id} AND state = 'pending' AND due_at > now() + interval '30 s'`;
  await closeEndpointAlert(db, workspaceId, id);
}

const closeEndpointAlert = (db: Db, workspaceId: WorkspaceId, id: number) =>
  db.$queryRaw`SELECT resolve_alert(${workspaceId}::int, 'endpoint_paused', ${String(id)})`;

/** Its deliveries are no use to anybody; a chore takes away those that are left. */
export async function deleteEndpoint(db: Db, workspaceId: WorkspaceId, id: number): Promise<void> {
  await db.webhookEndpoint.delete({ where: { workspaceId_id: { workspaceId, id } }, select: { id: true } });
  await closeEndpointAlert(db, workspaceId, id);
}

export const insertTestEvent = (
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
  eventId: string,
  data: object,
) =>
  db.webhookDelivery.create({
    data: { workspaceId, endpointId: id, eventId, type: TEST_EVENT, data, occurredAt: new Date() },
    select: { id: true },
  });

const LISTED = {
  id: true,
  eventId: true,
  type: true,
  state: true,
  tries: true,
  occurredAt: true,
  createdAt: true,
  dueAt: true,
  endedAt: true,
  lastStatus: true,
  lastError: true,
} as const;

/** Newest first. */
export const findDeliveries = (
  workspaceId: WorkspaceId,
  endpointId: number,
  { state, before, limit }: { state?: string; before?: bigint; limit: number },
) =>
  prisma().webhookDelivery.findMany({
    where: {
      workspaceId,
      endpointId,
      ...(state ? { state } : {}),
      ...(before ? { id: { lt: before } } : {}),
    },
    orderBy: { id: "desc" },
    take: limit,
    select: LISTED,
  });

export const findDelivery = (workspaceId: WorkspaceId, endpointId: number, id: bigint) =>
  prisma().webhookDelivery.findFirst({
    where: { workspaceId, endpointId, id },
    select: { ...LISTED, data: true },
  });

export const findTries = (workspaceId: WorkspaceId, deliveryId: bigint) =>
  prisma().webhookTry.findMany({
    where: { workspaceId, deliveryId },
    orderBy: { id: "desc" },
    take: 100,
    select: { at: true, ms: true, status: true, error: true, answer: true },
  });

/** The language in which endpoints are told. */
export async function findWorkspaceLocale(workspaceId: WorkspaceId): Promise<Locale> {
  const row = await prisma().workspace.findUnique({ where: { id: workspaceId }, select: { locale: true } });
  return (row?.locale ?? "en") as Locale;
}

/** Sends ended deliveries again with the same id; what is still on its way is left alone. @returns how many */
export const replayRows = (
  db: Db,
  workspaceId: WorkspaceId,
  endpointId: number,
  which: { deliveryId: bigint } | { since: Date },
): Promise<number> => {
  const one = "deliveryId" in which ? which.deliveryId : null;
  const since = "since" in which ? which.since : null;
  return db.$executeRaw`
    UPDATE webhook_delivery SET state = 'pending', tries = 0, due_at = now(), ended_at = NULL
    WHERE workspace_id = ${workspaceId} AND endpoint_id = ${endpointId}
      AND CASE WHEN ${one}::bigint IS NULL THEN state = 'failed' AND created_at >= ${since?.toISOString() ?? null}::timestamptz
        ELSE id = ${one}::bigint AND state <> 'pending' END`;
};
