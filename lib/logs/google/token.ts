import "server-only";
import { z } from "zod";
import { env } from "@/lib/env";
import { googleUrls, jsonOf, send } from "@/lib/logs/google/request";
import { type AccountSecret, assertionOf } from "@/lib/logs/google/secrets";
import { TargetError, type TargetFault } from "@/lib/logs/target-error";

/** Renewed this long before it ends, so that it lasts for the request. */
const MARGIN = 120_000; // ms

const granted = z.object({
  access_token: z.string(),
  expires_in: z.number().default(3600),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
  scope: z.string().optional(),
});
export type Granted = z.output<typeof granted>;

const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/** Asks Google's token address. @throws TargetError */
export async function askForToken(form: Readonly<Record<string, string>>): Promise<Granted> {
  const { status, text } = await send(googleUrls().token, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  });
  const body = jsonOf(text);
  const good = granted.safeParse(body);
  if (status === 200 && good.success) return good.data;
  const bad = refusal.safeParse(body);
  const error = bad.success ? bad.data.error : "";
  throw new TargetError(tokenFault(status, error), `Google gave no access: ${status} ${error}`.trim());
}

function tokenFault(status: number, error: string): TargetFault {
  if (error === "invalid_grant") return { kind: "held", code: "revoked" };
  if (error === "invalid_client" || error === "unauthorized_client" || error === "deleted_client")
    return { kind: "held", code: "client_changed" };
  if (status === 429) return { kind: "throttled", retryAfterMs: null };
  return status >= 400 && status < 500 ? { kind: "held", code: "revoked" } : { kind: "unsure" };
}

export type AccountKey = { readonly workspaceId: number; readonly id: number; readonly updatedAt: Date };

type Cached = { readonly token: string; readonly until: number };
const cache = new Map<string, Cached>();
const keyOf = ({ workspaceId, id, updatedAt }: AccountKey): string =>
  `${workspaceId}:${id}:${updatedAt.getTime()}`;

/** An access token of the account, from memory while it lasts. @throws TargetError */
export async function accessToken(
  account: AccountKey,
  secret: AccountSecret,
  now = Date.now(),
): Promise<string> {
  const key = keyOf(account);
  const cached = cache.get(key);
  if (cached && cached.until > now) return cached.token;
  const { access_token, expires_in } = await askForToken(formOf(secret, now));
  if (cache.size > 500) cache.clear();
  cache.set(key, { token: access_token, until: now + expires_in * 1000 - MARGIN });
  return access_token;
}

/** After a 401: the next token is a new one. */
export const forgetToken = (account: AccountKey): void => void cache.delete(keyOf(account));

function formOf(secret: AccountSecret, now: number): Record<string, string> {
  if (secret.kind === "service_account")
    return {
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: assertionOf(secret, googleUrls().token, now),
    };
  const { GOOGLE_CLIENT_ID: client_id, GOOGLE_CLIENT_SECRET: client_secret } = env();
  if (!client_id || !client_secret)
    throw new TargetError(
      { kind: "held", code: "client_changed" },
      "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are not set any more.",
    );
  return { grant_type: "refresh_token", refresh_token: secret.refreshToken, client_id, client_secret };
}
