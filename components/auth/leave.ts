import { authRequest } from "@/components/auth/auth-request";

/**
 * Ends the session and opens the sign-in page at the address that this browser uses; next-auth alone would
 * lead to PUBLIC_URL, which may be another name of the same machine.
 */
export async function leave(): Promise<void> {
  await authRequest("signout");
  window.location.assign("/sign-in");
}
