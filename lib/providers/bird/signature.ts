import type { Settings, Verification, WebhookRequest } from "@/lib/providers/provider";
import { hmac, safeEqual, secretsOf, sha256 } from "@/lib/providers/shared/crypto";
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from "./wire";

const SECOND = 1000;
/** Bird repeats for 8 h and keeps the first timestamp and signature, so anything shorter would drop repeats. */
const WINDOW = 24 * 3600 * SECOND;
/** Clocks differ; a request from further ahead is not a slow clock. */
const AHEAD = 600 * SECOND;

/** base64(HMAC-SHA256(signing key, timestamp \n registered address with query \n SHA-256 of the body as bytes)). */
export const signBird = (secret: string, timestamp: string, url: string, body: Uint8Array): string =>
  hmac("sha256", secret, [`${timestamp}\n${url}\n`, sha256(body)], "base64");

export function verifyBird(request: WebhookRequest, settings: Settings, now: number): Verification {
  const given = request.headers[SIGNATURE_HEADER];
  const timestamp = request.headers[TIMESTAMP_HEADER];
  if (!given || !timestamp)
    return { ok: false, cause: "Bird's signature headers are missing, so the sender is not proven." };
  const secrets = secretsOf(settings, "signingKey");
  if (secrets.length === 0) return { ok: false, cause: "No signing key is saved for this connection." };
  const matches = secrets.some((secret) =>
    safeEqual(given, signBird(secret, timestamp, request.url, request.body)),
  );
  if (!matches) {
    return {
      ok: false,
      cause:
        "The signature does not match: the signing key is another subscription's, or the address registered at Bird differs from this one.",
    };
  }
  const sentAt = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * SECOND : Number.NaN;
  if (now - sentAt <= WINDOW && sentAt - now <= AHEAD) return { ok: true };
  return {
    ok: false,
    cause: "The request was signed more than 24 hours ago (or in the future), so it may be a replay.",
  };
}
