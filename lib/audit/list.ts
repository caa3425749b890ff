import "server-only";
import type { AuditQuery } from "@/lib/audit/address";
import { findAuditActors, findAuditEntries } from "@/lib/audit/store";
import { requireAdmin } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";

const PAGE = 50;

export type AuditItem = {
  id: string;
  at: string;
  who: string;
  kind: string;
  action: string;
  target: string | null;
  detail: Readonly<Record<string, string | number | boolean | null>> | null;
  address: string | null;
};

export async function listAudit(
  ctx: Context,
  input: AuditQuery,
): Promise<{ items: AuditItem[]; nextCursor: string | null }> {
  requireAdmin(ctx);
  const { cursor, ...filter } = input;
  const before = cursor === undefined ? null : BigInt(cursor);
  const rows = await findAuditEntries(ctx.workspaceId, ctx.timeZone, { ...filter, before }, PAGE + 1);
  const items = rows.slice(0, PAGE).map((row) => ({
    id: String(row.id),
    at: row.at.toISOString(),
    who: row.actorLabel,
    kind: row.actorKind,
    action: row.action,
    target: row.target,
    detail: row.detail,
    address: row.address,
  }));
  return { items, nextCursor: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}

/** Everyone who appears in the log, for its filter. */
export async function listAuditActors(ctx: Context): Promise<string[]> {
  requireAdmin(ctx);
  return (await findAuditActors(ctx.workspaceId)).map((row) => row.actorLabel);
}
