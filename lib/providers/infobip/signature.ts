import type { Settings, Verification, WebhookRequest } from "@/lib/providers/provider";
import { hmac, safeEqual, secretsOf } from "@/lib/providers/shared/crypto";

const refused = (cause: string): Verification => ({ ok: false, cause });

/**
 * HTTP Basic, or a header of the operator's choice: a subscription at Infobip uses one of them. Infobip's
 * HMAC option is left out because neither its header nor the signed text is documented.
 * Source: Infobip subscriptions API, security types; read 2026-09.
 */
export function verifyCredentials(request: WebhookRequest, settings: Settings): Verification {
  const users = secretsOf(settings, "webhookUser");
  const passwords = secretsOf(settings, "webhookPassword");
  const headerName = settings.headerName?.trim().toLowerCase();
  const headerSecrets = headerName ? secretsOf(settings, "headerSecret") : [];
  if ((users.length === 0 || passwords.length === 0) && headerSecrets.length === 0) {
    return refused("No user name and password are saved for this connection.");
  }
  if (isProven(request.url, passwords)) return { ok: true };
  const basic = basicCredentials(request.headers.authorization);
  const header = headerName ? request.headers[headerName] : undefined;
  if (basic === undefined && header === undefined) {
    return refused(
      "The request carries no credentials: set the security type of the subscription at Infobip.",
    );
  }
  let matches = false;
  for (const user of users) {
    for (const password of passwords) {
      matches = safeEqual(basic ?? "", `${user}:${password}`) || matches;
    }
  }
  for (const secret of headerSecrets) matches = safeEqual(header ?? "", secret) || matches;
  return matches
    ? { ok: true }
    : refused("The credentials are wrong: compare them with the ones in the subscription at Infobip.");
}

/**
 * Infobip calls the address that came with a message without any credentials, so the address proves itself:
 * it carries a code that only we can make for this attempt.
 */
export function provenCallback(callbackUrl: string, settings: Settings): string {
  const url = new URL(callbackUrl);
  const attempt = url.searchParams.get("attempt");
  if (attempt === null || !settings.webhookPassword) return callbackUrl;
  url.searchParams.set("proof", proofOf(attempt, settings.webhookPassword));
  return url.toString();
}

const proofOf = (attempt: string, password: string): string =>
  hmac("sha256", password, [`attempt:${attempt}`], "base64url");

function isProven(url: string, passwords: readonly string[]): boolean {
  const query = new URL(url).searchParams;
  const attempt = query.get("attempt");
  const proof = query.get("proof");
  if (attempt === null || proof === null) return false;
  let matches = false;
  for (const password of passwords) matches = safeEqual(proof, proofOf(attempt, password)) || matches;
  return matches;
}

/** "user:password" as sent; undefined when the header is not Basic. */
function basicCredentials(authorization: string | undefined): string | undefined {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? "")?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString("utf8");
}

export const basicHeader = (settings: Settings): string =>
  `Basic ${Buffer.from(`${settings.webhookUser ?? ""}:${settings.webhookPassword ?? ""}`).toString("base64")}`;
