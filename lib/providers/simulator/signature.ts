import type { Settings, Verification, WebhookRequest } from "@/lib/providers/provider";
import { hmac, safeEqual, secretsOf } from "@/lib/providers/shared/crypto";
import { MAX_STATUSES, type SimulatedStatus } from "./wire";

const HEADER = "x-simulator-signature";

export function verifySignature(request: WebhookRequest, settings: Settings): Verification {
  const secrets = secretsOf(settings, "secret");
  if (secrets.length === 0) return { ok: false, cause: "No secret is saved for this connection." };
  const given = request.headers[HEADER];
  if (!given) return { ok: false, cause: "The header X-Simulator-Signature is missing." };
  let matches = false;
  for (const secret of secrets) matches = safeEqual(given, signatureOf(secret, request.body)) || matches;
  return matches ? { ok: true } : { ok: false, cause: "The signature does not match: check the secret." };
}

const signatureOf = (secret: string, body: Uint8Array): string =>
  `sha256=${hmac("sha256", secret, [body], "hex")}`;

/** A signed request with up to 1,000 statuses. @throws RangeError for more. */
export function signedRequest(
  statuses: readonly SimulatedStatus[],
  url: string,
  settings: Settings,
): WebhookRequest {
  if (statuses.length > MAX_STATUSES)
    throw new RangeError(`${statuses.length} statuses exceed ${MAX_STATUSES}`);
  const body = new TextEncoder().encode(JSON.stringify({ statuses }));
  return {
    method: "POST",
    url,
    headers: { "content-type": "application/json", [HEADER]: signatureOf(settings.secret ?? "", body) },
    body,
  };
}
