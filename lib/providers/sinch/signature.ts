import type { Settings, Verification, WebhookRequest } from "@/lib/providers/provider";
import { hmac, md5Base64, safeEqual, secretsOf } from "@/lib/providers/shared/crypto";
import { unixTime } from "@/lib/providers/shared/json";

/** Sinch repeats a callback for close to a day, so only older ones count as replays. */
const WINDOW_MS = 24 * 60 * 60 * 1000;

const refused = (cause: string): Verification => ({ ok: false, cause });

const isFresh = (time: number | undefined, now: number): boolean =>
  time !== undefined && Math.abs(now - time) <= WINDOW_MS;

const STALE =
  "The request was signed more than 24 hours away from this server's time: a replay, or a wrong clock.";

/** Source: Sinch Conversation API "Callbacks", secret of the webhook; read 2026-09. */
export function verifyConversation(request: WebhookRequest, settings: Settings, now: number): Verification {
  const secrets = secretsOf(settings, "webhookSecret");
  if (secrets.length === 0) return refused("No webhook secret is saved for this connection.");
  const given = request.headers["x-sinch-webhook-signature"] ?? "";
  const nonce = request.headers["x-sinch-webhook-signature-nonce"];
  const timestamp = request.headers["x-sinch-webhook-signature-timestamp"];
  const algorithm = request.headers["x-sinch-webhook-signature-algorithm"] ?? "HmacSHA256";
  if (!nonce || !timestamp) return refused("The signature's nonce or timestamp header is missing.");
  if (algorithm.toLowerCase() !== "hmacsha256")
    return refused("The signature uses another algorithm than HmacSHA256.");
  let matches = false;
  for (const secret of secrets) {
    matches = safeEqual(given, conversationSignature(secret, request.body, nonce, timestamp)) || matches;
  }
  if (!matches)
    return refused("The signature does not match: check the secret of the webhook in the Sinch app.");
  return isFresh(unixTime(timestamp), now) ? { ok: true } : refused(STALE);
}

export const conversationSignature = (
  secret: string,
  body: Uint8Array,
  nonce: string,
  timestamp: string,
): string => hmac("sha256", secret, [body, `.${nonce}.${timestamp}`], "base64");

/** Source: Sinch Voice "Signed requests", also used for callbacks; read 2026-09. */
export function verifyApplication(request: WebhookRequest, settings: Settings, now: number): Verification {
  const keys = secretsOf(settings, "applicationKey");
  const secrets = secretsOf(settings, "applicationSecret");
  if (keys.length === 0 || secrets.length === 0) {
    return refused("No application key and secret are saved: they are needed for call statuses.");
  }
  const [, key, given] = /^Application\s([^:\s]+):(\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  if (key === undefined || given === undefined) return refused("The Authorization header can't be read.");
  const timestamp = request.headers["x-timestamp"];
  if (!timestamp) return refused("The header x-timestamp is missing.");
  let matches = false;
  for (const secret of secrets) {
    for (const path of pathsOf(request.url)) {
      matches = safeEqual(given, applicationSignature(secret, { ...request, path }, timestamp)) || matches;
    }
  }
  if (!keys.some((known) => safeEqual(key, known)))
    return refused("The callback belongs to another Sinch application.");
  if (!matches)
    return refused("The signature does not match: check the application secret of the voice app.");
  return isFresh(timeOf(timestamp), now) ? { ok: true } : refused(STALE);
}

export function applicationSignature(
  secret: string,
  request: Pick<WebhookRequest, "method" | "headers" | "body"> & { readonly path: string },
  timestamp: string,
): string {
  const lines = [
    request.method,
    // A request without a body is signed with an empty line in its place.
    request.body.length === 0 ? "" : md5Base64(request.body),
    request.headers["content-type"] ?? "",
    `x-timestamp:${timestamp}`,
    request.path,
  ];
  return hmac("sha256", Buffer.from(secret, "base64"), [lines.join("\n")], "base64");
}

/** Documented without the query; an address that has one may be signed with it. */
function pathsOf(url: string): string[] {
  if (!URL.canParse(url)) return [url];
  const { pathname, search } = new URL(url);
  return search === "" ? [pathname] : [pathname, pathname + search];
}

function timeOf(iso: string): number | undefined {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}
