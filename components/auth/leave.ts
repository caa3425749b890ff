import { signOut } from "next-auth/react";

/**
 * Ends the session and opens the sign-in page at the address that this browser uses; next-auth alone would
 * lead to PUBLIC_URL, which may be another name of the same machine.
 */
export async function leave(): Promise<void> {
  await signOut({ redirect: false });
  window.location.assign("/sign-in");
}
