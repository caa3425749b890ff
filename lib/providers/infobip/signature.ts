import type { Settings, Verification, WebhookRequest } from "@/lib/providers/provider";
import { safeEqual, secretsOf } from "@/lib/providers/shared/crypto";

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

/** "user:password" as sent; undefined when the header is not Basic. */
function basicCredentials(authorization: string | undefined): string | undefined {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? "")?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString("utf8");
}

export const basicHeader = (settings: Settings): string =>
  `Basic ${Buffer.from(`${settings.webhookUser ?? ""}:${settings.webhookPassword ?? ""}`).toString("base64")}`;
