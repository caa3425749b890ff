import "server-only";
import type { AuditAction } from "@/lib/audit/actions";
import { auditEntryOfMemberships, insertAuditEntry } from "@/lib/audit/store";
import type { Context } from "@/lib/auth/context";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";

/**
 * Writes who did what, when and from where. Pass the transaction of the change itself, so that the log has
 * neither a change that did not happen nor misses one that did.
 * @param target - what it was done to, in words that people recognise; never a secret
 */
export async function audit(
  ctx: Pick<Context, "workspaceId" | "actor">,
  action: AuditAction,
  target?: string,
  detail?: Readonly<Record<string, string | number | boolean | null>>,
  db: Db = prisma(),
): Promise<void> {
  await insertAuditEntry(db, ctx.workspaceId, {
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    actorLabel: ctx.actor.label,
    action,
    target: target ?? null,
    detail: detail ?? null,
    address: ctx.actor.address,
  });
}

/** What a person does to their own account concerns every workspace that they belong to. */
export async function auditEverywhere(
  db: Db,
  user: { id: number; email: string },
  action: AuditAction,
  address: string | null,
): Promise<void> {
  await auditEntryOfMemberships(db, { userId: user.id, label: user.email, action, address });
}
