import "server-only";
import type { z } from "zod";
import { auditEverywhere } from "@/lib/audit/audit";
import { changePasswordInput, profileInput } from "@/lib/auth/contract";
import { PASSWORD_MESSAGES, passwordProblem } from "@/lib/auth/password";
import { hashPassword, verifyPassword } from "@/lib/auth/password-hash";
import type { Identity } from "@/lib/auth/session";
import { endSessionRow, endSessionRows, findSessions, findUser, updateUser } from "@/lib/auth/store";
import { forgiveAttempt, takeAttempt } from "@/lib/auth/throttle";
import { prisma } from "@/lib/db/client";
import { transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";

export type OwnSession = {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  address: string | null;
  userAgent: string | null;
  current: boolean;
};

export async function listOwnSessions(identity: Identity): Promise<OwnSession[]> {
  const rows = await findSessions(identity.user.id);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === identity.sessionId,
  }));
}

/** Signing out. */
export async function endSession(id: string): Promise<void> {
  await endSessionRow(id);
}

/** Ends one own session, or all but the current one. @throws AppError not_found for someone else's */
export async function endOwnSessions(
  identity: Identity,
  which: { id: string } | "others",
): Promise<{ ended: number }> {
  return transaction(async (db) => {
    const scope = which === "others" ? { except: identity.sessionId } : { only: which.id };
    const ended = await endSessionRows(db, identity.user.id, scope);
    if (which !== "others" && ended === 0) {
      throw new AppError("not_found", "This session has ended already.");
    }
    if (ended > 0) await auditEverywhere(db, identity.user, "session.ended", identity.actor.address);
    return { ended };
  });
}

export async function changeProfile(identity: Identity, input: z.output<typeof profileInput>): Promise<void> {
  await updateUser(prisma(), identity.user.id, profileInput.parse(input));
}

export const hasPassword = async (identity: Identity): Promise<boolean> =>
  Boolean((await findUser(prisma(), identity.user.id))?.passwordHash);

/**
 * Asks for the current password (people who only use Google have none yet) and ends every other session,
 * because the usual reason for a new password is that someone else knew the old one.
 */
export async function changePassword(
  identity: Identity,
  input: z.output<typeof changePasswordInput>,
): Promise<void> {
  const { currentPassword, password } = changePasswordInput.parse(input);
  const { id, email, name } = identity.user;
  const user = await findUser(prisma(), id);
  if (user?.passwordHash) {
    await takeAttempt(email, identity.actor.address);
    if (!(await verifyPassword(user.passwordHash, currentPassword))) {
      const message = "This is not your current password.";
      throw new AppError("invalid_input", message, {
        problems: [{ path: "currentPassword", code: "wrong_password", message }],
      });
    }
    await forgiveAttempt(email, identity.actor.address);
  }
  const problem = passwordProblem(password, [name, email]);
  if (problem) {
    const message = PASSWORD_MESSAGES[problem];
    throw new AppError("invalid_input", message, {
      problems: [{ path: "password", code: problem, message }],
    });
  }
  const passwordHash = await hashPassword(password);
  await transaction(async (db) => {
    await updateUser(db, id, { passwordHash });
    await endSessionRows(db, id, { except: identity.sessionId });
    await auditEverywhere(db, identity.user, "password.changed", identity.actor.address);
  });
}
