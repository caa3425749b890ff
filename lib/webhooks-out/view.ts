import "server-only";
import { AppError } from "@/lib/errors";
import { SealError } from "@/lib/secrets/envelope";
import type { DeliveryView, EndpointView } from "@/lib/webhooks-out/contract";
import { openSecrets } from "@/lib/webhooks-out/secrets";
import type { EndpointRow } from "@/lib/webhooks-out/store";

/** @throws AppError not_found, also for another workspace's */
export function requireEndpoint<Row>(row: Row | null | undefined): Row {
  if (row) return row;
  throw new AppError("not_found", "There is no such webhook endpoint in this workspace.");
}

export const requireDelivery = <Row>(row: Row | null): Row => {
  if (row) return row;
  throw new AppError("not_found", "There is no such delivery; old ones are removed after some days.");
};

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

export function viewEndpoint(workspaceId: number, row: EndpointRow, now = Date.now()): EndpointView {
  const { secrets: sealed, events, pausedWhy, ...rest } = row;
  return {
    ...rest,
    id: String(row.id),
    events: events as EndpointView["events"],
    createdAt: row.createdAt.toISOString(),
    pausedAt: iso(row.pausedAt),
    pausedWhy: pausedWhy as EndpointView["pausedWhy"],
    failingSince: iso(row.failingSince),
    formerSecretUntil: formerUntil(workspaceId, row.id, sealed, now),
  };
}

/** A list must not fail because one endpoint's secret needs another key. */
function formerUntil(workspaceId: number, id: number, sealed: Uint8Array, now: number): string | null {
  try {
    const former = openSecrets(workspaceId, id, sealed)[1];
    return former?.until && former.until > now ? new Date(former.until).toISOString() : null;
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

type DeliveryRow = {
  id: bigint;
  eventId: string;
  type: string;
  state: string;
  tries: number;
  occurredAt: Date;
  createdAt: Date;
  dueAt: Date;
  endedAt: Date | null;
  lastStatus: number | null;
  lastError: string | null;
};

export const viewDelivery = ({ dueAt, ...row }: DeliveryRow): DeliveryView => ({
  id: String(row.id),
  eventId: row.eventId,
  type: row.type,
  state: row.state as DeliveryView["state"],
  tries: row.tries,
  occurredAt: row.occurredAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
  nextTryAt: row.state === "pending" ? dueAt.toISOString() : null,
  endedAt: iso(row.endedAt),
  lastStatus: row.lastStatus,
  lastError: row.lastError as DeliveryView["lastError"],
});
