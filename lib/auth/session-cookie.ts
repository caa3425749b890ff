import "server-only";
import { decode } from "next-auth/jwt";
import { env, publicUrl } from "@/lib/env";

export const isSecure = (): boolean => publicUrl().startsWith("https://");

/** `__Host-` ties the cookie to this host and to HTTPS; browsers refuse the prefix on plain HTTP. */
export const sessionCookieName = (): string => `${isSecure() ? "__Host-" : ""}reachback.session`;

/** Which workspace the person looks at; a wish, checked against their memberships at every request. */
export const WORKSPACE_COOKIE = "workspace";

export function authSecret(): string {
  const secret = env().AUTH_SECRET;
  if (!secret) throw new Error("AUTH_SECRET is not set; start the app with `npm start`, which makes one.");
  return secret;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The session's id in a cookie's value; null when it was forged, has expired or is damaged. */
export async function sessionIdOf(cookie: string | undefined): Promise<string | null> {
  if (!cookie) return null;
  try {
    const token = await decode({ token: cookie, secret: authSecret() });
    return typeof token?.sid === "string" && UUID.test(token.sid) ? token.sid : null;
  } catch {
    return null; // jose throws on every token that isn't ours
  }
}
