import "server-only";
import { z } from "zod";
import { AUDIT_ACTIONS } from "@/lib/audit/audit";
import { findAuditActors, findAuditEntries } from "@/lib/audit/store";
import { requireAdmin } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";

const PAGE = 50;

export const auditListInput = z.strictObject({
  who: z.string().max(300).optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
  /** Half-open interval [from, to). */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

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
  input: z.output<typeof auditListInput>,
): Promise<{ items: AuditItem[]; nextCursor: string | null }> {
  requireAdmin(ctx);
  const { from, to, cursor, ...rest } = input;
  const filter = {
    ...rest,
    ...(from && { from: new Date(from) }),
    ...(to && { to: new Date(to) }),
    ...(cursor && { before: BigInt(cursor) }),
  };
  const rows = await findAuditEntries(ctx.workspaceId, filter, PAGE + 1);
  const items = rows.slice(0, PAGE).map((row) => ({
    id: String(row.id),
    at: row.at.toISOString(),
    who: row.actorLabel,
    kind: row.actorKind,
    action: row.action,
    target: row.target,
    detail: row.detail as AuditItem["detail"],
    address: row.address,
  }));
  return { items, nextCursor: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}

/** Everyone who appears in the log, for its filter. */
export async function listAuditActors(ctx: Context): Promise<string[]> {
  requireAdmin(ctx);
  return (await findAuditActors(ctx.workspaceId)).map((row) => row.actorLabel);
}
