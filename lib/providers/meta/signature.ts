import type { Settings, Verification, WebhookRequest } from "@/lib/providers/provider";
import { hmacSha256, sameSignature, secretsOf } from "@/lib/providers/shared/crypto";
import { SIGNATURE_HEADER } from "./wire";

/** "sha256=" + hex(HMAC-SHA256(app secret, exact body)). */
export const signMeta = (secret: string, body: Uint8Array): string => `sha256=${hmacSha256(secret, body)}`;

export function verifyMeta(request: WebhookRequest, settings: Settings): Verification {
  const given = request.headers[SIGNATURE_HEADER];
  if (!given)
    return { ok: false, cause: "The X-Hub-Signature-256 header is missing, so the sender is not proven." };
  const secrets = secretsOf(settings, "appSecret");
  if (secrets.length === 0) return { ok: false, cause: "No app secret is saved for this connection." };
  if (secrets.some((secret) => sameSignature(given, signMeta(secret, request.body)))) return { ok: true };
  return {
    ok: false,
    cause:
      "The signature does not match: the app secret is another app's, or the body was changed on its way.",
  };
}
