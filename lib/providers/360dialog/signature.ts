import type { Settings, Verification, WebhookRequest } from "@/lib/providers/provider";
import { safeEqual, secretsOf } from "@/lib/providers/shared/crypto";
import { DEFAULT_HEADER_NAME } from "./wire";

export const headerNameOf = (settings: Settings): string =>
  settings.headerName?.trim() || DEFAULT_HEADER_NAME;

/** Compares the agreed header. It does not cover the body: TLS and the unguessable address do the rest. */
export function verify360dialog(request: WebhookRequest, settings: Settings): Verification {
  const name = headerNameOf(settings);
  const secrets = secretsOf(settings, "headerSecret");
  if (secrets.length === 0) return { ok: false, cause: "No header secret is saved for this connection." };
  const given = request.headers[name.toLowerCase()];
  if (!given)
    return { ok: false, cause: `The header ${name} is missing: set it on the webhook at 360dialog.` };
  if (secrets.some((secret) => safeEqual(given, secret))) return { ok: true };
  return { ok: false, cause: `The header ${name} holds another value than this connection's secret.` };
}
