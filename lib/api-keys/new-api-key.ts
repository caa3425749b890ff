import { hashToken, newToken } from "@/lib/auth/secret-token";

/** Fixed start, so that scanners of leaked secrets recognise a key. */
export const API_KEY_START = "rb_live_";

const VISIBLE = API_KEY_START.length + 4;

/** A new key, what is stored of it, and its first characters for lists. */
export function newApiKey(): { key: string; hash: string; prefix: string } {
  const key = `${API_KEY_START}${newToken()}`;
  return { key, hash: hashToken(key), prefix: key.slice(0, VISIBLE) };
}
