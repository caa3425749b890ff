import "server-only";
import type { Profile } from "next-auth";
import type { SignedIn } from "@/lib/auth/sign-in";
import { findUserByEmail, hasOpenInvite, insertUser } from "@/lib/auth/store";
import { emailInput } from "@/lib/contracts/person";
import { transaction } from "@/lib/db/transaction";

/**
 * The account of a Google profile: an existing one, or a new one for an e-mail address that was invited.
 * Everyone else is turned away, because a Google account alone is no right to see a workspace.
 */
export async function admitGoogle(profile: Profile | undefined): Promise<SignedIn | null> {
  const verified = profile && "email_verified" in profile && profile.email_verified === true;
  const email = emailInput.safeParse(profile?.email);
  if (!verified || !email.success) return null;
  return transaction(async (db) => {
    const user = await findUserByEmail(db, email.data);
    if (user) return user.disabledAt ? null : { id: user.id, name: user.name, email: user.email };
    if (!(await hasOpenInvite(db, email.data))) return null;
    const name = profile.name?.slice(0, 100) || email.data;
    const { id } = await insertUser(db, { email: email.data, name, passwordHash: null, locale: "en" });
    return { id, name, email: email.data };
  });
}
