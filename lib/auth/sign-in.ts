import "server-only";
import { randomUUID } from "node:crypto";
import { auditEverywhere } from "@/lib/audit/audit";
import { verifyPassword } from "@/lib/auth/password-hash";
import { findUserByEmail, insertSession } from "@/lib/auth/store";
import { forgiveAttempt, takeAttempt } from "@/lib/auth/throttle";
import { emailInput } from "@/lib/contracts/person";
import { prisma } from "@/lib/db/client";
import { transaction } from "@/lib/db/transaction";

export const SESSION_DAYS = 30;

export type SignedIn = { readonly id: number; readonly name: string; readonly email: string };

/**
 * @returns null for a wrong password, an unknown or a disabled account alike
 * @throws AppError rate_limited after too many failures of the account or the address
 */
export async function checkCredentials(
  given: { email: string; password: string },
  address: string | null,
): Promise<SignedIn | null> {
  const parsed = emailInput.safeParse(given.email);
  const email = parsed.success ? parsed.data : given.email.slice(0, 254);
  await takeAttempt(email, address);
  const user = await findUserByEmail(prisma(), email);
  const matches = await verifyPassword(user?.passwordHash ?? null, given.password);
  if (!user || !matches || user.disabledAt) return null;
  await forgiveAttempt(email, address);
  return { id: user.id, name: user.name, email: user.email };
}

/** A new session for every sign-in; the cookie carries only its id. */
export async function startSession(
  user: SignedIn,
  from: { address: string | null; userAgent: string | null },
): Promise<string> {
  const id = randomUUID();
  const userAgent = from.userAgent?.slice(0, 300) ?? null;
  await transaction(async (db) => {
    await insertSession(db, { id, userId: user.id, days: SESSION_DAYS, address: from.address, userAgent });
    await auditEverywhere(db, user, "session.started", from.address);
  });
  return id;
}
