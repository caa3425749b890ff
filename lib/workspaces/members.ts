import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireAdmin } from "@/lib/auth/authorise";
import type { Context, Role } from "@/lib/auth/context";
import { endSessionRows } from "@/lib/auth/store";
import { type Db, transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import {
  countAdmins,
  deleteMembership,
  findMembers,
  findMembership,
  lockWorkspace,
  updateRole,
} from "@/lib/workspaces/store";

export type Member = {
  userId: number;
  name: string;
  email: string;
  role: Role;
  joinedAt: string;
  lastSeenAt: string | null;
  openSessions: number;
  isYou: boolean;
};

export async function listMembers(ctx: Context): Promise<Member[]> {
  requireAdmin(ctx);
  const rows = await findMembers(ctx.workspaceId);
  return rows.map(({ user, role, createdAt }) => ({
    userId: user.id,
    name: user.name,
    email: user.email,
    role: role as Role,
    joinedAt: createdAt.toISOString(),
    lastSeenAt: user.sessions[0]?.lastSeenAt.toISOString() ?? null,
    openSessions: user.sessions.length,
    isYou: ctx.actor.kind === "user" && ctx.actor.id === user.id,
  }));
}

/** Acts at the member's next request. @throws AppError not_found, conflict for the last admin */
export async function changeRole(
  ctx: Context,
  { userId, role }: { userId: number; role: Role },
): Promise<void> {
  requireAdmin(ctx);
  await transaction(async (db) => {
    const member = await lockMember(db, ctx, userId);
    if (member.role === role) return;
    if (member.role === "admin") await requireAnotherAdmin(db, ctx);
    await updateRole(db, ctx.workspaceId, userId, role);
    await audit(ctx, "member.role_changed", member.user.email, { from: member.role, to: role }, db);
  });
}

/** Acts at the member's next request; their account and other workspaces stay. */
export async function removeMember(ctx: Context, { userId }: { userId: number }): Promise<void> {
  requireAdmin(ctx);
  await transaction(async (db) => {
    const member = await lockMember(db, ctx, userId);
    if (member.role === "admin") await requireAnotherAdmin(db, ctx);
    await deleteMembership(db, ctx.workspaceId, userId);
    await audit(ctx, "member.removed", member.user.email, { role: member.role }, db);
  });
}

/** Signs a member out everywhere, for a lost phone or laptop. */
export async function endMemberSessions(
  ctx: Context,
  { userId }: { userId: number },
): Promise<{ ended: number }> {
  requireAdmin(ctx);
  return transaction(async (db) => {
    const member = await lockMember(db, ctx, userId);
    const ended = await endSessionRows(db, userId);
    await audit(ctx, "member.signed_out", member.user.email, { sessions: ended }, db);
    return { ended };
  });
}

async function lockMember(db: Db, ctx: Context, userId: number) {
  await lockWorkspace(db, ctx.workspaceId);
  const member = await findMembership(db, ctx.workspaceId, userId);
  if (!member) throw new AppError("not_found", "This person is not a member of the workspace.");
  return member;
}

async function requireAnotherAdmin(db: Db, ctx: Context): Promise<void> {
  if ((await countAdmins(db, ctx.workspaceId)) > 1) return;
  const message = "This is the workspace's last admin. Make somebody else an admin first.";
  throw new AppError("conflict", message, { problems: [{ path: "", code: "last_admin", message }] });
}
