import type { Settings, Verification, WebhookRequest } from "@/lib/providers/provider";
import { hmac, safeEqual, secretsOf } from "@/lib/providers/shared/crypto";
import { ID_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER } from "./wire";

const SECOND = 1000;
/** Standard Webhooks suggests 5 min; whether a repeat is signed anew is not documented, so a day is allowed. */
const WINDOW = 24 * 3600 * SECOND;
const AHEAD = 600 * SECOND;

/** "v1," + base64(HMAC-SHA256(decoded secret, id.timestamp.body)). */
export function signStandardWebhook(secret: string, id: string, timestamp: string, body: Uint8Array): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${hmac("sha256", key, [`${id}.${timestamp}.`, body], "base64")}`;
}

export function verifyStandardWebhook(
  request: WebhookRequest,
  settings: Settings,
  now: number,
): Verification {
  const id = request.headers[ID_HEADER];
  const timestamp = request.headers[TIMESTAMP_HEADER];
  const given = request.headers[SIGNATURE_HEADER];
  if (!id || !timestamp || !given) {
    return { ok: false, cause: "A webhook-id, webhook-timestamp or webhook-signature header is missing." };
  }
  const secrets = secretsOf(settings, "webhookSecret");
  if (secrets.length === 0) return { ok: false, cause: "No webhook secret is saved for this connection." };
  const expected = secrets.map((secret) => signStandardWebhook(secret, id, timestamp, request.body));
  // Bird signs with both secrets for a day after a rotation and sends the signatures as a list.
  const signatures = given.split(" ");
  if (!signatures.some((signature) => expected.some((right) => safeEqual(signature, right)))) {
    return {
      ok: false,
      cause: "No signature matches: the webhook secret is another endpoint's, or the body was changed.",
    };
  }
  const sentAt = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * SECOND : Number.NaN;
  if (now - sentAt <= WINDOW && sentAt - now <= AHEAD) return { ok: true };
  return {
    ok: false,
    cause: "The request was signed more than 24 hours ago (or in the future), so it may be a replay.",
  };
}
