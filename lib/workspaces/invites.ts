import "server-only";
import type { z } from "zod";
import { audit } from "@/lib/audit/audit";
import { requireAdmin } from "@/lib/auth/authorise";
import type { Actor, Context, Role } from "@/lib/auth/context";
import { hashPassword } from "@/lib/auth/password-hash";
import { hashToken, newToken } from "@/lib/auth/secret-token";
import type { Identity } from "@/lib/auth/session";
import { findUserByEmail, insertUser } from "@/lib/auth/store";
import { prisma } from "@/lib/db/client";
import { type Db, transaction } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import { publicUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { inviteInput, joinInput } from "@/lib/workspaces/contract";
import {
  findInvite,
  findMembership,
  findOpenInvites,
  insertInvite,
  insertMembership,
  revokeInviteRow,
  takeInvite,
} from "@/lib/workspaces/store";

const LIFETIME_MS = 7 * 86_400_000;

export type OpenInvite = {
  id: number;
  role: Role;
  email: string | null;
  createdAt: string;
  expiresAt: string;
};

export async function listInvites(ctx: Context): Promise<OpenInvite[]> {
  requireAdmin(ctx);
  const rows = await findOpenInvites(ctx.workspaceId);
  return rows.map((row) => ({
    ...row,
    role: row.role as Role,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

/** @returns the link, here and never again: only the token's hash is stored. Good for one person and 7 days. */
export async function createInvite(
  ctx: Context,
  input: z.output<typeof inviteInput>,
): Promise<{ id: number; link: string }> {
  requireAdmin(ctx);
  const token = newToken();
  const invite = {
    ...input,
    tokenHash: hashToken(token),
    createdBy: ctx.actor.id ?? 0,
    expiresAt: new Date(Date.now() + LIFETIME_MS),
  };
  return transaction(async (db) => {
    const { id } = await insertInvite(db, ctx.workspaceId, invite);
    await audit(ctx, "member.invited", input.email ?? undefined, { role: input.role }, db);
    return { id, link: `${publicUrl()}/invite/${token}` };
  });
}

export async function revokeInvite(ctx: Context, { id }: { id: number }): Promise<void> {
  requireAdmin(ctx);
  await transaction(async (db) => {
    if (!(await revokeInviteRow(db, ctx.workspaceId, id))) {
      throw new AppError("not_found", "This invitation has been used, revoked or removed.");
    }
    await audit(ctx, "invite.revoked", undefined, undefined, db);
  });
}

export type Invitation = { workspaceName: string; role: Role; email: string | null; locale: string };

/** What a link offers, for its page; null when it is used, revoked, too old or made up. */
export async function readInvite(token: string): Promise<Invitation | null> {
  const invite = await findInvite(hashToken(token));
  if (!invite) return null;
  const { workspace, role, email } = invite;
  return { workspaceName: workspace.name, role: role as Role, email, locale: workspace.locale };
}

/** Accepts with a new account. @throws AppError not_found, conflict when the account exists */
export async function joinWithNewAccount(
  input: z.output<typeof joinInput>,
  address: string | null,
): Promise<{ workspaceId: WorkspaceId }> {
  const invite = await requireInvite(input.token, input.email);
  if (await findUserByEmail(prisma(), input.email)) throw accountExists();
  const passwordHash = await hashPassword(input.password);
  const { email, name, locale } = input;
  return transaction(async (db) => {
    const { id } = await insertUser(db, { email, name, locale, passwordHash });
    return join(db, invite, { kind: "user", id, label: email, address });
  });
}

/** Accepts as the person who is signed in; a member gets the invitation's role only by joining anew. */
export async function joinAsMyself(identity: Identity, token: string): Promise<{ workspaceId: WorkspaceId }> {
  const invite = await requireInvite(token, identity.user.email);
  return transaction((db) => join(db, invite, { ...identity.actor, id: identity.user.id }));
}

type Invite = NonNullable<Awaited<ReturnType<typeof findInvite>>>;

async function requireInvite(token: string, email: string): Promise<Invite> {
  const invite = await findInvite(hashToken(token));
  if (!invite) throw inviteIsOver();
  if (invite.email && invite.email !== email) {
    const message = "This invitation is for another e-mail address. Use that one, or ask for a new link.";
    throw new AppError("forbidden", message, { problems: [{ path: "email", code: "other_email", message }] });
  }
  return invite;
}

async function join(
  db: Db,
  invite: Invite,
  actor: Actor & { id: number },
): Promise<{ workspaceId: WorkspaceId }> {
  const workspaceId = invite.workspaceId as WorkspaceId;
  if (await findMembership(db, workspaceId, actor.id)) {
    throw new AppError("conflict", "You are a member of this workspace already.");
  }
  if (!(await takeInvite(db, workspaceId, invite.id, actor.id))) throw inviteIsOver();
  await insertMembership(db, workspaceId, actor.id, invite.role as Role);
  await audit({ workspaceId, actor }, "member.joined", actor.label, { role: invite.role }, db);
  return { workspaceId };
}

const inviteIsOver = (): AppError =>
  new AppError(
    "not_found",
    "This invitation has been used, revoked or is too old. Ask an admin for a new link.",
  );

function accountExists(): AppError {
  const message = "There is an account with this e-mail address. Sign in first, then open the link again.";
  return new AppError("conflict", message, {
    problems: [{ path: "email", code: "account_exists", message }],
  });
}
